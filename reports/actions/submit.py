"""Handing the report in."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports.changes import locked
from reports.models import HeldWaiver, JudgedFinding, Report, Waiver
from reports.permissions import require_fill
from reports.readiness import readiness
from reports.statement import signing_digest
from trail.refusal import Refusal
from trail.transition import transition


@transaction.atomic
def submit_report(*, report: Report, by: User, version: int) -> Report:
    """Hand the report in: signed by both, without errors but those set aside, every warning explained and every
    expense evidenced.

    What the rules of the submission stage find on this day (a late report, say) is frozen among the findings of
    the revision, marked with the moment of submission; it can never be judged again as it was today. So are the
    waivers that hold today: one that runs out later does not change what was handed in.
    """
    row = locked(report)
    now = timezone.now()
    frozen: list[JudgedFinding] = []
    held: list[Waiver] = []
    data: dict[str, object] = {}
    if row.version == version and row.is_open:  # anything else is a stale page, and transition() says so
        require_fill(by, row)
        ready = readiness(row, submitted_on=timezone.localdate(now))
        if ready.revision is None or not ready.can_be_signed:
            raise Refusal("Laporan belum dapat dikirim.", *(each.sentence for each in ready.obstacles()))
        frozen, held = list(ready.live), list(ready.answers.holding)
        for finding in frozen:
            finding.frozen_at = now
        data = {
            "revision": ready.revision.number,
            "workbook": ready.revision.workbook.sha256,
            "digest": signing_digest(row, ready.revision, ready.answers),
            "findings": [finding.rule for finding in frozen],
            "waivers": [waiver.pk for waiver in held],
        }
    transition(report, "submit", by=by, version=version, changes={"submitted_at": now, "submitted_by": by}, data=data)
    JudgedFinding.objects.bulk_create(frozen)
    HeldWaiver.objects.bulk_create([HeldWaiver(report=report, waiver=waiver, held_at=now) for waiver in held])
    return report
