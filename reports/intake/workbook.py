"""The cells of an uploaded workbook, read in one streamed pass.

Unlike a general reader it tells apart what the treasurer must be told: error values, formulas never calculated,
numbers and texts, merged cells, hidden sheets. Empty formatted cells cost next to nothing and are not kept.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import BinaryIO, NamedTuple

from reports.intake.layout import LAST_ROW, MAX_COLUMNS, letter
from reports.intake.package import DAMAGED, MAIN, Package, Unreadable, damage_told, open_package, parse_part, unescape

__all__ = ["CellError", "Merge", "Row", "Sheet", "Uncalculated", "Unreadable", "Value", "Workbook"]
__all__ += ["is_blank", "read_workbook"]

_MOST_SHEETS = 60  #: a workbook with more is not an LPJ
_MOST_MERGED = 10_000  #: merged cells of one sheet; each costs memory when the workbook is written again
_LONGEST_NUMBER = 40  #: characters; a spreadsheet writes some 24
_LAST_SHEET_ROW, _LAST_SHEET_COLUMN = 1_048_576, 16_384  #: of the file format
_MAX_WHOLE = 10**15  #: beyond it a spreadsheet no longer tells neighbouring whole numbers apart
_DIGITS = "0123456789"
_TRUE = ("1", "true")
_EPOCH_1900 = date(1899, 12, 30).toordinal()
_EPOCH_1904 = date(1904, 1, 1).toordinal()
_LAST_SERIAL = 2_958_465  #: 31 December 9999
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value, such as #REF!."""

    code: str


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula that the program which saved the file never calculated."""


UNCALCULATED = Uncalculated()

Value = str | int | float | bool | date | CellError | Uncalculated


def is_blank(value: Value | None) -> bool:
    return value is None or (type(value) is str and (not value or value.isspace()))


class Row(NamedTuple):
    """A row with at least one value. ``cells`` maps a column's place (1 for A) to its value."""

    number: int
    cells: dict[int, Value]


class Merge(NamedTuple):
    """A range of merged cells, borders included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{letter(self.left)}{self.top}:{letter(self.right)}{self.bottom}"


@dataclass(slots=True)
class Sheet:
    title: str
    hidden: bool
    rows: list[Row] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: int = 0  #: cells under all merges
    beyond: str | None = None  #: first cell with a value outside the limits of the reader


@dataclass(slots=True)
class Workbook:
    sheets: list[Sheet]

    def sheet(self, title: str) -> Sheet | None:
        """The sheet with this title, capitals and blanks around it disregarded."""
        wanted = title.strip().casefold()
        return next((sheet for sheet in self.sheets if sheet.title.strip().casefold() == wanted), None)


def read_workbook(file: BinaryIO) -> Workbook:
    """Every value of every sheet. Raises Unreadable with a sentence for what cannot be judged."""
    package = open_package(file)
    if len(package.sheets) > _MOST_SHEETS:
        raise Unreadable(
            f"Berkas ini berisi {len(package.sheets)} lembar; paling banyak {_MOST_SHEETS}. "
            "Hapus lembar yang bukan bagian dari LPJ, simpan, lalu unggah kembali."
        )
    with damage_told():
        return Workbook([_read_sheet(package, Sheet(part.title, part.hidden), part.path) for part in package.sheets])


def _number(text: str) -> int | float:
    """Raises ValueError for what no spreadsheet shows as a number: NaN, infinity, hundreds of digits."""
    if len(text) > _LONGEST_NUMBER or not text.isascii() or "_" in text:
        raise ValueError("no number of a spreadsheet")
    if text.isdigit() and len(text) <= 16:
        return int(text)
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("no number of a spreadsheet")
    # A spreadsheet shows 15 digits; 1499999.9999999998 is 1500000 to everybody who looks at it.
    shown = float(f"{number:.15g}")
    return int(shown) if shown.is_integer() and abs(shown) < _MAX_WHOLE * 10 else shown


def _day(number: int | float, epoch: int) -> int | float | date:
    """The date of a serial number; the number itself where there is no such date."""
    whole = int(number)
    if not 0 < whole <= _LAST_SERIAL:
        return number
    return date.fromordinal(epoch + whole + (epoch == _EPOCH_1900 and whole < 60))


def _read_sheet(package: Package, sheet: Sheet, path: str) -> Sheet:
    """Fills ``sheet`` from its part. One closure over plain variables: this loop sees every cell of the file."""
    c, v, f, t, row_name, phonetic_name = (MAIN + name for name in ("c", "v", "f", "t", "row", "rPh"))
    strings, date_styles = package.strings, package.date_styles
    epoch = _EPOCH_1904 if package.since_1904 else _EPOCH_1900
    places = {letter(place): place for place in range(1, MAX_COLUMNS + 1)}
    rows = sheet.rows
    parts: list[str] = []
    row_number = column = 0
    row_text = ""  #: the number of the row as its cells must say it
    seen: set[int] = set()
    styles = package.styles
    cells: dict[int, Value] = {}
    attributes: dict[str, str] = {}
    formula = reading = has_text = phonetic = False

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal attributes, formula, reading, has_text, phonetic, row_number, row_text, column, cells
        if name == c:
            attributes = given
            formula = has_text = False
            reference = given.get("r")
            if reference:
                letters = reference.rstrip(_DIGITS)
                column = places.get(letters) or _far_column(letters)
                if reference[len(letters) :] != row_text:
                    raise Unreadable(DAMAGED)
            else:
                column += 1
            if given.get("s", "0") not in styles:
                raise Unreadable(DAMAGED)
        elif name == v or (name == t and not phonetic):
            reading = has_text = True
        elif name == f:
            formula = True
        elif name == row_name:
            row_number = _whole(given["r"]) if "r" in given else row_number + 1
            row_text = str(row_number)
            _check_row(sheet, row_number, seen)
            if given.get("hidden") in _TRUE or given.get("ht") == "0":
                sheet.hidden_rows.add(row_number)
            column = 0
            cells = {}
        elif name == phonetic_name:
            phonetic = True
        elif name == MAIN + "mergeCell":
            _add_merge(sheet, given["ref"])
        elif name == MAIN + "col" and (given.get("hidden") in _TRUE or given.get("width") == "0"):
            sheet.hidden_columns.update(range(int(given["min"]), min(int(given["max"]), MAX_COLUMNS) + 1))

    def end(name: str) -> None:
        nonlocal reading, phonetic
        if name == c:
            if has_text or formula:
                keep("".join(parts))
                parts.clear()
        elif name in (v, t):
            reading = False
        elif name == row_name:
            if cells:
                rows.append(Row(row_number, cells))
        elif name == phonetic_name:
            phonetic = False

    def keep(raw: str) -> None:
        kind = attributes.get("t")
        value: Value
        if kind == "s":
            value = strings[_whole(raw)]
        elif kind is None or kind == "n":
            if raw:
                try:
                    value = _number(raw)
                except ValueError as error:
                    raise Unreadable(_unknown(sheet, column, row_number, "angka")) from error
                if attributes.get("s") in date_styles:
                    value = _day(value, epoch)
            elif formula:
                value = UNCALCULATED
            else:
                return
        elif kind == "str" or kind == "inlineStr":
            value = unescape(raw)
        elif kind == "e":
            value = CellError(raw)
        elif kind == "b":
            value = raw == "1"
        elif kind == "d":
            try:
                value = date.fromisoformat(raw[:10])
            except ValueError as error:
                raise Unreadable(_unknown(sheet, column, row_number, "tanggal")) from error
        else:
            value = raw
        if value == "":
            return
        if row_number > LAST_ROW or column > MAX_COLUMNS:
            sheet.beyond = sheet.beyond or attributes.get("r") or f"{letter(column)}{row_number}"
            return
        if column in cells:
            raise Unreadable(_cell_twice(sheet, column, row_number))
        cells[column] = value

    def text(data: str) -> None:
        if reading:
            parts.append(data)

    parse_part(package.archive, path, start=start, end=end, text=text)
    rows.sort(key=_place_of_row)
    return sheet


_place_of_row = itemgetter(0)


def _whole(text: str) -> int:
    """The number of a row or of a shared string. Raises ValueError for what only Python takes for one: "-1", "1_0"."""
    if text.isdigit() and text.isascii():
        return int(text)
    raise ValueError("no place in a workbook")


def _cell_twice(sheet: Sheet, column: int, row: int) -> str:
    return (
        f"Sel {letter(column)}{row} di lembar “{sheet.title}” tertulis dua kali di dalam berkas ini, sehingga tidak "
        "jelas isi mana yang berlaku. Buka di Excel atau LibreOffice, periksa sel itu, simpan, lalu unggah kembali."
    )


def _unknown(sheet: Sheet, column: int, row: int, what: str) -> str:
    return (
        f"Sel {letter(column)}{row} di lembar “{sheet.title}” berisi {what} yang tidak dikenal Excel. "
        "Hapus isi sel itu, ketik ulang, simpan, lalu unggah kembali."
    )


def _check_row(sheet: Sheet, number: int, seen: set[int]) -> None:
    if number in seen:
        raise Unreadable(
            f"Baris {number} di lembar “{sheet.title}” tertulis dua kali di dalam berkas ini, sehingga tidak jelas "
            "isi mana yang berlaku. Buka di Excel atau LibreOffice, periksa baris itu, simpan, lalu unggah kembali."
        )
    if not 0 < number <= _LAST_SHEET_ROW:
        raise Unreadable(DAMAGED)
    seen.add(number)


def _far_column(letters: str) -> int:
    """The place of a column right of those that are read. Raises Unreadable for one that no sheet has."""
    place = _place(letters) if letters.isascii() and letters.isupper() and len(letters) <= 3 else 0
    if not MAX_COLUMNS < place <= _LAST_SHEET_COLUMN:
        raise Unreadable(DAMAGED)
    return place


def _add_merge(sheet: Sheet, reference: str) -> None:
    """Keeps a merged area. Raises Unreadable when the sheet has more merged cells than a form ever needs."""
    match = _RANGE.fullmatch(reference.upper())
    if match is None:
        raise Unreadable(DAMAGED)
    if not match[3]:
        return
    merge = Merge(int(match[2]), _place(match[1]), int(match[4]), _place(match[3]))
    if merge.bottom < merge.top or merge.right < merge.left:
        raise Unreadable(DAMAGED)
    sheet.merged += (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)
    if sheet.merged > _MOST_MERGED:
        raise Unreadable(
            f"Sel {merge} di lembar “{sheet.title}” digabung melewati batas {_MOST_MERGED} sel gabungan. "
            "Pisahkan sel itu (Unmerge Cells), simpan, lalu unggah kembali."
        )
    sheet.merges.append(merge)


def _place(letters: str) -> int:
    place = 0
    for character in letters:
        place = place * 26 + ord(character) - 64
    return place
