"""An .xlsx file to a grid: its one visible sheet with contents."""

from __future__ import annotations

from decimal import Decimal
from typing import BinaryIO

from grants.reconciliation.grid import MOST_COLUMNS, MOST_ROWS, Faulty, Grid, Refused, Row, Value
from sheets import CellError, Limits, Sheet, Uncalculated, Unreadable, open_package, read_sheet
from sheets import Value as SheetValue

_MOST_SHEETS = 30
_UNCALCULATED = Faulty("rumus tanpa hasil")


def read_xlsx(file: BinaryIO) -> Grid:
    """The cells of the one visible sheet that holds anything. The file has passed the door.

    Raises Refused for a file that cannot be read, that has several such sheets, or hides rows that hold something.
    """
    try:
        package = open_package(file, most_sheets=_MOST_SHEETS)
        limits = Limits(rows=MOST_ROWS + 1, columns=MOST_COLUMNS)
        sheets = [read_sheet(package, part, limits) for part in package.sheets if not part.hidden]
    except Unreadable as problem:
        raise Refused("Berkas Excel ini tidak dapat dibaca.", str(problem)) from problem
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise Refused("Berkas ini kosong.", "Unduh lagi dari bank atau aplikasinya, lalu unggah lagi.")
    if len(filled) > 1:
        titles = ", ".join(f"“{sheet.title}”" for sheet in filled)
        raise Refused(
            f"Ada {len(filled)} lembar berisi: {titles}.",
            "Sisakan satu lembar yang memuat daftar pembayaran, simpan, lalu unggah lagi.",
        )
    return _grid(filled[0])


def _grid(sheet: Sheet) -> Grid:
    if sheet.beyond:
        raise Refused(
            f"Ada isi di sel {sheet.beyond}, di luar batas {MOST_ROWS} baris dan {MOST_COLUMNS} kolom.",
            "Hapus isi sel itu, atau bagi menjadi beberapa berkas, lalu unggah lagi.",
        )
    hidden = sorted(row.number for row in sheet.rows if row.number in sheet.hidden_rows)
    if hidden:
        raise Refused(
            f"Baris {hidden[0]} dan mungkin baris lain tersembunyi, padahal berisi.",
            "Hapus saringan atau tampilkan semua baris (Unhide Rows), periksa isinya, lalu unggah lagi.",
        )
    return Grid(tuple(Row(row.number, _cells(row.cells)) for row in sorted(sheet.rows, key=lambda row: row.number)))


def _cells(cells: dict[int, SheetValue]) -> tuple[Value, ...]:
    return tuple(_value(cells.get(column)) for column in range(1, max(cells) + 1))


def _value(value: SheetValue | None) -> Value:
    if isinstance(value, CellError):
        return Faulty(value.code)
    if isinstance(value, Uncalculated):
        return _UNCALCULATED
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return Decimal(repr(value)) if isinstance(value, float) else value
