"""A filled workbook back as typed lines, to go on with in the browser; and what of it would not go along.

Read in a process of its own, like every outside workbook: ``lines_of`` asks, ``told`` answers.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, BinaryIO

from reports.intake.apart import ask, refused, understood
from reports.intake.layout import (
    FINDINGS_SHEET,
    IDENTITY_SHEET,
    INSTRUCTIONS_SHEET,
    MARKER_SHEET,
    RAB,
    SUMMARY,
    TABLES,
    Column,
    Kind,
    Placement,
    Table,
)
from reports.intake.rows import ANCHORS
from reports.intake.rows_apart import RowsApart
from reports.intake.sheets import Found, find_sheets
from reports.intake.typed import LONGEST_TEXT, MOST_ROWS, Line, Typed, as_number, typed_columns
from reports.intake.workbook import Workbook, read_workbook
from sheets import CellError, Row, Sheet, Uncalculated, Unreadable, Value, is_blank
from vault.apart import READING, Answer, Task
from vault.wire import said

_TASK = Task("reports.intake.lines:told", READING)
_OURS = {FINDINGS_SHEET, IDENTITY_SHEET, INSTRUCTIONS_SHEET, MARKER_SHEET, RAB.title}
_MOST_NAMED = 12  #: columns and sheets that are named before "…"
_FIRST_SERIAL, _LAST_SERIAL, _EPOCH = 36_526, 73_050, date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What stands in a workbook beside the lines: it stays in the file, and is not in what the browser writes."""

    rows: int = 0  #: sums, headings and signatures among the lines
    columns: tuple[str, ...] = ()  #: headers of the treasurer's own columns, with their sheets
    sheets: tuple[str, ...] = ()  #: titles of the treasurer's own sheets

    def __bool__(self) -> bool:
        return bool(self.rows or self.columns or self.sheets)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the child says."""

    typed: Typed
    left: Leftovers


class TooLong(Unreadable):
    """A sound workbook with more lines than the browser can show."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(
            f"Lembar {title} berisi lebih dari {MOST_ROWS} baris, terlalu panjang untuk diisi di peramban. "
            "Lanjutkan di buku kerja Excel, lalu unggah."
        )


def lines_of(file: BinaryIO) -> tuple[Typed, Leftovers]:
    """The lines of a workbook that passed the door and could be judged. Raises Unreadable; TooLong is one."""
    answer = ask(_TASK, file, {})
    match answer.value:
        case {"too_long": title}:
            raise TooLong(understood(str, Answer(title)))
    told_of = understood(_Told, answer)
    return told_of.typed, told_of.left


def told(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: what ``lines_of`` asks for."""
    try:
        return Answer(said(_Told, _Told(*typed_of(read_workbook(io.BytesIO(content))))))
    except TooLong as problem:
        return Answer({"too_long": said(str, problem.title)})
    except Unreadable as problem:
        return refused(problem)


def typed_of(book: Workbook) -> tuple[Typed, Leftovers]:
    """Every cell that a person fills in, as that person would type it. Raises TooLong."""
    found = find_sheets(book)
    tables: dict[str, list[Line]] = {}
    apart = 0
    for table in TABLES:
        if table.title in found.sheets:
            tables[table.title], noted = _lines(table, found.sheets[table.title], found.placements[table.title])
            apart += noted
    columns = tuple(_own_columns(found))
    sheets = tuple(_own_sheets(book, found))
    return Typed(tables, _declared(found)), Leftovers(apart, columns[:_MOST_NAMED], sheets[:_MOST_NAMED])


def _lines(table: Table, sheet: Sheet, placement: Placement) -> tuple[list[Line], int]:
    """The lines of one table, each at its distance from the header; and how many rows are no entries."""
    apart = RowsApart(table, placement, ANCHORS[table.title], sheet.merges)
    covered = {
        (row, place)
        for merge in sheet.merges
        for row in range(merge.top, merge.bottom + 1)
        for place in range(merge.left, merge.right + 1)
        if (row, place) != (merge.top, merge.left)
    }
    read: dict[int, Line] = {}
    noted = 0
    for row in sheet.rows:
        if row.number <= placement.header_row or not apart.is_used(row):
            continue
        if apart.note(row) is not None:
            noted += 1
            continue
        read[row.number - placement.header_row - 1] = dict(_cells(table, placement, row, covered))
    if len(read) > MOST_ROWS:
        raise TooLong(table.title)
    if not read:
        return [], noted
    if max(read) >= MOST_ROWS:  # wide gaps close up
        return list(read.values()), noted
    return [read.get(place, {}) for place in range(max(read) + 1)], noted


def _cells(table: Table, placement: Placement, row: Row, covered: set[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    for column in typed_columns(table):
        place = placement.columns.get(column.key, 0)
        value = row.cells.get(place)
        if value is not None and not is_blank(value) and (row.number, place) not in covered:
            text = _text(column, value)
            if text:
                yield column.key, text[:LONGEST_TEXT]


def _text(column: Column | None, value: Value) -> str:
    """A value as one types it; "" for the result of a broken formula where any text would pass for an answer."""
    kind = column.kind if column else Kind.AMOUNT
    if isinstance(value, Uncalculated):
        return ""
    if isinstance(value, CellError):
        return value.code if kind in (Kind.AMOUNT, Kind.DATE, Kind.CHOICE) else ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float):
        if kind is Kind.NIK and value >= 0 and value == int(value):
            return as_number(int(value))
        if kind is Kind.DATE and _FIRST_SERIAL <= value <= _LAST_SERIAL:
            return f"{_EPOCH + timedelta(days=int(value)):%d/%m/%Y}"
        return str(value).replace(".", ",")
    return value.strip()


def _declared(found: Found) -> Line:
    sheet, placement = found.sheets.get(SUMMARY.title), found.placements.get(SUMMARY.title)
    if sheet is None or placement is None:
        return {}
    rows = {row.number: row.cells for row in sheet.rows}
    texts: dict[str, str] = {}
    for line in SUMMARY.lines:
        if line.key in placement.rows and line.key in placement.columns:
            value = rows.get(placement.rows[line.key], {}).get(placement.columns[line.key])
            if value is not None and not is_blank(value):
                texts[line.key] = _text(None, value)[:LONGEST_TEXT]
    return texts


def _own_columns(found: Found) -> Iterator[str]:
    """Columns with a header that the layout does not know, and something below it."""
    for table in TABLES:
        sheet, placement = found.sheets.get(table.title), found.placements.get(table.title)
        if sheet is None or placement is None:
            continue
        known = set(placement.columns.values())
        headers = next((row.cells for row in sheet.rows if row.number == placement.header_row), {})
        below = _used(row for row in sheet.rows if row.number > placement.header_row)
        for place, header in sorted(headers.items()):
            if place not in known and place in below and isinstance(header, str) and header.strip():
                yield f"{header.strip()[:40]} (lembar {sheet.title[:40]})"


def _used(rows: Iterable[Row]) -> set[int]:
    return {place for row in rows for place, value in row.cells.items() if not is_blank(value)}


def _own_sheets(book: Workbook, found: Found) -> Iterator[str]:
    claimed = {sheet.title for sheet in found.sheets.values()}
    for sheet in book.sheets:
        if sheet.title not in claimed | _OURS and sheet.rows:
            yield sheet.title[:40]
