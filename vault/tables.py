"""Workbooks and CSV that go out: plain tables whose text can never be taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

#: A program that opens the file takes text that begins so for a formula or a command; in wide letters too, in Asia.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Blanks and invisible characters, which a program may leave out before it looks.
_UNSEEN_START = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
#: Characters that are none; openpyxl's own list does not know them, and no file carries them.
_NO_CHARACTERS = re.compile("[\ufffe\uffff\ud800-\udfff]")
_HEAD = PatternFill("solid", fgColor="DDE8E5")
_BOLD = Font(bold=True)
_TOP = Alignment(vertical="top", wrap_text=True)


def without_controls(text: str) -> str:
    """Text without the characters that XML cannot carry."""
    return _NO_CHARACTERS.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))


def neutral(text: str) -> str:
    """The text with an apostrophe before it where it would start like a formula, without what no cell can hold."""
    text = without_controls(text)
    seen = _UNSEEN_START.sub("", text, count=1) if _UNSEEN_START.match(text) else text
    return f"'{text}" if text.startswith(DANGEROUS) or seen.startswith(DANGEROUS) else text


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its title, its headings with column widths, and its rows."""

    title: str
    headings: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Any]]


def workbook(tables: Iterable[Table]) -> bytes:
    """An .xlsx of these tables. Whole numbers are amounts, dates are dates, all else is neutral text."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.title[:31])
        sheet.freeze_panes = "A2"
        for position, (_, width) in enumerate(table.headings, start=1):
            sheet.column_dimensions[get_column_letter(position)].width = width
        head = []
        for heading, _ in table.headings:
            cell = WriteOnlyCell(sheet, heading)
            cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _TOP
            head.append(cell)
        sheet.append(head)
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_file(table: Table) -> bytes:
    """The table as Excel opens a CSV here: UTF-8 with its mark, semicolons. All text is neutral."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([neutral(heading) for heading, _ in table.headings])
    for row in table.rows:
        writer.writerow([_csv_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value: Any) -> Any:
    if value is None or isinstance(value, int):
        return value
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else neutral(str(value))


def _cell(sheet: Any, value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "#,##0"
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "dd/mm/yyyy"
        return cell
    return neutral(str(value))
