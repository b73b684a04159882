"""The treasurer explains a warning. What was explained is signed with the report, so it takes back the signatures."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from regulations.findings import Severity
from reports.answers import CauseKey, mark_of
from reports.changes import bump_version, clear_signatures, locked
from reports.models import Explanation, JudgedFinding, Report
from reports.permissions import require_fill
from reports.readiness import findings_now, readiness
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal, StalePage

#: An explanation that would do, for who gives too short a one.
EXAMPLE = "KTP Asep hilang; surat keterangan dari desa terlampir di bukti."


@transaction.atomic
def explain_cause(*, report: Report, cause: CauseKey, revision_number: int, text: str, by: User) -> Explanation:
    """Say why a warning of the last revision is as it is; it speaks for all findings that the cause has now.

    ``revision_number`` is that of the page; another one means that the findings may be others by now (StalePage).
    The same words on the same findings again change nothing and give the explanation that stands.
    """
    row = locked(report)
    require_fill(by, row)
    findings = current_findings(row, cause, revision_number)
    said = sentence_in(text, example=EXAMPLE, what="Penjelasan")
    if findings[0].severity != Severity.WARNING.value:
        raise Refusal("Hanya peringatan yang dijelaskan. Kesalahan harus diperbaiki; catatan tidak perlu dijawab.")
    covers = sorted({mark_of(finding) for finding in findings})
    last = row.explanations.filter(rule=cause[0], sheet=cause[1], field=cause[2]).last()
    if last is not None and last.text == said and set(covers) <= set(last.covers):
        return last
    explanation = Explanation.objects.create(
        report=row,
        revision=findings[0].revision,
        rule=cause[0],
        sheet=cause[1],
        field=cause[2],
        text=said,
        covers=covers,
        author=by,
    )
    data = {"rule": cause[0], "sheet": cause[1], "field": cause[2], "places": len(findings)}
    record_event(verb="report.explain", obj=row, by=by, data={**data, "revision": revision_number})
    clear_signatures(row, f"peringatan {cause[0]} dijelaskan", by=by)
    bump_version(row)
    report.refresh_from_db()
    return explanation


def current_findings(report: Report, cause: CauseKey, revision_number: int) -> list[JudgedFinding]:
    """The findings of a cause as they stand now; StalePage where the page showed another revision, or they are gone."""
    ready = readiness(report)
    if ready.revision is None or ready.revision.number != revision_number:
        raise StalePage(
            "Buku kerja sudah diunggah lagi sejak Anda membuka halaman ini, jadi temuannya mungkin berbeda.",
            "Tidak ada yang disimpan. Muat ulang halaman, lalu tulis lagi bila temuannya masih ada.",
        )
    findings = findings_now(ready, cause)
    if not findings:
        raise StalePage("Temuan ini sudah tidak ada.", "Tidak ada yang disimpan. Muat ulang halaman.")
    return findings
