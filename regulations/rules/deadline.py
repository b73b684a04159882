"""The report comes in time."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.catalogue import Examples, Stage, Subject, rule
from regulations.dates import tanggal
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import IDENTITY
from rupiah.format import format_angka


# A warning, for a report that is late cannot be made early: it wants explaining, not mending.
@rule(
    id="WKT-01",
    title="Laporan tepat waktu",
    fault="Laporan terlambat",
    obligation="Laporan pertanggungjawaban diajukan paling lambat pada tanggal yang ditetapkan untuk termin ini.",
    remedy="Ajukan segera, dan jelaskan sebab keterlambatan kepada verifikator.",
    severity=Severity.WARNING,
    citation=social_assistance("batas waktu laporan pertanggungjawaban menurut perjanjian kerja sama"),
    subject=Subject.TIME,
    stage=Stage.SUBMISSION,
    examples=Examples(
        passes="Batas 15 Januari 2022, diajukan 10 Januari 2022.",
        fails="Batas 15 Januari 2022, diajukan 16 Januari 2022.",
        border="Batas 15 Januari 2022, diajukan pada hari itu juga.",
    ),
)
def report_comes_in_time(facts: ReportFacts) -> Iterator[Finding]:
    due, day = facts.instalment.report_due_on, facts.submitted_on or facts.today
    if due is None or day is None or day <= due:
        return
    said = "diajukan" if facts.submitted_on else "belum diajukan sampai"
    yield report_comes_in_time.found(
        where=Where(IDENTITY, None, "report_due_on"),
        message=f"Laporan ini terlambat {format_angka((day - due).days)} hari.",
        found=f"{said} {tanggal(day)}",
        expected=f"paling lambat {tanggal(due)}",
    )
