"""A receipt above the limit of its own day bears a stamp."""

from datetime import date

import pytest

from regulations.findings import Where
from tests.regulations.builders import FIRST_ROW, with_entry
from tests.regulations.judging import findings_of


@pytest.mark.parametrize(
    ("day", "paid", "stamp", "enough"),
    [
        (date(2021, 5, 3), 5_000_000, None, True),
        (date(2021, 5, 3), 5_000_001, None, False),
        (date(2021, 5, 3), 5_000_001, 6_000, False),
        (date(2021, 5, 3), 5_000_001, 10_000, True),
        (date(2021, 5, 3), 5_000_001, 20_000, True),
        (date(2021, 1, 1), 5_000_000, None, True),
        (date(2020, 12, 31), 5_000_000, None, False),
        (date(2020, 12, 31), 1_000_001, 6_000, True),
        (date(2020, 12, 31), 1_000_001, 3_000, False),
        (date(2020, 12, 31), 1_000_000, 3_000, True),
        (date(2020, 12, 31), 250_000, None, False),
        (date(2020, 12, 31), 249_999, None, True),
    ],
)
def test_the_stamp_follows_the_tariff_of_the_day_on_the_receipt(
    day: date, paid: int, stamp: int | None, enough: bool
) -> None:
    assert (findings_of("MTR-01", with_entry(2, date=day, paid=paid, stamp_duty=stamp)) == []) is enough


def test_a_missing_stamp_is_named_with_what_is_due() -> None:
    (finding,) = findings_of("MTR-01", with_entry(4, stamp_duty=None))
    assert finding.where == Where("BKU", FIRST_ROW + 4, "stamp_duty")
    assert (finding.found, finding.expected) == ("tanpa meterai", "meterai Rp10.000, tarif pada 1 Juli 2021")
    assert str(finding.citation).startswith("UU 10/2020 — ")
    assert finding.citation.confirmed


def test_the_earlier_tariff_is_not_shown_as_confirmed() -> None:
    (finding,) = findings_of("MTR-01", with_entry(4, date=date(2020, 12, 31), stamp_duty=3_000))
    assert finding.found == "meterai Rp3.000"
    assert str(finding.citation).endswith("(belum dikonfirmasi)")


def test_money_received_needs_no_stamp_of_ours() -> None:
    assert findings_of("MTR-01", with_entry(0, stamp_duty=None)) == []


def test_without_a_date_or_a_readable_stamp_nothing_is_said() -> None:
    assert findings_of("MTR-01", with_entry(4, date=None, stamp_duty=None)) == []
    assert findings_of("MTR-01", with_entry(4, stamp_duty=None, unreadable=frozenset({"stamp_duty"}))) == []
