"""Handing the report in."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports.changes import locked
from reports.judge import judged_findings
from reports.models import JudgedFinding, Report
from reports.permissions import require_fill
from reports.readiness import readiness
from reports.statement import signing_digest
from trail.refusal import Refusal
from trail.transition import transition


@transaction.atomic
def submit_report(*, report: Report, by: User, version: int) -> Report:
    """Hand the report in: signed by both, without errors, every expense evidenced.

    What the rules of the submission stage find on this day (a late report, say) is frozen among the findings of
    the revision, marked with the moment of submission; it can never be judged again as it was today.
    """
    row = locked(report)
    now = timezone.now()
    frozen: list[JudgedFinding] = []
    data: dict[str, object] = {}
    if row.version == version and row.is_open:  # anything else is a stale page, and transition() says so
        require_fill(by, row)
        ready = readiness(row, submitted_on=timezone.localdate(now))
        if ready.revision is None or not ready.can_be_signed:
            raise Refusal("Laporan belum dapat dikirim.", *ready.obstacles())
        if ready.unsigned:
            missing = " dan ".join(role.label.lower().replace(" lks", " LKS") for role in ready.unsigned)
            raise Refusal(f"Laporan belum ditandatangani oleh {missing}.")
        frozen = judged_findings(ready.revision, ready.submission, frozen_at=now)
        data = {
            "revision": ready.revision.number,
            "workbook": ready.revision.workbook.sha256,
            "digest": signing_digest(row, ready.revision),
            "findings": [finding.rule for finding in frozen],
        }
    transition(report, "submit", by=by, version=version, changes={"submitted_at": now, "submitted_by": by}, data=data)
    JudgedFinding.objects.bulk_create(frozen)
    return report
