"""What people type into the cells of the cash book, the beneficiaries and the taxes, and what is made of it."""

from __future__ import annotations

from datetime import date

import pytest

from regulations.findings import Severity
from tests.reports.intake.desk import (
    AFTER,
    BKU,
    FIRST,
    LAST,
    PM,
    SUMMARY,
    TAX,
    changed,
    clean,
    found,
    only,
    read,
    with_cells,
)

ROW = LAST


def test_a_clean_report_has_no_finding() -> None:
    intake = read(clean())
    assert intake.findings == ()
    assert (len(intake.entries), len(intake.beneficiaries), len(intake.taxes)) == (6, 3, 1)


def test_a_row_becomes_facts_with_its_number() -> None:
    entry = read(clean()).entries[1]
    assert (entry.row, entry.evidence_number, entry.payee) == (FIRST + 1, "KW-00001", "Warung Contoh 1")
    assert (entry.budget_code, entry.received, entry.paid, entry.balance) == ("1.1", None, 25_000, 200_000)
    assert entry.unreadable == frozenset()
    person = read(clean()).beneficiaries[0]
    assert (person.nik, person.cluster, person.component, person.form) == (
        "3271060101120001",
        "anak",
        "hidup_layak",
        "barang",
    )
    tax = read(clean()).taxes[0]
    assert (tax.evidence_number, tax.kind, tax.base, tax.amount) == ("KW-00001", "PPh 23", 25_000, 500)
    assert read(clean()).declared.remainder == 100_000


@pytest.mark.parametrize(
    "typed",
    ["Rp 1.500.000,00", "1.500.000", "Rp1.500.000,-", " 1500000\u00a0", 1_500_000, 1_500_000.0],
)
def test_an_amount_that_a_person_understands_is_understood(typed: object) -> None:
    assert read(with_cells(BKU, ROW, paid=typed)).entries[-1].paid == 1_500_000


def test_an_amount_as_text_is_noted_because_the_balance_formulas_pass_over_it() -> None:
    content = with_cells(BKU, ROW, paid="Rp 25.000,00")
    finding = only(content)
    assert (finding.rule, finding.severity, finding.found) == ("INT-18", Severity.NOTE, "Rp 25.000,00")
    entry = read(content).entries[-1]
    assert (entry.paid, entry.balance, entry.unreadable) == (25_000, None, frozenset({"balance"}))


@pytest.mark.parametrize(
    ("typed", "shown"), [("satu juta", "satu juta"), ("1,500", "1,500"), (1250000.5, "1250000,5"), (True, "TRUE")]
)
def test_an_amount_that_nobody_can_be_sure_of_is_a_finding(typed: object, shown: str) -> None:
    content = with_cells(BKU, ROW, paid=typed)
    assert found(content) == [("INT-01", f"BKU!H{ROW}")]
    assert only(content).found == shown
    assert only(content).severity is Severity.ERROR
    entry = read(content).entries[-1]
    assert entry.paid is None
    assert "paid" in entry.unreadable


@pytest.mark.parametrize("dash", ["-", "–", "  ", "\u00a0"])
def test_a_dash_or_a_blank_is_no_amount_and_no_finding(dash: str) -> None:
    content = with_cells(BKU, ROW, received=dash, stamp_duty=dash)
    assert found(content) == []
    assert read(content).entries[-1].received is None


def test_a_date_among_amounts_is_a_finding() -> None:
    assert found(with_cells(BKU, ROW, paid=date(2021, 5, 1))) == [("INT-01", f"BKU!H{ROW}")]


def test_a_negative_amount_is_read_as_it_stands() -> None:
    assert read(with_cells(BKU, ROW, paid=-25_000)).entries[-1].paid == -25_000


@pytest.mark.parametrize(
    "typed",
    ["17 Maret 2021", "17/03/2021", "17-3-2021", " 17 Mar 2021 ", date(2021, 3, 17), "17/3/2021 00:00:00"],
)
def test_a_date_that_a_person_understands_is_understood(typed: object) -> None:
    content = with_cells(BKU, ROW, date=typed)
    assert read(content).entries[-1].date == date(2021, 3, 17)
    assert found(content) == []


def test_a_serial_number_in_a_date_column_is_taken_for_its_date_and_said_so() -> None:
    def change(book):  # type: ignore[no-untyped-def]
        cell = book["BKU"].cell(ROW, BKU.index("date"))
        cell.value, cell.number_format = 44272, "General"

    content = changed(change)
    assert read(content).entries[-1].date == date(2021, 3, 17)
    assert found(content) == [("INT-16", f"BKU!B{ROW}")]
    assert only(content).severity is Severity.NOTE


@pytest.mark.parametrize("typed", ["kemarin", "31/02/2021", "03/17/2021", True])
def test_what_is_no_date_is_a_finding(typed: object) -> None:
    content = with_cells(BKU, ROW, date=typed)
    assert found(content) == [("INT-02", f"BKU!B{ROW}")]
    assert read(content).entries[-1].unreadable == frozenset({"date"})


@pytest.mark.parametrize("code", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!"])
def test_an_error_cell_is_a_finding_with_its_code(code: str) -> None:
    content = with_cells(BKU, ROW, paid=code)
    assert found(content) == [("INT-03", f"BKU!H{ROW}")]
    assert only(content).found == code


def test_an_error_among_texts_and_choices_is_a_finding_too() -> None:
    assert found(with_cells(BKU, ROW, payee="#REF!")) == [("INT-03", f"BKU!E{ROW}")]
    assert found(with_cells(PM, FIRST, cluster="#REF!")) == [("INT-03", f"PM!D{FIRST}")]
    assert found(with_cells(PM, FIRST, nik="#REF!")) == [("INT-03", f"PM!B{FIRST}")]
    assert found(with_cells(PM, FIRST, received_on="#REF!")) == [("INT-03", f"PM!H{FIRST}")]


def test_balances_spoilt_by_one_wrong_amount_are_not_held_against_anybody() -> None:
    def change(book):  # type: ignore[no-untyped-def]
        book["BKU"].cell(FIRST + 1, BKU.index("paid")).value = "#REF!"
        for row in range(FIRST + 1, LAST + 1):
            book["BKU"].cell(row, BKU.index("balance")).value = "#REF!"

    assert found(changed(change)) == [("INT-03", f"BKU!H{FIRST + 1}")]


def test_a_formula_never_calculated_is_said_to_be_so() -> None:
    content = with_cells(BKU, ROW, paid="=12500*2")
    assert found(content) == [("INT-04", f"BKU!H{ROW}")]
    assert only(content).severity is Severity.ERROR
    assert "simpan" in only(content).remedy


def test_a_text_never_calculated_is_not_said_to_lack_a_number() -> None:
    content = with_cells(BKU, ROW, payee='="Warung "&"Contoh"')
    assert found(content) == [("INT-04", f"BKU!E{ROW}")]
    assert only(content).message.endswith("jadi selnya belum punya hasil.")


@pytest.mark.parametrize("typed", ["25/9/21", "25-09-21", "25.9.21", "25 Sep 21", "25 September 21"])
def test_a_year_of_two_digits_near_the_agreement_is_understood(typed: str) -> None:
    content = with_cells(BKU, ROW, date=typed)
    assert read(content).entries[-1].date == date(2021, 9, 25)
    assert found(content) == []


@pytest.mark.parametrize(("typed", "year"), [("25/9/19", 2019), ("25/9/23", 2023)])
def test_two_years_around_the_agreement_are_near_enough(typed: str, year: int) -> None:
    assert read(with_cells(BKU, ROW, date=typed)).entries[-1].date == date(year, 9, 25)


@pytest.mark.parametrize("typed", ["25/9/18", "25/9/24", "25/9/98"])
def test_a_year_of_two_digits_far_from_the_agreement_is_asked_for_in_full(typed: str) -> None:
    content = with_cells(BKU, ROW, date=typed)
    assert found(content) == [("INT-02", f"BKU!B{ROW}")]
    assert "empat angka" in only(content).message


def test_our_own_balance_formulas_never_calculated_are_one_warning_for_the_column() -> None:
    def change(book):  # type: ignore[no-untyped-def]
        for row in range(FIRST + 2, LAST + 1):
            book["BKU"].cell(row, BKU.index("balance")).value = "=1+1"

    content = changed(change)
    assert found(content) == [("INT-04", f"BKU!I{FIRST + 2}")]
    assert only(content).severity is Severity.WARNING
    assert only(content).found == "rumus tanpa hasil, 4 baris"


def test_formulas_prepared_in_empty_rows_are_not_entries() -> None:
    assert read(clean()).entries[-1].row == LAST


def test_a_nik_held_as_number_is_marked_for_its_rule() -> None:
    person = read(with_cells(PM, FIRST, nik=3271060101120001)).beneficiaries[0]
    assert (person.nik, person.nik_was_number) == ("3271060101120001", True)
    assert found(with_cells(PM, FIRST, nik=3271060101120001)) == []


def test_a_nik_typed_with_blanks_is_the_nik() -> None:
    person = read(with_cells(PM, FIRST, nik=" 3271 0601 0190 0001\u00a0")).beneficiaries[0]
    assert (person.nik, person.nik_was_number) == ("3271060101900001", False)


@pytest.mark.parametrize("typed", ["anak", "ANAK", " Anak ", "Anak\u00a0"])
def test_a_choice_is_known_whatever_its_capitals(typed: str) -> None:
    assert read(with_cells(PM, FIRST, cluster=typed)).beneficiaries[0].cluster == "anak"


def test_a_choice_is_known_without_its_punctuation() -> None:
    assert read(with_cells(TAX, FIRST, kind="pph21")).taxes[0].kind == "PPh 21"


def test_an_unknown_choice_is_a_finding_with_a_suggestion() -> None:
    content = with_cells(PM, FIRST, cluster="Lanjut usai")
    assert found(content) == [("INT-06", f"PM!D{FIRST}")]
    assert "“Lanjut usia”" in only(content).remedy
    assert "Penyandang disabilitas" in only(content).expected
    assert read(content).beneficiaries[0].unreadable == frozenset({"cluster"})


def test_a_choice_unlike_any_has_no_suggestion() -> None:
    assert "Mungkin" not in only(with_cells(PM, FIRST, cluster="xyz")).remedy


@pytest.mark.parametrize("key", ["name", "cluster", "component", "form", "value", "received_on"])
def test_a_blank_that_no_rule_judges_is_told_by_intake(key: str) -> None:
    content = with_cells(PM, FIRST, **{key: None})
    assert found(content) == [("INT-11", f"PM!{PM.letter(key)}{FIRST}")]


def test_blanks_that_rules_judge_are_left_to_them() -> None:
    blank = dict.fromkeys(("date", "evidence_number", "description", "payee", "budget_code"))
    assert found(with_cells(BKU, ROW, **blank)) == []
    assert found(with_cells(PM, FIRST, nik=None)) == []


@pytest.mark.parametrize(("typed", "text"), [(12, "12"), (1.1, "1.1"), ("  KW-9\u00a0", "KW-9")])
def test_a_number_among_texts_is_its_digits(typed: object, text: str) -> None:
    assert read(with_cells(BKU, ROW, evidence_number=typed)).entries[-1].evidence_number == text


def test_an_evidence_number_that_became_a_date_is_a_finding() -> None:
    content = with_cells(BKU, ROW, evidence_number=date(2021, 5, 1))
    assert found(content) == [("INT-05", f"BKU!C{ROW}")]
    assert only(content).found == "01/05/2021"


def test_all_problems_are_told_at_once_in_reading_order() -> None:
    def change(book):  # type: ignore[no-untyped-def]
        book["BKU"].cell(ROW, BKU.index("paid")).value = "banyak"
        book["BKU"].cell(FIRST + 1, BKU.index("date")).value = "kemarin"
        book["PM"].cell(FIRST, PM.index("form")).value = "Bingkisan"
        book["Pajak"].cell(FIRST, TAX.index("amount")).value = 0.5
        book["Ringkasan"].cell(SUMMARY.row("spent"), 3).value = "habis"

    assert found(changed(change)) == [
        ("INT-02", f"BKU!B{FIRST + 1}"),
        ("INT-01", f"BKU!H{ROW}"),
        ("INT-06", f"PM!F{FIRST}"),
        ("INT-01", f"Pajak!E{FIRST}"),
        ("INT-01", f"Ringkasan!C{SUMMARY.row('spent')}"),
    ]


def test_a_declared_figure_may_be_blank_text_or_unreadable() -> None:
    assert read(with_declared("remainder", None)).declared.remainder is None
    assert read(with_declared("remainder", "Rp100.000")).declared.remainder == 100_000
    unreadable = read(with_declared("remainder", "seratus ribu")).declared
    assert (unreadable.remainder, unreadable.unreadable) == (None, frozenset({"remainder"}))


def with_declared(key: str, value: object) -> bytes:
    def change(book):  # type: ignore[no-untyped-def]
        book["Ringkasan"].cell(SUMMARY.row(key), SUMMARY.declared_column).value = value

    return changed(change)


def test_every_finding_of_intake_tells_what_where_and_how_to_mend_it() -> None:
    finding = only(with_cells(BKU, ROW, paid="banyak"))
    assert all((finding.message, finding.found, finding.expected, finding.remedy))
    assert str(finding.citation) == "Buku kerja LPJ Amanah — petunjuk pengisian"
    assert AFTER == ROW + 1
