"""The rows of a run as they are kept: cut into parts, so that no page and no worker holds more than some of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate

from imports.judging import Fate, Judged, ReviewedRow, told
from imports.models import ImportPart, ImportRun
from imports.sheet import Rows
from vault.wire import heard, said

#: Rows of one part: what is judged, and written, at a time.
ROWS = 1_000
ON_A_PAGE = 50


def kept_parts(run: ImportRun, rows: Rows) -> Iterator[ImportPart]:
    """The rows of the file, to be saved with the run."""
    for position, start in enumerate(range(0, len(rows), ROWS)):
        kept = json.dumps(said(Rows, rows.part(start, start + ROWS)), ensure_ascii=False, separators=(",", ":"))
        yield ImportPart(run=run, position=position, rows=kept)


def each_part(run: ImportRun) -> Iterator[ImportPart]:
    """The parts in order, one in memory at a time."""
    for key in list(run.parts.order_by("position").values_list("pk", flat=True)):
        yield ImportPart.objects.get(pk=key)


def rows_of(part: ImportPart) -> Rows:
    rows: Rows = heard(Rows, json.loads(part.rows))
    return rows


def judged_of(part: ImportPart) -> list[Judged]:
    judged: list[Judged] = json.loads(part.judged)
    return judged


def page_of(run: ImportRun, fate: Fate, page: int) -> list[ReviewedRow]:
    """The rows of this fate that stand on a page, counted from 1; only the parts that hold them are opened."""
    first, last = (page - 1) * ON_A_PAGE, page * ON_A_PAGE
    counted = list(run.parts.order_by("position").values_list("pk", fate.field))
    found: list[ReviewedRow] = []
    before = 0
    for (key, count), upto in zip(counted, accumulate(count for _, count in counted), strict=True):
        if count and before < last and upto > first:
            here = list(_of_fate(run, ImportPart.objects.get(pk=key), fate))
            found += here[max(0, first - before) : last - before]
        before = upto
    return found


def _of_fate(run: ImportRun, part: ImportPart, fate: Fate) -> Iterator[ReviewedRow]:
    table = run.importer.table
    for number, judged in zip(rows_of(part).numbers, judged_of(part), strict=True):
        if judged[0] == fate:
            yield told(number, judged, table=table, letters=run.letters)
