"""Our reader against openpyxl on every workbook of the corpus: the same cells of the same kinds, the same findings.

What differs is stated here, with its reason; everything else must be the same.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reports.intake import read as reading
from reports.intake.layout import LAST_ROW, MAX_COLUMNS
from reports.intake.read import Intake, WrongWorkbook, read_report
from reports.intake.workbook import Workbook, read_workbook
from sheets import UNCALCULATED, CellError, Row, Value
from sheets.values import number_of
from tests.reports.planted.clean import IDENTITY, workbook
from tests.reports.planted.plants import PLANTS
from tests.reports.workbooks import cells, packages, sheets, writers, zips
from tests.sheets.bare import Cells, cells_of
from tests.workbooks.identity import DEMO_IDENTITY
from tests.workbooks.samples import CLEAN, FAULTY, MENDED, expected_of

KEPT = Path(__file__).parents[1] / "reports" / "workbooks" / "kept"
#: What the door or our reader refuses is never read, so there are no cells to compare.
UNDERSTOOD = [
    case for case in (*zips.CASES, *packages.CASES, *sheets.CASES, *cells.CASES, *writers.CASES) if case.refused is None
]
#: Much work, and no cells that smaller files of the corpus do not have.
TOO_LONG = ("strings: a million", "text: five million letters", "rows: fifty thousand", "crowd: ")

#: Where openpyxl reads otherwise, or not at all; what it makes of the cell, and why ours is right.
NO_SUCH_DAY = "formatted as a day that there is not: ours keeps the number, so that its finding says what stands there"
OTHERWISE: dict[str, tuple[object, str]] = {
    "date: nought": ("00:00:00", NO_SUCH_DAY),
    "date: negative": (date(1899, 12, 23), NO_SUCH_DAY),
    "date: behind the last year": (CellError("#VALUE!"), NO_SUCH_DAY),
    "date: as large as a program can count": (CellError("#VALUE!"), NO_SUCH_DAY),
    "sheet: a size that it has not": (None, "openpyxl gives up at an attribute that it does not know; Excel does not"),
}

BOOKS: dict[str, Callable[[], bytes]] = {
    **{case.name: lambda case=case: case.make(clean()) for case in UNDERSTOOD if not case.name.startswith(TOO_LONG)},
    **{f"planted: {rule}": lambda edit=plant.edit: workbook(edit=edit) for rule, plant in PLANTS.items() if plant.edit},
    **{f"kept: {path.stem}": path.read_bytes for path in (*sorted(KEPT.glob("*.xlsx")), CLEAN, FAULTY, MENDED)},
}


@cache
def clean() -> bytes:
    return workbook()


def same(ours: Value | None, theirs: Value | None) -> bool:
    """Of one kind and value. Numbers are what a spreadsheet shows of them: fifteen digits."""
    if type(ours) in (int, float) and type(theirs) in (int, float):
        return ours == theirs or f"{ours:.15g}" == f"{theirs:.15g}"
    return type(ours) is type(theirs) and ours == theirs


def within(cells_of_sheet: Cells) -> Cells:
    """What our reader keeps for an LPJ."""
    return {place: value for place, value in cells_of_sheet.items() if place[0] <= LAST_ROW and place[1] <= MAX_COLUMNS}


def differences(book: Workbook, theirs: dict[str, Cells]) -> list[tuple[str, int, int, Any, Any]]:
    """Sheet, row and column, our value, theirs. Of a formula without a result openpyxl knows nothing."""
    assert [sheet.title for sheet in book.sheets] == list(theirs)
    found = []
    for sheet in book.sheets:
        their_cells = within(theirs[sheet.title])
        our_cells = {
            (row.number, column): value
            for row in sheet.rows
            for column, value in row.cells.items()
            if value is not UNCALCULATED
        }
        found += [
            (sheet.title, *place, our_cells.get(place), their_cells.get(place))
            for place in sorted(our_cells.keys() | their_cells.keys())
            if not same(our_cells.get(place), their_cells.get(place))
        ]
    return found


def from_openpyxl(book: Workbook, theirs: dict[str, Cells]) -> Workbook:
    """The workbook with rows made of openpyxl's cells.

    What that reader does not tell is ours: formulas without a result, merged and hidden parts, what stands outside the
    limits. It gives a float wherever the file writes a point or an exponent; a spreadsheet knows one kind of number.
    """
    sheets_of_theirs = []
    for sheet in book.sheets:
        rows: dict[int, dict[int, Value]] = {}
        for row in sheet.rows:
            rows[row.number] = {place: value for place, value in row.cells.items() if value is UNCALCULATED}
        for (number, place), value in within(theirs[sheet.title]).items():
            shown = number_of(repr(value)) if type(value) is float else value
            rows.setdefault(number, {})[place] = shown
        made = [Row(number, values) for number, values in sorted(rows.items()) if values]
        sheets_of_theirs.append(replace(sheet, rows=made))
    return Workbook(sheets_of_theirs)


def intake_of(book: Workbook, name: str, monkeypatch: pytest.MonkeyPatch) -> Intake | str:
    """What is made of these rows, or the sentence that says why that cannot be."""
    identity = DEMO_IDENTITY if name.startswith("kept") else IDENTITY
    monkeypatch.setattr(reading, "read_workbook", lambda _: book)
    try:
        return read_report(io.BytesIO(), expected=expected_of(identity))
    except WrongWorkbook as problem:
        return str(problem)


@pytest.mark.parametrize("name", BOOKS)
def test_the_same_cells_of_the_same_kinds_and_the_same_findings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = BOOKS[name]()
    book = read_workbook(io.BytesIO(content))
    if name in OTHERWISE:
        otherwise(book, content, *OTHERWISE[name])
        return
    theirs = cells_of(content)
    found = differences(book, theirs)
    assert found == [], found[:3]
    assert intake_of(book, name, monkeypatch) == intake_of(from_openpyxl(book, theirs), name, monkeypatch)


def otherwise(book: Workbook, content: bytes, theirs: object, reason: str) -> None:
    """The exception is still one, and the only one in this workbook."""
    assert reason
    if theirs is None:
        with pytest.raises(TypeError):
            cells_of(content)
        return
    ((*_, ours, found),) = differences(book, cells_of(content))
    assert type(ours) in (int, float)
    assert found == theirs


def test_every_exception_is_of_a_workbook_of_the_corpus() -> None:
    assert OTHERWISE.keys() <= BOOKS.keys()
    assert len(OTHERWISE) <= 5 < len(BOOKS) / 20
