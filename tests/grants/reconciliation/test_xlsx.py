"""Lists that come in as .xlsx: the same lines as from text, and nothing hidden is passed over."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

from grants.reconciliation.grid import Refused
from grants.reconciliation.records import FileKind
from grants.reconciliation.table import Table, read_table
from grants.reconciliation.xlsx_grid import read_xlsx
from tests.grants.reconciliation.files import HEADINGS, PAID, all_match, told


def book(*, title: str | None = None) -> Workbook:
    """A list of SP2D below a merged title, with real numbers and dates."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append([title])
    if title:
        sheet.merge_cells("A1:F1")
    sheet.append(HEADINGS)
    for place, (number, amount, account) in enumerate(PAID, start=1):
        sheet.append([place, number, date(2021, 4, 12), amount, account, f"LKS Contoh {place - 1}"])
    return workbook


def read(workbook: Workbook) -> Table:
    file = io.BytesIO()
    workbook.save(file)
    file.seek(0)
    return read_table(read_xlsx(file), kind=FileKind.SP2D_LIST)


def test_numbers_and_dates_of_a_spreadsheet_are_read() -> None:
    table = read(book(title="DAFTAR SP2D"))
    assert all_match(table)
    assert table.heading.row == 2
    assert table.lines[0].day == date(2021, 4, 12)


def test_a_number_kept_as_number_is_read_while_all_its_digits_are_there() -> None:
    workbook = book()
    workbook.active["B3"] = int(PAID[0][0])
    workbook.active["E5"] = 34567892
    result = read(workbook)
    assert (result.lines[0].number, result.lines[2].account) == (PAID[0][0], "34567892")


def test_a_total_that_nobody_calculated_is_told_and_not_believed() -> None:
    workbook = book()
    workbook.active.append(["JUMLAH", None, None, "=SUM(D3:D5)"])
    table = read(workbook)
    assert all_match(table)
    assert "Baris jumlah “JUMLAH” di baris 6 tidak memuat angka, jadi tidak diperiksa." in table.notes


def test_an_error_in_a_cell_is_told_at_its_place() -> None:
    workbook = book()
    workbook.active["D4"] = "#REF!"
    workbook.active["D4"].data_type = "e"
    assert told(read(workbook)) == [("D4", "Jumlah: Sel ini berisi #REF!, bukan jumlah.")]


def test_fractions_of_a_rupiah_are_refused() -> None:
    workbook = book()
    workbook.active["D3"] = 1_250_000.5
    assert [place for place, _ in told(read(workbook))] == ["D3"]


def test_two_sheets_with_contents_are_refused() -> None:
    workbook = book()
    workbook.create_sheet("Lain").append(["isi"])
    with pytest.raises(Refused, match="Ada 2 lembar berisi"):
        read(workbook)


def test_hidden_rows_are_refused() -> None:
    workbook = book()
    workbook.active.row_dimensions[4].hidden = True
    with pytest.raises(Refused, match="Baris 4 dan mungkin baris lain tersembunyi"):
        read(workbook)


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(Refused, match="tidak dapat dibaca"):
        read_xlsx(io.BytesIO(b"no workbook"))
