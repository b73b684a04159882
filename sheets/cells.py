"""The cells of a sheet, read in one streamed pass.

Unlike a general reader it tells apart what a person must be told: error values, formulas never calculated, numbers and
texts, merged cells, hidden sheets. Empty formatted cells cost next to nothing and are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from sheets.package import MAIN, Package, SheetPart, parse_part
from sheets.places import LAST_COLUMN, LAST_ROW, Merge, letter, place_of
from sheets.refusals import DAMAGED, Unreadable, cell_twice, damage_told, merged_too_far, row_twice, unknown_value
from sheets.values import EPOCH_1900, EPOCH_1904, UNCALCULATED, CellError, Value, day_of, number_of, unescape

_DIGITS = "0123456789"
_TRUE = ("1", "true")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")
_NO_FORMULAS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a sheet is read. What stands beyond is not kept; ``Sheet.beyond`` names its first cell."""

    rows: int
    columns: int
    merged: int = 10_000  #: merged cells; each costs memory when the workbook is written again


class Row(NamedTuple):
    """A row with at least one value. ``cells`` maps a column's place (1 for A) to its value, ``formulas`` holds the
    places whose value is the result of a formula, or would be."""

    number: int
    cells: dict[int, Value]
    formulas: frozenset[int] = _NO_FORMULAS


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


def read_sheet(package: Package, part: SheetPart, limits: Limits) -> Sheet:
    """The whole sheet, its rows from top to bottom. Raises Unreadable with a sentence."""
    sheet = Sheet(part.title, part.hidden)
    with damage_told():
        for _ in _read(package, part, sheet, limits):
            pass
    sheet.rows.sort(key=itemgetter(0))
    return sheet


def stream_rows(package: Package, part: SheetPart, limits: Limits) -> Iterator[Row]:
    """The rows one by one, as the file has them: from top to bottom, if a sound program wrote it; never one twice.

    Raises Unreadable with a sentence, at the latest with the last row.
    """
    sheet = Sheet(part.title, part.hidden)
    with damage_told():
        pieces = _read(package, part, sheet, limits)
    while True:
        with damage_told():
            more = next(pieces, False)
        yield from sheet.rows
        sheet.rows.clear()
        if more is False:
            return


def _read(package: Package, part: SheetPart, sheet: Sheet, limits: Limits) -> Iterator[None]:
    """Fills ``sheet`` from its part, a piece at each step.

    One closure over plain variables: this loop sees every cell of the file.
    """
    c, v, f, t, row_name, phonetic_name = (MAIN + name for name in ("c", "v", "f", "t", "row", "rPh"))
    strings, date_styles, styles = package.strings, package.date_styles, package.styles
    epoch = EPOCH_1904 if package.since_1904 else EPOCH_1900
    last_row, last_column = limits.rows, limits.columns
    places = {letter(place): place for place in range(1, last_column + 1)}
    rows = sheet.rows
    parts: list[str] = []
    row_number = column = 0
    row_text = ""  #: the number of the row as its cells must say it
    seen: set[int] = set()
    cells: dict[int, Value] = {}
    formulas: set[int] = set()
    attributes: dict[str, str] = {}
    formula = reading = has_text = phonetic = False

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal attributes, formula, reading, has_text, phonetic, row_number, row_text, column, cells, formulas
        if name == c:
            attributes = given
            formula = has_text = False
            reference = given.get("r")
            if reference:
                letters = reference.rstrip(_DIGITS)
                column = places.get(letters) or _far_column(letters, last_column)
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
            cells, formulas = {}, set()
        elif name == phonetic_name:
            phonetic = True
        elif name == MAIN + "mergeCell":
            _add_merge(sheet, given["ref"], limits.merged)
        elif name == MAIN + "col" and (given.get("hidden") in _TRUE or given.get("width") == "0"):
            sheet.hidden_columns.update(range(int(given["min"]), min(int(given["max"]), last_column) + 1))

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
                rows.append(Row(row_number, cells, frozenset(formulas) if formulas else _NO_FORMULAS))
        elif name == phonetic_name:
            phonetic = False

    def keep(raw: str) -> None:
        kind = attributes.get("t")
        value: Value
        if not raw:
            if not formula or (has_text and kind == "str"):  # a formula may well come to an empty text
                return
            value = UNCALCULATED
        elif kind == "s":
            value = strings[_whole(raw)]
        elif kind is None or kind == "n":
            try:
                value = number_of(raw)
            except ValueError as error:
                raise Unreadable(unknown_value(sheet.title, f"{letter(column)}{row_number}", "angka")) from error
            if attributes.get("s") in date_styles:
                value = day_of(value, epoch)
        elif kind == "str" or kind == "inlineStr":
            value = unescape(raw)
        elif kind == "e":
            value = CellError(raw)
        elif kind == "b":
            value = raw in _TRUE
        elif kind == "d":
            try:
                value = date.fromisoformat(raw[:10])
            except ValueError as error:
                raise Unreadable(unknown_value(sheet.title, f"{letter(column)}{row_number}", "tanggal")) from error
        else:
            value = raw
        if value == "":
            return
        if row_number > last_row or column > last_column:
            sheet.beyond = sheet.beyond or attributes.get("r") or f"{letter(column)}{row_number}"
            return
        if column in cells:
            raise Unreadable(cell_twice(sheet.title, f"{letter(column)}{row_number}"))
        cells[column] = value
        if formula:
            formulas.add(column)

    def text(data: str) -> None:
        if reading:
            parts.append(data)

    return parse_part(package.archive, part.path, start=start, end=end, text=text)


def _whole(text: str) -> int:
    """The number of a row or of a shared string. Raises ValueError for what only Python takes for one: "-1", "1_0"."""
    if text.isdigit() and text.isascii():
        return int(text)
    raise ValueError("no place in a workbook")


def _check_row(sheet: Sheet, number: int, seen: set[int]) -> None:
    if number in seen:
        raise Unreadable(row_twice(sheet.title, number))
    if not 0 < number <= LAST_ROW:
        raise Unreadable(DAMAGED)
    seen.add(number)


def _far_column(letters: str, last: int) -> int:
    """The place of a column right of those that are read. Raises Unreadable for one that no sheet has."""
    place = place_of(letters) if letters.isascii() and letters.isupper() and len(letters) <= 3 else 0
    if not last < place <= LAST_COLUMN:
        raise Unreadable(DAMAGED)
    return place


def _add_merge(sheet: Sheet, reference: str, most: int) -> None:
    """Keeps a merged area. Raises Unreadable when the sheet has more merged cells than a form ever needs."""
    match = _RANGE.fullmatch(reference.upper())
    if match is None:
        raise Unreadable(DAMAGED)
    if not match[3]:
        return
    merge = Merge(int(match[2]), place_of(match[1]), int(match[4]), place_of(match[3]))
    if merge.bottom < merge.top or merge.right < merge.left:
        raise Unreadable(DAMAGED)
    sheet.merged += (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)
    if sheet.merged > most:
        raise Unreadable(merged_too_far(sheet.title, merge, most))
    sheet.merges.append(merge)
