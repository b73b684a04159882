"""The cash book ties: to the report before, to what the treasury paid, from row to row."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regulations.facts import DisbursementFacts, EntryFacts
from regulations.findings import Where
from tests.regulations.builders import (
    FIRST_ROW,
    clean_entries,
    clean_facts,
    clean_instalment,
    with_declared,
    with_entry,
)
from tests.regulations.judging import findings_of, ids


def _balances(*balances: int | None) -> tuple[EntryFacts, ...]:
    return tuple(replace(entry, balance=balance) for entry, balance in zip(clean_entries(), balances, strict=True))


def test_a_closing_balance_that_stands_alone_is_compared_with_the_whole_book() -> None:
    right = clean_facts(entries=_balances(None, None, None, None, 34_000_000))
    wrong = clean_facts(entries=_balances(None, None, None, None, 33_999_999))
    assert ids(right) == []
    (finding,) = findings_of("BKU-01", wrong)
    assert finding.where == Where("BKU", FIRST_ROW + 4, "balance")
    assert finding.message == "Saldo akhir buku kas berselisih Rp1 dari hitungan seluruh baris."
    assert finding.found == "Rp33.999.999"
    assert finding.expected == "Rp34.000.000 (Rp0 + Rp60.000.000 − Rp26.000.000)"


def test_a_closing_balance_must_be_written_unless_it_could_not_be_read() -> None:
    (finding,) = findings_of("BKU-01", with_entry(4, balance=None))
    assert finding.message == "Saldo akhir buku kas belum ditulis."
    assert ids(with_entry(4, balance=None, unreadable=frozenset({"balance"}))) == []


def test_an_empty_book_has_no_closing_balance_to_judge() -> None:
    assert findings_of("BKU-01", clean_facts(entries=())) == []


def test_sums_say_nothing_while_an_amount_cannot_be_read() -> None:
    facts = with_entry(2, paid=None, unreadable=frozenset({"paid"}))
    assert ids(facts) == []


def test_sums_are_still_judged_when_only_a_text_cannot_be_read() -> None:
    facts = with_entry(2, with_declared(remainder=34_000_001), unreadable=frozenset({"description"}))
    assert ids(facts) == ["SISA-01"]


def test_a_wrong_step_is_named_once_where_it_was_made_though_later_rows_carry_it_on() -> None:
    facts = clean_facts(entries=_balances(60_000_000, 55_500_000, 50_400_000, 48_900_000, 33_900_000))
    (finding,) = findings_of("BKU-02", facts)
    assert finding.where == Where("BKU", FIRST_ROW + 2, "balance")
    assert finding.found == "Rp50.400.000"
    assert finding.expected == "Rp50.500.000 (Rp55.500.000 + Rp0 − Rp5.000.000)"
    assert ids(facts) == ["BKU-02"]


def test_a_mistyped_balance_that_the_next_row_leaves_behind_is_named_once() -> None:
    facts = clean_facts(entries=_balances(60_000_000, 55_500_000, 99_000_000, 49_000_000, 34_000_000))
    assert [finding.where.row for finding in findings_of("BKU-02", facts)] == [FIRST_ROW + 2]
    assert ids(facts) == ["BKU-02"]


def test_two_wrong_steps_are_both_named_and_a_later_one_after_a_return_too() -> None:
    two = clean_facts(entries=_balances(60_000_000, 55_400_000, 50_400_000, 48_800_000, 33_800_000))
    assert [finding.where.row for finding in findings_of("BKU-02", two)] == [FIRST_ROW + 1, FIRST_ROW + 3]
    after_return = clean_facts(entries=_balances(60_000_000, 1, 50_500_000, 49_000_000, 34_000_500))
    assert [finding.where.row for finding in findings_of("BKU-02", after_return)] == [FIRST_ROW + 1, FIRST_ROW + 4]
    assert findings_of("BKU-01", after_return) == []


def test_the_first_row_starts_from_the_opening_balance() -> None:
    facts = clean_facts(entries=_balances(60_000_001, 55_500_001, 50_500_001, 49_000_001, 34_000_001))
    (finding,) = findings_of("BKU-02", facts)
    assert finding.where.row == FIRST_ROW
    assert finding.expected == "Rp60.000.000 (Rp0 + Rp60.000.000 − Rp0)"


def test_a_row_after_a_blank_balance_cannot_be_judged_by_itself() -> None:
    facts = clean_facts(entries=_balances(60_000_000, None, 1, 49_000_000, 34_000_000))
    assert [finding.where.row for finding in findings_of("BKU-02", facts)] == [FIRST_ROW + 3]


def test_the_opening_balance_continues_the_last_accepted_report() -> None:
    carried = tuple(replace(entry, balance=(entry.balance or 0) + 250_000) for entry in clean_entries())
    declared = replace(clean_facts().declared, opening=250_000, remainder=34_250_000)
    assert ids(clean_facts(entries=carried, declared=declared, opening_expected=250_000)) == []
    (finding,) = findings_of("BKU-03", clean_facts(opening_expected=250_000))
    assert finding.where == Where("Ringkasan", None, "opening")
    assert (finding.found, finding.expected) == ("Rp0", "Rp250.000 menurut laporan terakhir yang diterima")


def test_a_blank_opening_balance_is_a_fault_only_when_money_was_left_over() -> None:
    assert findings_of("BKU-03", with_declared(opening=None)) == []
    (finding,) = findings_of("BKU-03", replace(with_declared(opening=None), opening_expected=1))
    assert finding.found == "kosong"


def test_a_wrong_opening_balance_alone_does_not_disturb_the_other_sums() -> None:
    assert ids(with_declared(opening=250_000)) == ["BKU-03"]


def test_a_book_reckoned_from_a_wrong_opening_balance_is_wrong_in_that_alone() -> None:
    carried = tuple(replace(entry, balance=(entry.balance or 0) + 250_000) for entry in clean_entries())
    facts = replace(with_declared(opening=250_000, remainder=34_250_000), entries=carried)
    assert ids(facts) == ["BKU-03"]


def test_a_book_may_start_with_an_expense_from_what_was_left_over() -> None:
    receipt, expense, *rest = clean_entries()
    first = replace(expense, date=receipt.date, balance=500_000)
    second = replace(receipt, balance=60_500_000)
    entries = (first, second, *(replace(entry, balance=(entry.balance or 0) + 5_000_000) for entry in rest))
    declared = replace(clean_facts().declared, opening=1, remainder=39_000_000)
    assert ids(clean_facts(entries=entries, declared=declared, opening_expected=5_000_000)) == ["BKU-03"]


def test_an_unreadable_opening_balance_is_not_reported_twice() -> None:
    assert ids(with_declared(opening=None, unreadable=frozenset({"opening"}))) == []


@pytest.mark.parametrize(("received", "gap"), [(59_999_999, "Rp1"), (60_000_001, "Rp1"), (None, "Rp60.000.000")])
def test_receipts_equal_what_the_treasury_paid_neither_less_nor_more(received: int | None, gap: str) -> None:
    (finding,) = findings_of("BKU-04", with_entry(0, received=received))
    assert f"berselisih {gap} dari SP2D" in finding.message
    assert finding.expected == "Rp60.000.000 menurut SP2D 210040302000001"


def test_receipts_may_be_paid_by_several_sp2d() -> None:
    (one,) = clean_instalment().disbursements
    two = (
        replace(one, amount=40_000_000),
        DisbursementFacts(one.sp2d_number[::-1], one.sp2d_date, 20_000_000, "571111"),
    )
    assert ids(clean_facts(instalment=clean_instalment(disbursements=two))) == []


def test_without_sp2d_no_receipt_is_expected() -> None:
    (finding,) = findings_of("BKU-04", clean_facts(instalment=clean_instalment(disbursements=())))
    assert finding.expected == "Rp0; belum ada SP2D"


def test_cash_may_run_out_but_not_below_zero_and_each_dip_is_named_once() -> None:
    assert findings_of("BKU-10", with_entry(4, paid=49_000_000)) == []
    (finding,) = findings_of("BKU-12", with_entry(1, paid=60_000_001))
    assert finding.where == Where("BKU", FIRST_ROW + 1, "paid")
    assert finding.message == "Sampai baris ini pengeluaran melebihi uang yang ada sebesar Rp1."
    assert finding.expected == "paling banyak Rp60.000.000, uang yang ada sebelum baris ini"
    assert findings_of("BKU-10", with_entry(1, paid=60_000_001)) == []


def test_an_expense_written_above_the_receipt_of_its_own_day_only_stands_in_the_wrong_place() -> None:
    receipt, expense, *rest = clean_entries()
    same_day = clean_facts(entries=(expense, replace(receipt, date=expense.date), *rest))
    (finding,) = findings_of("BKU-10", same_day)
    assert finding.where.row == expense.row
    assert finding.severity.value == "warning"
    assert findings_of("BKU-12", same_day) == []


def test_an_expense_on_the_day_before_its_receipt_was_paid_with_money_that_was_not_there() -> None:
    receipt, expense, *rest = clean_entries()
    earlier = replace(expense, date=receipt.date - timedelta(days=1))
    (finding,) = findings_of("BKU-12", clean_facts(entries=(earlier, receipt, *rest)))
    assert finding.where.row == expense.row
    assert findings_of("BKU-10", clean_facts(entries=(earlier, receipt, *rest))) == []


def test_after_an_amount_that_cannot_be_read_nobody_knows_what_is_in_the_cash_box() -> None:
    unread = with_entry(0, received=None, unreadable=frozenset({"received"}))
    assert findings_of("BKU-10", unread) == []
    still_known = with_entry(0, with_entry(1, paid=60_000_001), unreadable=frozenset({"description"}))
    assert len(findings_of("BKU-12", still_known)) == 1


class TestNothingIsSpentBeforeItIsThere:
    def test_only_the_first_row_below_nought_is_named(self) -> None:
        (finding,) = findings_of("BKU-12", with_entry(2, paid=70_000_000))
        assert finding.where == Where("BKU", FIRST_ROW + 2, "paid")
        assert "melebihi uang yang ada sebesar Rp14.500.000" in finding.message
        assert finding.expected.startswith("paling banyak Rp55.500.000")

    def test_no_remainder_is_asked_of_a_book_that_spends_too_much(self) -> None:
        assert findings_of("SISA-01", with_entry(4, paid=90_000_000)) == []

    def test_below_an_unreadable_amount_nothing_is_judged(self) -> None:
        assert findings_of("BKU-12", with_entry(0, received=None, unreadable=frozenset({"received"}))) == []

    def test_above_an_unreadable_amount_of_a_later_day_all_is_judged(self) -> None:
        spent = with_entry(1, paid=60_000_001)
        (finding,) = findings_of("BKU-12", with_entry(3, spent, paid=None, unreadable=frozenset({"paid"})))
        assert finding.where == Where("BKU", FIRST_ROW + 1, "paid")

    def test_on_the_day_of_an_unreadable_amount_nobody_knows_what_was_there_when_it_ended(self) -> None:
        spent = with_entry(1, paid=60_000_001)
        same_day = with_entry(2, spent, date=spent.entries[1].date, paid=None, unreadable=frozenset({"paid"}))
        assert findings_of("BKU-12", same_day) == []
        assert len(findings_of("BKU-10", same_day)) == 1
