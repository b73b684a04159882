"""Each line of the cash book says when, what for, to whom, and one amount."""

from dataclasses import replace
from datetime import date

import pytest

from regulations.findings import Where
from tests.regulations.builders import FIRST_ROW, clean_entries, clean_facts, with_entry
from tests.regulations.judging import findings_of, ids


@pytest.mark.parametrize("day", [date(2021, 4, 1), date(2021, 12, 31)])
def test_the_first_and_the_last_day_belong_to_the_agreement(day: date) -> None:
    assert findings_of("BKU-05", with_entry(1, date=day)) == []


@pytest.mark.parametrize(
    ("day", "when"),
    [(date(2021, 3, 31), "sebelum perjanjian mulai"), (date(2022, 1, 1), "sesudah perjanjian berakhir")],
)
def test_a_day_outside_the_agreement_is_named_with_the_side_it_lies_on(day: date, when: str) -> None:
    (finding,) = findings_of("BKU-05", with_entry(1, date=day))
    assert when in finding.message
    assert finding.where == Where("BKU", FIRST_ROW + 1, "date")
    assert finding.expected == "1 April 2021 sampai 31 Desember 2021, masa perjanjian PKS-01/CONTOH/2021"


def test_entries_stand_in_date_order_and_the_row_that_falls_back_is_named() -> None:
    (finding,) = findings_of("BKU-06", with_entry(3, date=date(2021, 5, 2)))
    assert finding.where == Where("BKU", FIRST_ROW + 3, "date")
    assert (finding.found, finding.expected) == ("2 Mei 2021", "3 Mei 2021 atau sesudahnya, tanggal baris 9")


def test_one_date_too_late_gives_one_finding_not_one_for_every_row_after_it() -> None:
    assert len(findings_of("BKU-06", with_entry(1, date=date(2021, 12, 1)))) == 1


def test_a_blank_date_is_passed_over_when_the_order_is_judged() -> None:
    facts = with_entry(2, with_entry(3, date=date(2021, 5, 2)), date=None)
    (finding,) = findings_of("BKU-06", facts)
    assert "baris 8" in finding.message


@pytest.mark.parametrize(
    ("received", "paid", "message", "field"),
    [
        (None, -1, "Jumlah pada baris ini kurang dari nol.", "paid"),
        (-1, None, "Jumlah pada baris ini kurang dari nol.", "received"),
        (None, 0, "Jumlah pada baris ini nol.", "paid"),
        (0, None, "Jumlah pada baris ini nol.", "paid"),
        (None, None, "Baris ini tidak memuat jumlah uang.", "paid"),
        (1, 1, "Penerimaan dan pengeluaran terisi bersama pada baris ini.", "paid"),
    ],
)
def test_a_line_holds_one_amount_above_zero(received: int | None, paid: int | None, message: str, field: str) -> None:
    (finding,) = findings_of("BKU-07", with_entry(1, received=received, paid=paid))
    assert finding.message == message
    assert finding.where == Where("BKU", FIRST_ROW + 1, field)


@pytest.mark.parametrize(("received", "paid"), [(1, None), (1, 0), (None, 1), (0, 1)])
def test_a_zero_beside_an_amount_is_as_good_as_blank(received: int | None, paid: int | None) -> None:
    assert findings_of("BKU-07", with_entry(1, received=received, paid=paid)) == []


def test_an_amount_that_could_not_be_read_is_not_called_missing() -> None:
    assert findings_of("BKU-07", with_entry(1, paid=None, unreadable=frozenset({"paid"}))) == []


def test_a_book_may_open_with_a_line_that_only_carries_the_opening_balance() -> None:
    first, *rest = clean_entries()
    opening = replace(first, row=6, date=None, description=None, evidence_number=None, received=None, balance=0)
    assert ids(clean_facts(entries=(opening, first, *rest))) == []
    elsewhere = replace(opening, row=20, balance=34_000_000)
    assert ids(clean_facts(entries=(first, *rest, elsewhere))) == ["BKU-07"]
    another_balance = replace(opening, balance=5)
    assert "BKU-07" in ids(clean_facts(entries=(another_balance, first, *rest)))


@pytest.mark.parametrize(("rule_id", "field"), [("BKU-08", "payee"), ("BKU-09", "description"), ("BKU-11", "date")])
def test_an_expense_says_to_whom_what_for_and_when(rule_id: str, field: str) -> None:
    (finding,) = findings_of(rule_id, with_entry(1, **{field: None}))
    assert finding.where == Where("BKU", FIRST_ROW + 1, field)
    assert ids(with_entry(1, **{field: None}, unreadable=frozenset({field}))) == []


@pytest.mark.parametrize(("rule_id", "field"), [("BKU-09", "description"), ("BKU-11", "date")])
def test_a_receipt_says_what_for_and_when(rule_id: str, field: str) -> None:
    assert ids(with_entry(0, **{field: None})) == [rule_id]


def test_a_receipt_needs_no_payee() -> None:
    assert ids(with_entry(0, payee=None)) == []


def test_a_day_that_has_not_come_is_named_beside_the_day_of_judgement() -> None:
    (finding,) = findings_of("BKU-13", clean_facts(today=date(2021, 6, 30)))
    assert finding.where == Where("BKU", FIRST_ROW + 4, "date")
    assert finding.message == "Tanggal ini belum tiba."
    assert (finding.found, finding.expected) == ("1 Juli 2021", "paling lambat 30 Juni 2021, hari pemeriksaan")


def test_today_has_come_and_without_a_day_of_judgement_nothing_is_said() -> None:
    assert findings_of("BKU-13", clean_facts(today=date(2021, 7, 1))) == []
    assert findings_of("BKU-13", with_entry(4, date=date(2099, 7, 1))) == []


def test_a_day_to_come_after_the_agreement_is_only_told_to_lie_outside_it() -> None:
    assert ids(with_entry(4, clean_facts(today=date(2021, 7, 1)), date=date(2062, 7, 1))) == ["BKU-05"]
