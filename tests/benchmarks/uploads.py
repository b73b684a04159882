"""Taking in a workbook as its treasurer's upload does, and reading it with openpyxl alone. Runs as a stage."""

from __future__ import annotations

from pathlib import Path

from django.core.files import File
from openpyxl import load_workbook

from reports.actions import upload_workbook
from reports.models import Report, Revision
from tests.benchmarks.harness import paired


def take_in(*, report: int, file: str) -> dict[str, int]:
    """The whole intake, once: door, reading, every rule, saving. What was kept."""
    target = Report.objects.get(pk=report)
    treasurer = target.instalment.agreement.partner.treasurer
    assert treasurer is not None and treasurer.user is not None
    with Path(file).open("rb") as content:
        revision: Revision = upload_workbook(report=target, upload=File(content, name="lpj.xlsx"), by=treasurer.user)
    return {"entries": revision.entry_count, "errors": revision.error_count}


def read_bare(file: str) -> int:
    """A bare pass of openpyxl in read-only mode over all sheets; how many rows there are."""
    book = load_workbook(file, read_only=True, data_only=True)
    try:
        return sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))
    finally:
        book.close()


def compare(*, report: int, files: list[str]) -> dict[str, float]:
    """Both in turn over the same file, one file for each round."""
    bare, whole = iter(files), iter(files)
    return paired(
        lambda: read_bare(next(bare)),
        lambda: take_in(report=report, file=next(whole)),
        rounds=len(files) - 1,
    )
