"""What the treasurer declares is what the books say."""

import pytest

from regulations.findings import Where
from tests.regulations.builders import with_declared
from tests.regulations.judging import findings_of, ids


@pytest.mark.parametrize(
    ("rule_id", "field", "right"),
    [("SISA-01", "remainder", 34_000_000), ("SISA-02", "spent", 26_000_000), ("SISA-03", "received", 60_000_000)],
)
class TestEachDeclaredFigure:
    @pytest.mark.parametrize("gap", [-1, 1])
    def test_is_right_to_the_rupiah(self, rule_id: str, field: str, right: int, gap: int) -> None:
        assert ids(with_declared(**{field: right})) == []
        (finding,) = findings_of(rule_id, with_declared(**{field: right + gap}))
        assert finding.where == Where("Ringkasan", None, field)
        assert "berselisih Rp1 dari seharusnya" in finding.message

    def test_is_declared(self, rule_id: str, field: str, right: int) -> None:
        (finding,) = findings_of(rule_id, with_declared(**{field: None}))
        assert finding.message.endswith("belum dinyatakan.")
        assert finding.found == "kosong"

    def test_is_not_reported_again_when_it_could_not_be_read(self, rule_id: str, field: str, right: int) -> None:
        assert ids(with_declared(**{field: None}, unreadable=frozenset({field}))) == []


def test_the_remainder_is_shown_as_the_sum_it_comes_from() -> None:
    (finding,) = findings_of("SISA-01", with_declared(remainder=0))
    assert finding.found == "Rp0"
    assert finding.expected == "Rp34.000.000 (Rp0 + Rp60.000.000 − Rp26.000.000)"
