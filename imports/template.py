"""The empty table that is filled in for an import."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from imports.columns import FlatTable

_HEAD = PatternFill("solid", fgColor="DDE8E5")
_MUST = PatternFill("solid", fgColor="F9E9C8")
#: So many rows of the template are formatted beforehand; those below work too.
_FORMATTED_ROWS = 300
_TEXT, _DATE = "@", "dd-mm-yyyy"


def empty_table(table: FlatTable, *, notes: Sequence[str], choices: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """An empty table to be imported, with formats that keep leading zeros, and a page that explains each column.

    ``choices``: by attribute, what a cell may hold.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = table.title
    sheet.freeze_panes = "B2"
    for position, column in enumerate(table.columns, start=1):
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = column.width
        head = sheet.cell(row=1, column=position, value=column.heading)
        head.font, head.fill = Font(bold=True), _MUST if column.required else _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        head.comment = Comment(column.hint, "Amanah", width=240, height=80)
        for row in range(2, _FORMATTED_ROWS + 2):
            sheet.cell(row=row, column=position).number_format = _DATE if column.is_date else _TEXT
        if choices and column.attribute in choices:
            choice = DataValidation(type="list", formula1=f'"{",".join(choices[column.attribute])}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{table.most_rows + 1}")
            sheet.add_data_validation(choice)
    _explain(book, table, notes)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(book: Workbook, table: FlatTable, notes: Sequence[str]) -> None:
    sheet = book.create_sheet("Petunjuk")
    lines = [
        *((note, "") for note in notes),
        ("", ""),
        *((column.heading, column.hint) for column in table.columns),
    ]
    for row, (heading, hint) in enumerate(lines, start=1):
        sheet.cell(row=row, column=1, value=heading).font = Font(bold=bool(hint))
        sheet.cell(row=row, column=2, value=hint)
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 70
