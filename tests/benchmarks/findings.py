"""A long workbook and findings in it, written into it as a download does. Runs as a stage of the bench."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook

from regulations.findings import Finding, Severity, Where
from reports.intake.annotate import MARK, Located
from reports.intake.apart import annotate_apart
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.intake.problems import FORM
from tests.benchmarks.harness import paired
from tests.workbooks.generate import fill_clean, identity_for

SEVERITIES = tuple(Severity)


def prepare(*, file: str, rows: int) -> None:
    """Write the workbook."""
    Path(file).write_bytes(fill_clean(identity_for(rows), rows))


def located(*, rows: int, findings: int) -> list[Located]:
    """Findings spread over the cash book, of all severities."""
    found = []
    for number in range(findings):
        row = FIRST_DATA_ROW + number * rows // findings
        finding = Finding(
            rule=f"BEN-{number % 7:02d}",
            severity=SEVERITIES[number % len(SEVERITIES)],
            message="Jumlah ini tidak sama dengan yang ada di bukti.",
            where=Where(BKU.title, row, "paid"),
            found="Rp25.000",
            expected="Rp20.000 menurut bukti",
            remedy="Tulis jumlah seperti pada bukti.",
            citation=FORM,
        )
        found.append(Located(finding, f"{BKU.title}!{BKU.letter('paid')}{row}"))
    return found


def load_and_save(file: str) -> None:
    load_workbook(file).save(io.BytesIO())


def annotation(file: str, places: list[Located]) -> bytes:
    with Path(file).open("rb") as content:
        return annotate_apart(content, places)


def compare(*, file: str, rounds: int, rows: int, findings: int) -> dict[str, float]:
    """Both in turn over the same workbook."""
    places = located(rows=rows, findings=findings)
    return paired(lambda: load_and_save(file), lambda: annotation(file, places), rounds=rounds)


def written(*, file: str, rows: int, findings: int) -> int:
    """How many findings stand in the annotated workbook as notes of ours, its list not counted."""
    content = annotation(file, located(rows=rows, findings=findings))
    sheet = load_workbook(io.BytesIO(content))[BKU.title]
    return sum(1 for row in sheet.iter_rows() for cell in row if cell.comment and MARK in cell.comment.text)
