"""A treasurer's desk: a clean workbook, and a way to change something in it and hand it in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

from openpyxl import Workbook, load_workbook

from regulations.findings import Finding
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM, SUMMARY, TAX, Table
from reports.intake.read import Intake, read_report
from tests.templates import template_of
from tests.workbooks.generate import fill_clean, identity_for, saved
from tests.workbooks.samples import expected_of

LINES = 6
IDENTITY = identity_for(LINES)
FIRST, LAST = FIRST_DATA_ROW, FIRST_DATA_ROW + LINES - 1
AFTER = LAST + 1  #: first empty row of the cash book


@cache
def clean() -> bytes:
    """A clean report of LINES cash book lines; its balances are values."""
    return fill_clean(IDENTITY, LINES, beneficiaries=3, template=template_of)


def changed(change: Callable[[Workbook], None]) -> bytes:
    """The clean report after ``change``, saved by a program that calculates no formulas."""
    book = load_workbook(io.BytesIO(clean()))
    change(book)
    return saved(book)


def with_cells(table: Table, row: int, **values: object) -> bytes:
    """The clean report with other values in one row."""

    def change(book: Workbook) -> None:
        for key, value in values.items():
            book[table.title].cell(row, table.index(key)).value = value

    return changed(change)


def repacked(content: bytes, replace: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The package with some of its parts rewritten; a part rewritten to nothing is left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = replace.get(entry.filename, bytes)(source.read(entry))
            if part:
                target.writestr(entry.filename, part)
    return out.getvalue()


def read(content: bytes) -> Intake:
    return read_report(io.BytesIO(content), expected=expected_of(IDENTITY))


def found(content: bytes) -> list[tuple[str, str]]:
    """Rule and cell of every finding of intake."""
    intake = read(content)
    return [(finding.rule, intake.cell_of(finding)) for finding in intake.findings]


def only(content: bytes) -> Finding:
    """The single finding of a report."""
    (finding,) = read(content).findings
    return finding


__all__ = ["AFTER", "BKU", "FIRST", "IDENTITY", "LAST", "LINES", "PM", "SUMMARY", "TAX"]
__all__ += ["changed", "clean", "found", "only", "read", "repacked", "with_cells"]
