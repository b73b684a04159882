"""Files as people send them to an import, and what became of their rows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accounts.models import User
from imports.actions.runs import begin_import, confirm_import
from imports.judging import ReviewedRow, told
from imports.models import ImportRun
from imports.parts import each_part, judged_of, rows_of
from imports.registry import importer_of
from trail.refusal import Refusal


def workbook(headings: Sequence[Any], rows: Iterable[Sequence[Any]], *, above: Sequence[Sequence[Any]] = ()) -> bytes:
    """An .xlsx of these rows; text that looks like a formula is text, as typed into a cell formatted so."""
    book = Workbook()
    sheet = book.active
    for row in (*above, headings, *rows):
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def death_list(*niks: str, source: str = "Akta 12/KM/2021") -> bytes:
    """A list of deaths, all on one day, of these people."""
    return workbook(("NIK", "Tanggal meninggal", "Sumber"), ((nik, "14/03/2021", source) for nik in niks))


def sent(kind: str, content: bytes, *, by: User, name: str = "tabel.xlsx") -> ImportRun:
    """The run of a file that was just uploaded."""
    return begin_import(importer=importer_of(kind), upload=SimpleUploadedFile(name, content), by=by)


def confirmed(run: ImportRun, *, by: User) -> ImportRun:
    """The run after its preview was confirmed."""
    return confirm_import(run=run, by=by, version=run.version, fingerprint=run.fingerprint)


def refusal_of(kind: str, content: bytes, *, by: User, name: str = "tabel.xlsx") -> str:
    """What is said of a file that is no such table."""
    try:
        sent(kind, content, by=by, name=name)
    except Refusal as refusal:
        return " ".join(refusal.sentences)
    raise AssertionError("it was taken")


def reviewed(run: ImportRun) -> list[ReviewedRow]:
    """Every row of the run as it was judged, in the order of the file."""
    table = run.importer.table
    return [
        told(number, judged, table=table, letters=run.letters)
        for part in each_part(run)
        for number, judged in zip(rows_of(part).numbers, judged_of(part), strict=True)
    ]


def fates(run: ImportRun) -> list[str]:
    return [row.fate.value for row in reviewed(run)]


def problems(run: ImportRun) -> dict[str, str]:
    """Place in the sheet → sentence."""
    return {problem.place: problem.sentence for row in reviewed(run) for problem in row.problems}
