"""How many findings there are: counted one way, and said in the same words, on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regulations.findings import Severity
from reports.answers import Answers, answers_of
from reports.findings import Cause, causes_of, findings_of
from reports.models import Report, Revision
from rupiah.format import format_angka


@dataclass(frozen=True, slots=True)
class Tally:
    """Findings, each place counted. What a waiver sets aside is neither an error nor a warning any more."""

    errors: int = 0
    warnings: int = 0
    waived: int = 0
    notes: int = 0

    def __str__(self) -> str:
        counted = (
            (self.errors, "kesalahan"),
            (self.warnings, "peringatan"),
            (self.waived, "dikecualikan"),
            (self.notes, "catatan"),
        )
        said = [f"{format_angka(number)} {name}" for number, name in counted if number]
        return ", ".join(said) or "tanpa temuan"


def tally_of(causes: Sequence[Cause]) -> Tally:
    """Of findings that are grouped already, with what was said to them where that was asked for."""
    left = dict.fromkeys(Severity, 0)
    waived = 0
    for cause in causes:
        covered = cause.answer.covered if cause.answer else 0
        waived += covered
        left[cause.group.severity] += cause.group.count - covered
    return Tally(left[Severity.ERROR], left[Severity.WARNING], waived, left[Severity.NOTE])


def tally_now(report: Report, revision: Revision, answers: Answers | None = None) -> Tally:
    """Of the findings that are kept with a revision, by the waivers that count now."""
    return tally_of(causes_of(list(findings_of(report, revision)), answers or answers_of(report)))


def tally_at_upload(revision: Revision) -> Tally:
    """Of a revision as it was judged, before anybody had said anything to it."""
    return Tally(revision.error_count, revision.warning_count, notes=revision.note_count)
