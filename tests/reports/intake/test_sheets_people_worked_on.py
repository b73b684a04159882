"""Sheets renamed, columns moved, sums added, cells merged: understood where a person would understand."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from regulations import catalogue
from regulations.catalogue import Stage
from regulations.findings import Severity
from reports.intake.layout import BKU, HEADER_ROW, PM, SUMMARY
from sheets import Unreadable
from tests.reports.intake.desk import AFTER, FIRST, IDENTITY, LINES, changed, clean, found, only, read
from tests.workbooks.generate import saved
from tests.workbooks.samples import DATED, facts_of

ENTRIES = read(clean()).entries


def test_a_renamed_sheet_is_known_by_its_headers() -> None:
    def rename(book: Workbook) -> None:
        book["BKU"].title = "Buku Kas 2021"

    content = changed(rename)
    assert read(content).entries == ENTRIES
    assert only(content).rule == "INT-14"
    assert only(content).severity is Severity.NOTE


def test_findings_in_a_renamed_sheet_name_it_as_it_is_now() -> None:
    def change(book: Workbook) -> None:
        book["BKU"].cell(FIRST + 1, BKU.index("paid")).value = "banyak"
        book["BKU"].title = "Buku Kas"

    assert ("INT-01", f"'Buku Kas'!H{FIRST + 1}") in found(changed(change))


def test_a_title_in_other_capitals_is_the_same_sheet() -> None:
    def rename(book: Workbook) -> None:
        book["Ringkasan"].title = "RINGKASAN "

    assert found(changed(rename)) == []


@pytest.mark.parametrize("title", ["BKU", "PM", "Pajak", "Ringkasan"])
def test_a_missing_sheet_is_a_finding_that_names_it(title: str) -> None:
    def remove(book: Workbook) -> None:
        del book[title]

    content = changed(remove)
    assert only(content).rule == "INT-09"
    assert f"Lembar {title} tidak ditemukan" in only(content).message


@pytest.mark.parametrize("title", ["BKU", "PM", "Pajak", "Ringkasan"])
def test_a_missing_sheet_is_said_once_and_nothing_that_follows_from_it(title: str) -> None:
    def remove(book: Workbook) -> None:
        del book[title]

    intake = read(changed(remove))
    assert intake.unreadable_tables == {title} - {"Ringkasan"}
    assert catalogue.check(facts_of(intake, IDENTITY), on=DATED, stage=Stage.WORKBOOK) == []


def test_a_missing_summary_leaves_every_declared_figure_unreadable() -> None:
    def remove(book: Workbook) -> None:
        del book["Ringkasan"]

    assert read(changed(remove)).declared.unreadable == {
        "opening",
        "received",
        "spent",
        "remainder",
        "interest",
    }


def test_a_missing_budget_sheet_only_warns_for_the_office_has_its_own() -> None:
    def remove(book: Workbook) -> None:
        del book["RAB"]

    assert only(changed(remove)).severity is Severity.WARNING


def test_a_second_cash_book_is_not_passed_over_in_silence() -> None:
    def copy(book: Workbook) -> None:
        book.copy_worksheet(book["BKU"]).title = "BKU (2)"

    content = changed(copy)
    assert (only(content).rule, only(content).severity) == ("INT-17", Severity.WARNING)
    assert read(content).entries == ENTRIES


def test_a_hidden_sheet_with_content_is_a_note_and_not_read() -> None:
    def hide(book: Workbook) -> None:
        sheet = book.create_sheet("Catatan")
        sheet["A1"] = "rahasia"
        sheet.sheet_state = "veryHidden"

    assert found(changed(hide)) == [("INT-08", "Catatan!A1")]


def test_an_own_sheet_or_an_empty_hidden_one_is_nobodys_concern() -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("Coretan")["A1"] = "hitung-hitungan"
        book.create_sheet("Kosong").sheet_state = "hidden"

    assert found(changed(add)) == []


def test_rows_put_above_the_header_move_the_table() -> None:
    def insert(book: Workbook) -> None:
        book["BKU"].insert_rows(1, 3)

    content = changed(insert)
    assert found(content) == []
    assert [entry.row for entry in read(content).entries] == [entry.row + 3 for entry in ENTRIES]


def test_columns_moved_and_added_are_known_by_their_headers() -> None:
    def insert(book: Workbook) -> None:
        book["BKU"].insert_cols(1, 2)
        book["BKU"].cell(HEADER_ROW, 1, "Catatan saya")
        book["BKU"].cell(FIRST + 1, 1, "lihat nota")
        book["BKU"].cell(FIRST + 1, BKU.index("paid") + 2).value = "banyak"

    content = changed(insert)
    assert found(content) == [("INT-01", f"BKU!J{FIRST + 1}")]
    assert read(content).entries[0] == ENTRIES[0]


@pytest.mark.parametrize("header", ["NO BUKTI", "no.  bukti", "Nomor Bukti", "No.\nBukti"])
def test_a_header_is_known_in_other_words(header: str) -> None:
    def retype(book: Workbook) -> None:
        book["BKU"].cell(HEADER_ROW, BKU.index("evidence_number")).value = header

    assert read(changed(retype)).entries == ENTRIES


def test_a_header_that_is_gone_is_one_finding_not_one_for_each_row() -> None:
    def wipe(book: Workbook) -> None:
        book["PM"].cell(HEADER_ROW, PM.index("name")).value = "Siapa"

    content = changed(wipe)
    assert [finding.rule for finding in read(content).findings] == ["INT-10"]
    assert "“Nama”" in only(content).message
    assert all("name" in person.unreadable for person in read(content).beneficiaries)


def test_a_mistyped_header_is_offered_as_the_one_that_is_missing() -> None:
    def mistype(book: Workbook) -> None:
        book["PM"].cell(HEADER_ROW, PM.index("received_on")).value = "Tgl Terima"

    finding = only(changed(mistype))
    assert (finding.rule, finding.found) == ("INT-10", "Judul “Tgl Terima”")
    assert finding.remedy == "Ganti judul “Tgl Terima” menjadi “Tanggal Terima”, bila itu yang dimaksud."


def test_a_label_of_the_summary_that_is_gone_is_a_finding() -> None:
    def wipe(book: Workbook) -> None:
        book["Ringkasan"].cell(SUMMARY.row("remainder"), 1).value = "Kembali"

    content = changed(wipe)
    assert [finding.rule for finding in read(content).findings] == ["INT-10"]
    assert read(content).declared.unreadable == {"remainder"}


def test_lines_of_the_summary_may_move() -> None:
    def insert(book: Workbook) -> None:
        book["Ringkasan"].insert_rows(SUMMARY.row("spent"))

    assert read(changed(insert)).declared == read(clean()).declared


def test_stray_blanks_in_empty_rows_are_nothing() -> None:
    def scatter(book: Workbook) -> None:
        for row in (AFTER, AFTER + 3, AFTER + 200):
            for place in range(1, 12):
                book["BKU"].cell(row, place).value = " \u00a0"

    content = changed(scatter)
    assert found(content) == []
    assert read(content).entries == ENTRIES


def test_empty_rows_between_entries_are_passed_over() -> None:
    def part(book: Workbook) -> None:
        book["BKU"].insert_rows(FIRST + 2, 4)

    assert len(read(changed(part)).entries) == LINES


@pytest.mark.parametrize("label", ["Jumlah", "JUMLAH", "Total", "Sub Total", "Grand total", "Jumlah bulan April"])
@pytest.mark.parametrize("key", ["date", "evidence_number", "description"])
def test_a_row_of_sums_that_somebody_added_is_noted_and_not_counted(label: str, key: str) -> None:
    def add(book: Workbook) -> None:
        book["BKU"].cell(AFTER, BKU.index(key)).value = label
        book["BKU"].cell(AFTER, BKU.index("paid")).value = 125_000

    content = changed(add)
    assert found(content) == [("INT-12", f"BKU!{BKU.letter(key)}{AFTER}")]
    assert read(content).entries == ENTRIES


def test_an_entry_about_a_total_is_still_an_entry() -> None:
    def add(book: Workbook) -> None:
        for key, value in {"evidence_number": "KW-9", "description": "Total belanja pasar", "paid": 5_000}.items():
            book["BKU"].cell(AFTER, BKU.index(key)).value = value

    assert read(changed(add)).entries[-1].description == "Total belanja pasar"


def test_a_place_to_sign_below_the_table_is_noted_and_not_read() -> None:
    def sign(book: Workbook) -> None:
        book["BKU"].cell(AFTER + 2, BKU.index("description")).value = "Bogor, 1 Oktober 2021"
        book["BKU"].cell(AFTER + 3, BKU.index("payee")).value = "Bendahara,"
        book["BKU"].cell(AFTER + 6, BKU.index("payee")).value = "Budi Contoh"

    content = changed(sign)
    rules = [rule for rule, _ in found(content)]
    assert set(rules) <= {"INT-13"}
    assert "INT-13" in rules
    assert read(content).entries == ENTRIES


def test_an_unfinished_entry_below_a_gap_is_still_an_entry() -> None:
    def add(book: Workbook) -> None:
        book["BKU"].cell(AFTER + 2, BKU.index("description")).value = "Beras"
        book["BKU"].cell(AFTER + 2, BKU.index("paid")).value = "Rp50.000"

    assert read(changed(add)).entries[-1].paid == 50_000


def test_a_name_right_below_the_list_is_an_unfinished_line_not_a_signature() -> None:
    def add(book: Workbook) -> None:
        book["PM"].cell(FIRST + 3, PM.index("name")).value = "Joko Contoh"

    content = changed(add)
    assert read(content).beneficiaries[-1].name == "Joko Contoh"
    assert {rule for rule, _ in found(content)} == {"INT-11"}


def test_a_merged_month_heading_is_noted_and_not_read() -> None:
    def head(book: Workbook) -> None:
        book["BKU"].cell(AFTER, 2).value = "Bulan Mei"
        book["BKU"].merge_cells(f"B{AFTER}:H{AFTER}")

    content = changed(head)
    assert found(content) == [("INT-13", f"BKU!B{AFTER}")]
    assert read(content).entries == ENTRIES


def test_merged_cells_in_entries_are_one_finding_each_with_the_range() -> None:
    def merge(book: Workbook) -> None:
        book["BKU"].merge_cells(f"B{FIRST + 1}:B{FIRST + 3}")

    content = changed(merge)
    assert found(content) == [("INT-07", f"BKU!B{FIRST + 1}")]
    assert f"B{FIRST + 1}:B{FIRST + 3}" in only(content).message
    dates = [(entry.date is None, "date" in entry.unreadable) for entry in read(content).entries[1:4]]
    assert dates == [(False, False), (True, True), (True, True)]


def test_a_merged_cell_is_not_also_told_to_be_blank() -> None:
    def merge(book: Workbook) -> None:
        book["PM"].merge_cells(f"D{FIRST}:D{FIRST + 1}")

    assert found(changed(merge)) == [("INT-07", f"PM!D{FIRST}")]


def test_merges_above_the_table_are_nobodys_concern() -> None:
    def merge(book: Workbook) -> None:
        book["BKU"].merge_cells("A1:F1")

    assert found(changed(merge)) == []


def test_a_merge_of_whole_columns_is_refused_before_it_holds_anything_up() -> None:
    def merge(book: Workbook) -> None:
        book["BKU"].merged_cells.add("O1:P1048576")

    with pytest.raises(Unreadable, match="O1:P1048576"):
        read(changed(merge))


@pytest.mark.parametrize("cell", ["B1048576", "XFD9", "XFD1048576"])
def test_content_far_outside_is_a_finding_with_its_cell(cell: str) -> None:
    def stray(book: Workbook) -> None:
        book["BKU"][cell] = "x"

    content = changed(stray)
    assert only(content).rule == "INT-15"
    assert cell in only(content).message
    assert read(content).entries == ENTRIES


def test_a_row_below_the_prepared_ones_is_read_like_any_other() -> None:
    def add(book: Workbook) -> None:
        row = FIRST + BKU.input_rows + 5
        values = {"date": ENTRIES[-1].date, "evidence_number": "KW-X", "paid": 1_000}
        for key, value in values.items():
            book["BKU"].cell(row, BKU.index(key)).value = value

    assert read(changed(add)).entries[-1].evidence_number == "KW-X"


def test_the_list_of_findings_of_an_annotated_workbook_is_not_read() -> None:
    book = load_workbook(io.BytesIO(clean()))
    sheet = book.create_sheet("Temuan", 0)
    for place, column in enumerate(BKU.columns, start=1):
        sheet.cell(4, place, column.header)
        sheet.cell(5, place, "isi")
    assert found(saved(book)) == []
