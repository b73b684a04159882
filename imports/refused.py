"""The refused rows of an import as a table that is mended and sent in again: each with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from imports.judging import Fate, told
from imports.models import ImportRun
from imports.parts import judged_of, rows_of
from imports.sheet import OWN_HEADINGS
from vault.tables import Table

_WIDTHS = (10, 80)


def refused_rows(run: ImportRun) -> Table:
    """Columns of the import, where the row stood in its file, and what is wrong with it."""
    table = run.importer.table
    headings = [(column.heading, column.width) for column in table.columns]
    return Table(table.title, [*headings, *zip(OWN_HEADINGS, _WIDTHS, strict=True)], _rows(run))


def _rows(run: ImportRun) -> Iterator[list[Any]]:
    table = run.importer.table
    dates = [column.is_date for column in table.columns]
    for part in run.parts.filter(wrong__gt=0).order_by("position").iterator(chunk_size=1):
        rows = rows_of(part)
        for number, judged, *cells in zip(rows.numbers, judged_of(part), *rows.columns, strict=True):
            if judged[0] != Fate.WRONG:
                continue
            shown = [
                date.fromordinal(cell) if is_date and type(cell) is int else cell
                for is_date, cell in zip(dates, cells, strict=True)
            ]
            problems = told(number, judged, table=table, letters=run.letters).problems
            yield [*shown, str(number), " ".join(f"{each.heading}: {each.sentence}" for each in problems)]
