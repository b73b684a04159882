"""Taxes withheld are paid in, and belong to an expense of the cash book."""

import pytest

from regulations.findings import Where
from tests.regulations.builders import FIRST_ROW, with_entry, with_tax
from tests.regulations.judging import findings_of, ids


@pytest.mark.parametrize("ntpn", ["0A1B2C3D4E5F6G7H", "0a1b2c3d4e5f6g7h", "1234567890123456"])
def test_sixteen_letters_and_digits_may_be_a_ntpn(ntpn: str) -> None:
    assert ids(with_tax(ntpn=ntpn)) == []


@pytest.mark.parametrize(
    ("ntpn", "found"),
    [
        ("0A1B2C3D4E5F6G7", "0A1B2C3D4E5F6G7 (15 tanda)"),
        ("0A1B2C3D4E5F6G7HI", "0A1B2C3D4E5F6G7HI (17 tanda)"),
        ("0A1B-2C3D-4E5F-6", "0A1B-2C3D-4E5F-6 (16 tanda)"),
    ],
)
def test_anything_else_is_no_ntpn(ntpn: str, found: str) -> None:
    (finding,) = findings_of("PJK-01", with_tax(ntpn=ntpn))
    assert finding.where == Where("Pajak", FIRST_ROW, "ntpn")
    assert finding.found == found
    assert finding.expected == "16 huruf dan angka"


def test_the_form_of_a_ntpn_is_judged_though_its_day_is_blank() -> None:
    assert ids(with_tax(ntpn="0A1B", paid_on=None)) == ["PJK-01"]


def test_a_tax_without_ntpn_wants_a_look_but_does_not_block() -> None:
    (finding,) = findings_of("PJK-02", with_tax(ntpn=None))
    assert finding.severity.value == "warning"
    assert finding.message == "Pajak Rp22.500 ini belum ber-NTPN."
    assert ids(with_tax(ntpn=None, amount=0)) == []
    assert ids(with_tax(ntpn=None, unreadable=frozenset({"ntpn"}))) == []


def test_a_tax_points_to_an_evidence_number_of_the_cash_book() -> None:
    (finding,) = findings_of("PJK-03", with_tax(evidence_number="BK-033"))
    assert finding.where == Where("Pajak", FIRST_ROW, "evidence_number")
    assert finding.found == "BK-033"
    assert ids(with_tax(evidence_number=" bk-003 ")) == []
    assert ids(with_tax(evidence_number=None)) == []


def test_a_tax_is_not_blamed_while_a_number_of_the_book_cannot_be_read() -> None:
    assert ids(with_entry(3, evidence_number=None, unreadable=frozenset({"evidence_number"}))) == []


@pytest.mark.parametrize(("base", "amount"), [(1_500_000, 1_500_000), (None, 22_500), (1_500_000, None)])
def test_a_tax_up_to_its_base_passes_and_a_blank_cannot_be_compared(base: int | None, amount: int | None) -> None:
    assert findings_of("PJK-04", with_tax(base=base, amount=amount)) == []


def test_a_tax_larger_than_its_base_cannot_be_right() -> None:
    (finding,) = findings_of("PJK-04", with_tax(base=22_500, amount=1_500_000))
    assert finding.where == Where("Pajak", FIRST_ROW, "amount")
    assert finding.severity.value == "error"
    assert (finding.found, finding.expected) == ("Rp1.500.000", "paling banyak Rp22.500, dasar pengenaannya")
    assert ids(with_tax(base=22_500, amount=1_500_000)) == ["PJK-04"]
