from __future__ import annotations

import io
import time
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from reports.intake import layout
from reports.intake.layout import BKU, FIRST_DATA_ROW, HEADER_ROW, PM, RAB, SUMMARY, TAX, Table
from reports.intake.template import make_workbook
from tests.workbooks.identity import DEMO_IDENTITY


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(make_workbook(DEMO_IDENTITY)))


def test_the_same_identity_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_workbook(DEMO_IDENTITY)
    years_later = time.time() + 10**8
    monkeypatch.setattr(time, "time", lambda: years_later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(years_later))
    assert make_workbook(DEMO_IDENTITY) == first


def test_another_identity_gives_other_bytes() -> None:
    assert make_workbook(replace(DEMO_IDENTITY, received=1)) != make_workbook(DEMO_IDENTITY)


def test_nothing_of_the_making_hour_is_kept() -> None:
    book = load_workbook(io.BytesIO(make_workbook(DEMO_IDENTITY)))
    assert book.properties.created.date() == DEMO_IDENTITY.agreement_starts_on
    assert book.properties.modified == book.properties.created


def test_the_sheets_stand_in_the_order_of_the_work(book: Workbook) -> None:
    assert book.sheetnames == ["Petunjuk", "Identitas", "RAB", "BKU", "PM", "Pajak", "Ringkasan", "_amanah"]
    assert book["_amanah"].sheet_state == "hidden"


def test_the_marker_names_kind_version_and_owner(book: Workbook) -> None:
    marker = {row[0].value: row[1].value for row in book["_amanah"].iter_rows(max_row=6)}
    assert marker == {
        "kind": "amanah-lpj",
        "version": "3",
        "instalment_id": DEMO_IDENTITY.instalment_id,
        "instalment_number": "1",
        "agreement_number": DEMO_IDENTITY.agreement_number,
        "partner_id": DEMO_IDENTITY.partner_id,
    }


@pytest.mark.parametrize("table", [BKU, PM, TAX, RAB])
def test_headers_stand_frozen_above_the_data(book: Workbook, table: Table) -> None:
    sheet = book[table.title]
    assert [cell.value for cell in sheet[HEADER_ROW]][: len(table.columns)] == [c.header for c in table.columns]
    assert sheet.freeze_panes == f"A{FIRST_DATA_ROW}"
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"


def test_every_sheet_is_protected_and_prints_on_a4_landscape(book: Workbook) -> None:
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, True)


@pytest.mark.parametrize("table", [BKU, PM, TAX])
def test_only_input_cells_are_open(book: Workbook, table: Table) -> None:
    sheet = book[table.title]
    for place, column in enumerate(table.columns, start=1):
        for row in (FIRST_DATA_ROW, FIRST_DATA_ROW + table.input_rows - 1):
            assert sheet.cell(row, place).protection.locked == column.computed, column.key
        assert sheet.cell(HEADER_ROW, place).protection.locked
        below = sheet.column_dimensions[layout.letter(place)]
        assert below.protection.locked == column.computed, "a long book goes on below the prepared rows"


@pytest.mark.parametrize("title", ["Identitas", "RAB", "_amanah"])
def test_what_the_office_filled_in_is_locked(book: Workbook, title: str) -> None:
    assert all(cell.protection.locked for row in book[title].iter_rows() for cell in row)


def test_the_cash_book_has_room_for_five_hundred_lines() -> None:
    assert BKU.input_rows >= 500


def test_identity_budget_and_payment_are_filled_in(book: Workbook) -> None:
    rows = layout.PLACEMENTS["Identitas"].rows
    assert book["Identitas"].cell(rows["partner_name"], 2).value == DEMO_IDENTITY.partner_name
    assert book["Identitas"].cell(rows["received"], 2).value == 50_000_000
    codes = [book["RAB"].cell(FIRST_DATA_ROW + n, 1).value for n in range(len(DEMO_IDENTITY.budget_lines))]
    assert codes == ["1.1", "1.2", "2.1", "2.2", "3.1", "4.1"]
    first = {column.key: book["BKU"].cell(FIRST_DATA_ROW, BKU.index(column.key)).value for column in BKU.columns}
    assert (first["received"], first["evidence_number"], first["paid"]) == (50_000_000, "210231303000001", None)


def test_what_the_treasurer_declares_is_typed_not_computed(book: Workbook) -> None:
    declared = {line.key: book["Ringkasan"].cell(SUMMARY.row(line.key), 3) for line in SUMMARY.lines}
    assert {key: cell.value for key, cell in declared.items()} == {
        "opening": 0,
        "received": 50_000_000,
        "spent": None,
        "remainder": None,
        "interest": None,
    }
    assert not any(cell.protection.locked for cell in declared.values())
    assert str(book["Ringkasan"].cell(SUMMARY.row("remainder"), 2).value).startswith("=")


def test_an_amount_typed_as_text_is_told_in_words_not_by_an_error(book: Workbook) -> None:
    said = str(book["Ringkasan"].cell(SUMMARY.row("remainder"), SUMMARY.gap_column).value)
    row = SUMMARY.row("remainder")
    assert said.startswith(f'=IF(C{row}="","Belum Anda isi",IF(ISNUMBER(C{row}),')
    assert said.endswith('"Tulis angka saja"))')


def test_a_step_of_two_lines_has_the_height_of_two(book: Workbook) -> None:
    sheet = book["Petunjuk"]
    width = sheet.column_dimensions["B"].width
    heights = {len(str(cell.value)) > width: sheet.row_dimensions[cell.row].height for cell in sheet["B"] if cell.value}
    assert heights == {False: 16, True: 32}


def _validations(book: Workbook, table: Table) -> dict[str, tuple[str, str]]:
    return {
        str(rule.sqref).rstrip("0123456789").partition(":")[0].rstrip("0123456789"): (rule.type, rule.formula1)
        for rule in book[table.title].data_validations.dataValidation
    }


def test_dropdowns_offer_codes_and_choices(book: Workbook) -> None:
    assert _validations(book, BKU)["F"] == ("list", "RAB!$A$7:$A$12")
    people = _validations(book, PM)
    for key in ("cluster", "component", "form"):
        kind, source = people[PM.letter(key)]
        assert kind == "list"
        sheet, _, cells = source.partition("!")
        listed = [row[0].value for row in book[sheet.strip("'")][cells.replace("$", "")]]
        assert listed == [choice.label for choice in PM.column(key).choices]
    assert _validations(book, TAX)[TAX.letter("kind")][0] == "list"


def test_identifiers_are_text_and_money_has_dots(book: Workbook) -> None:
    assert book["PM"].cell(FIRST_DATA_ROW, PM.index("nik")).number_format == "@"
    assert book["BKU"].cell(FIRST_DATA_ROW, BKU.index("evidence_number")).number_format == "@"
    assert book["BKU"].cell(FIRST_DATA_ROW, BKU.index("paid")).number_format == "#,##0"
    assert book["BKU"].cell(FIRST_DATA_ROW, BKU.index("date")).number_format == "dd/mm/yyyy"


def test_an_instalment_without_budget_or_payment_still_gives_a_workbook() -> None:
    bare = replace(DEMO_IDENTITY, budget_lines=(), disbursements=(), report_due_on=None, received=0)
    assert load_workbook(io.BytesIO(make_workbook(bare)))["BKU"].cell(FIRST_DATA_ROW, 2).value is None


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    sly = replace(DEMO_IDENTITY, partner_name='=HYPERLINK("x")', head_name="+1", treasurer_name="@a")
    book = load_workbook(io.BytesIO(make_workbook(sly)))
    rows = layout.PLACEMENTS["Identitas"].rows
    for key in ("partner_name", "head_name", "treasurer_name"):
        cell = book["Identitas"].cell(rows[key], 2)
        assert (cell.data_type, cell.value) == ("s", getattr(sly, key))
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not any("HYPERLINK" in formula for formula in formulas)
