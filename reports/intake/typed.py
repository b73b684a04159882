"""Lines as a person types them: written into the workbook of an instalment, and read back out of one.

What a reader of the workbook understands becomes a number or a date; the rest stays the text that was typed, and
comes back as a finding at its cell. Columns are those of layout.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from openpyxl.formula.translate import Translator
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from regulations.findings import Where
from reports.intake.identity import TemplateIdentity
from reports.intake.layout import BKU, FIRST_DATA_ROW, SUMMARY, TABLES, TOTALS_ROW, Column, Kind, Table
from reports.intake.prefilled import first_entries, given_figures
from reports.intake.results import Result
from reports.intake.saving import put_text, to_bytes
from reports.intake.template import build_workbook
from reports.intake.values import read_amount, readers_for

MOST_ROWS = 2_000  #: of one table; a longer book is kept in the workbook
LONGEST_TEXT = 2_000  #: characters of one cell
_FIRST_YEAR = 1901  #: a spreadsheet counts the days before it in its own way
_LARGEST = 10**15  #: a spreadsheet no longer tells neighbouring whole numbers apart

_NUMBER = re.compile(r"=([0-9]{1,40})")  #: what ``as_number`` writes

Line = Mapping[str, str]  #: key of a column to the text in its cell; blank cells may be left out


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the cells that a person fills in. The first line of a table is row 7 of its sheet."""

    tables: Mapping[str, Sequence[Line]] = field(default_factory=dict)  #: title of the sheet to its lines
    declared: Line = field(default_factory=dict)  #: key of a line of the summary to the declared figure

    def lines(self, table: Table) -> Sequence[Line]:
        return self.tables.get(table.title, ())


def typed_columns(table: Table) -> tuple[Column, ...]:
    """The columns that a person fills in."""
    return tuple(column for column in table.columns if not column.computed)


def blank_typed(identity: TemplateIdentity) -> Typed:
    """What already stands in the workbook when the office gives it out."""
    lines = [{key: as_text(value) for key, value in entry.items()} for entry in first_entries(identity)]
    return Typed({BKU.title: lines}, {key: as_text(amount) for key, amount in given_figures(identity).items()})


def as_text(value: str | int | date) -> str:
    """A value as a person would type it."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def as_number(digits: int) -> str:
    """Digits that the workbook holds as a number where text belongs: all of them, marked as a spreadsheet marks what it
    reckons with. Without the mark they are text."""
    return f"={digits}"


def write_typed(identity: TemplateIdentity, typed: Typed) -> bytes:
    """The workbook of this instalment with the typed lines in it; the same lines give the same bytes."""
    book = build_workbook(identity)
    years = range(identity.agreement_starts_on.year - 2, identity.agreement_ends_on.year + 3)
    for table in TABLES:
        sheet = book[table.title]
        lines = typed.lines(table)
        _prepare(sheet, table, FIRST_DATA_ROW + len(lines) - 1)
        before = len(first_entries(identity)) if table is BKU else 0
        for place in range(max(len(lines), before)):
            line = lines[place] if place < len(lines) else {}
            _write_line(sheet, table, FIRST_DATA_ROW + place, line, years)
    _declare(book, typed.declared)
    balances = dict(_balances(book[BKU.title], identity.opening_balance, len(typed.lines(BKU))))
    return to_bytes(book, dated=identity.agreement_starts_on, results={BKU.title: balances})


def _prepare(sheet: Worksheet, table: Table, last: int) -> None:
    """Formulas and formats of the prepared rows, further down for a table that is longer than they are."""
    prepared = FIRST_DATA_ROW + table.input_rows - 1
    for place, column in enumerate(table.columns, start=1):
        model = sheet.cell(prepared, place)
        for row in range(prepared + 1, last + 1):
            cell = sheet.cell(row, place)
            cell._style = copy(model._style)
            if column.computed:
                cell.value = Translator(model.value, origin=model.coordinate).translate_formula(cell.coordinate)


def _write_line(sheet: Worksheet, table: Table, row: int, line: Line, years: range) -> None:
    for column in typed_columns(table):
        cell = sheet.cell(row, table.index(column.key))
        value = _value(column, line.get(column.key, ""), years)
        if isinstance(value, str):
            put_text(cell, value)
        else:
            cell.value = value


def _value(column: Column, text: str, years: range) -> str | int | date | None:
    """What goes into the cell: what the reader of such a cell makes of the text, else the text itself."""
    typed = text.strip()
    if not typed:
        return None
    if column.kind is Kind.NIK and (number := _NUMBER.fullmatch(typed)):
        return int(number[1])
    if column.kind in (Kind.TEXT, Kind.NIK, Kind.UNREAD):
        return typed
    read = readers_for(years)[column.kind](typed, column, Where(), [])
    if isinstance(read, date):
        return read if read.year >= _FIRST_YEAR else typed
    if isinstance(read, int):
        return read if abs(read) < _LARGEST else typed
    return next((choice.label for choice in column.choices if choice.value == read), typed)


def _declare(book: Workbook, declared: Line) -> None:
    for line in SUMMARY.lines:
        cell = book[SUMMARY.title].cell(SUMMARY.row(line.key), SUMMARY.declared_column)
        typed = declared.get(line.key, "").strip()
        amount = read_amount(typed, None, Where(), []) if typed else None
        if amount is not None and abs(amount) < _LARGEST:
            cell.value = amount
        elif typed:
            put_text(cell, typed)
        else:
            cell.value = None


def _balances(sheet: Worksheet, opening: int, lines: int) -> Iterator[tuple[str, Result]]:
    """The results of the balance formulas, so that the workbook can be judged before a spreadsheet has opened it.

    Like those formulas they pass over amounts that are text.
    """
    balance, into, out = (BKU.index(key) for key in ("balance", "received", "paid"))
    for key, amount in _totals(sheet, opening, lines).items():
        yield f"{BKU.letter(key)}{TOTALS_ROW}", Result("n", str(amount))
    left = opening
    for row in range(FIRST_DATA_ROW, FIRST_DATA_ROW + max(lines, BKU.input_rows)):
        received, paid = sheet.cell(row, into).value, sheet.cell(row, out).value
        left += (received if isinstance(received, int) else 0) - (paid if isinstance(paid, int) else 0)
        blank = received is None and paid is None
        yield sheet.cell(row, balance).coordinate, Result("str", "") if blank else Result("n", str(left))


def _totals(sheet: Worksheet, opening: int, lines: int) -> dict[str, int]:
    rows = range(FIRST_DATA_ROW, FIRST_DATA_ROW + lines)
    sums = {
        key: sum(value for row in rows if isinstance(value := sheet.cell(row, BKU.index(key)).value, int))
        for key in ("received", "paid")
    }
    return sums | {"balance": opening + sums["received"] - sums["paid"]}
