"""The cells of a workbook as openpyxl's own parser reads them, one streamed pass, in the words of ``sheets``."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser

from sheets import CellError, Value
from sheets.values import unescape

Cells = dict[tuple[int, int], Value]


def cells_of(content: bytes) -> dict[str, Cells]:
    """By title of the sheet, row and column: what openpyxl, reading only and without formulas, holds for filled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return {sheet.title: _cells(book, sheet) for sheet in book.worksheets}


def _cells(book: Any, sheet: Any) -> Cells:
    found: Cells = {}
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _, row in parser.parse():
            for cell in row:
                value = _value(cell["value"], cell["data_type"])
                if value is not None:
                    found[cell["row"], cell["column"]] = value
    return found


def _value(value: Any, kind: str) -> Value | None:
    if kind == "e" and value is not None:
        return CellError(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return unescape(value) or None  # openpyxl leaves Excel's escapes ("_x000D_") as they stand in the file
    return value if isinstance(value, bool | int | float | date | None) else str(value)
