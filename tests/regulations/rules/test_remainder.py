"""What the treasurer declares is what the books say."""

from datetime import date

import pytest

from regulations.findings import Where
from tests.regulations.builders import with_booked_interest, with_declared
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


class TestBankInterest:
    def test_may_be_declared_beside_the_cash_book_or_left_out(self) -> None:
        for interest in (None, 0, 1, 60_000_000):
            assert ids(with_declared(interest=interest)) == []

    @pytest.mark.parametrize("interest", [-1, 60_000_001])
    def test_is_neither_negative_nor_more_than_the_money_that_bore_it(self, interest: int) -> None:
        (finding,) = findings_of("SISA-05", with_declared(interest=interest))
        assert finding.where == Where("Ringkasan", None, "interest")
        assert ids(with_declared(interest=interest)) == ["SISA-05"]

    @pytest.mark.parametrize("words", ["Bunga bank", "JASA GIRO Mei", "Penerimaan bunga"])
    def test_in_the_cash_book_is_told_at_its_line_and_nowhere_else(self, words: str) -> None:
        facts = with_booked_interest(12_345, description=words)
        assert ids(facts) == ["SISA-04"]
        (finding,) = findings_of("SISA-04", facts)
        assert (finding.where, finding.found) == (Where("BKU", 100, "received"), "Rp12.345")

    def test_booked_late_is_no_payment_of_the_treasury_that_came_late(self) -> None:
        facts = with_booked_interest(12_345, date=date(2021, 12, 31))
        assert [rule for rule in ids(facts) if rule.startswith("SAL")] == []

    def test_what_else_the_book_received_too_much_is_still_told(self) -> None:
        assert ids(with_booked_interest(12_345, description="Sumbangan")) == ["BKU-04"]
