"""Reads an uploaded flat table: which columns stand where, and each row's cells as text or dates."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from partners.columns import Column, FlatTable
from regulations.dates import NotADate, parse_tanggal
from trail.refusal import Refusal
from vault.tables import DANGEROUS

_MOST_COLUMNS = 100
#: A sheet may carry formatted but empty rows below the last one; so many of them end the reading.
_BLANK_ROWS_AT_END = 10_000

#: What openpyxl raises where the parts of a package do not fit together; a parser's own error is a SyntaxError.
_BROKEN = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    SyntaxError,
    EOFError,
    zipfile.BadZipFile,
)

CellValue = str | date | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet: its number there, its cells by attribute, and what could not be read, by attribute."""

    number: int
    cells: dict[str, CellValue]
    wrong: dict[str, str]


@dataclass(slots=True)
class Sheet:
    """What was found in the file. ``letters`` says in which column of the sheet an attribute stands."""

    title: str
    letters: dict[str, str]
    unknown: list[str]
    rows: list[SheetRow] = field(default_factory=list)

    def place(self, attribute: str, row: int) -> str:
        """A cell's name as the user's program shows it: "F12"."""
        return f"{self.letters[attribute]}{row}" if attribute in self.letters else ""


def read_sheet(file: IO[bytes], table: FlatTable) -> Sheet:
    """Read the first sheet. Raises Refusal where it is no such table; what is wrong in a cell stays with its row."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        source = (visible or book.worksheets)[0]
        source.reset_dimensions()
        lines = source.iter_rows(max_col=_MOST_COLUMNS)
        sheet, columns = _head(source.title, next(lines, ()), table)
        sheet.rows.extend(_rows(lines, columns, table))
    except _BROKEN as problem:
        raise Refusal(
            "Isi berkas ini tidak dapat dibaca sebagai lembar Excel.",
            "Buka di Excel atau LibreOffice, simpan kembali sebagai .xlsx, lalu unggah lagi.",
        ) from problem
    if not sheet.rows:
        raise Refusal(
            f"Lembar “{sheet.title}” tidak memuat satu {table.noun} pun.",
            "Isi mulai baris 2, simpan, lalu unggah lagi.",
        )
    return sheet


def _head(title: str, cells: Any, table: FlatTable) -> tuple[Sheet, dict[int, Column]]:
    by_heading = {_plain(column.heading): column for column in table.columns}
    columns: dict[int, Column] = {}
    twice, unknown = [], []
    for position, cell in enumerate(cells, start=1):
        heading = _text(cell.value)
        column = by_heading.get(_plain(heading))
        if column is None:
            unknown += [heading] if heading else []
        elif column in columns.values():
            twice.append(heading)
        else:
            columns[position] = column
    if twice:
        raise Refusal(f"Kolom {_list(twice)} ada lebih dari satu kali. Hapus salah satunya, lalu unggah lagi.")
    absent = [column.heading for column in table.columns if column.required and column not in columns.values()]
    if absent:
        raise Refusal(
            f"Pada baris 1 lembar “{title}” tidak ada kolom {_list(absent)}.",
            "Unduh templatnya, salin isian Anda ke sana tanpa mengubah baris judul, lalu unggah lagi.",
        )
    letters = {column.attribute: get_column_letter(position) for position, column in columns.items()}
    return Sheet(title, letters, unknown), columns


def _rows(lines: Any, columns: dict[int, Column], table: FlatTable) -> Iterator[SheetRow]:
    found = blank = 0
    for number, line in enumerate(lines, start=2):
        cells: dict[str, CellValue] = {}
        wrong: dict[str, str] = {}
        for position, cell in enumerate(line, start=1):
            column = columns.get(position)
            if column is None:
                continue
            try:
                cells[column.attribute] = _read(cell, column)
            except ValueError as problem:
                cells[column.attribute] = None
                wrong[column.attribute] = str(problem)
        if not wrong and not any(cells.values()):
            blank += 1
            if blank > _BLANK_ROWS_AT_END:
                return
            continue
        found, blank = found + 1, 0
        if found > table.most_rows:
            raise Refusal(
                f"Lembar ini memuat lebih dari {table.most_rows} {table.noun}.",
                "Bagi menjadi beberapa berkas, lalu unggah satu per satu.",
            )
        yield SheetRow(number, cells, wrong)


def _read(cell: Any, column: Column) -> CellValue:
    """The cell as its column wants it; raises ValueError with a sentence."""
    value = cell.value
    if cell.data_type == "e":
        raise ValueError(f"Sel ini berisi kesalahan rumus {value}. Ketik isinya langsung.")
    if column.is_date:
        return _read_date(value)
    if isinstance(value, bool | date):  # a datetime is a date, too
        shown = "Isi sel ini" if column.is_private else f"“{_text(value)}”"
        raise ValueError(f"{shown} bukan teks. Ubah format sel menjadi Teks, lalu ketik ulang.")
    if isinstance(value, int | float) and column.is_identifier:
        shown = "Isi sel ini" if column.is_private else _text(value)
        raise ValueError(
            f"{shown} ditulis sebagai angka, sehingga angka di depan atau di belakangnya bisa hilang. "
            "Ubah format sel menjadi Teks, lalu ketik ulang."
        )
    return _text(value)


def _read_date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    if not text:
        return None
    if isinstance(value, int | float):
        raise ValueError(f"{text} bukan tanggal. Tulis misalnya 17/03/2021.")
    try:
        return parse_tanggal(text)
    except NotADate as problem:
        raise ValueError(str(problem)) from problem


def _text(value: Any) -> str:
    """A cell as one line of visible text, without the apostrophe that our exports put before dangerous text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    visible = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", str(value))
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    text = " ".join(visible.split())
    return text[1:] if text[:1] == "'" and text[1:].startswith(DANGEROUS) else text


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().replace("*", " ").split())


def _list(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
