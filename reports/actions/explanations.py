"""The treasurer explains a warning. What was explained is signed with the report, so it takes back the signatures."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from regulations.findings import Severity
from reports.answers import CauseKey, key_of, mark_of
from reports.changes import bump_version, clear_signatures, locked
from reports.models import Explanation, JudgedFinding, Report
from reports.permissions import require_fill
from reports.readiness import readiness
from trail.record import record_event
from trail.refusal import Refusal, StalePage

LONGEST = 2_000  #: characters of an explanation


@transaction.atomic
def explain_cause(*, report: Report, cause: CauseKey, revision_number: int, text: str, by: User) -> Explanation:
    """Say why a warning of the last revision is as it is; it speaks for all findings that the cause has now.

    ``revision_number`` is that of the page; another one means that the findings may be others by now (StalePage).
    The same words on the same findings again change nothing and give the explanation that stands.
    """
    row = locked(report)
    require_fill(by, row)
    findings = current_findings(row, cause, revision_number)
    said = text.strip()
    if not said:
        raise Refusal("Penjelasan masih kosong. Tulis sebabnya dengan kalimat Anda sendiri, lalu simpan lagi.")
    if len(said) > LONGEST:
        raise Refusal(f"Penjelasan terlalu panjang: {len(said)} huruf, paling banyak {LONGEST}. Ringkaslah.")
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
    rule, sheet, field = cause
    kept = ready.revision.findings.filter(frozen_at__isnull=True, rule=rule, sheet=sheet, field=field).order_by("pk")
    findings = list(kept) or [finding for finding in ready.live if key_of(finding) == cause]
    if not findings:
        raise StalePage("Temuan ini sudah tidak ada.", "Tidak ada yang disimpan. Muat ulang halaman.")
    return findings
