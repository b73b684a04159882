"""Changing a report that is still with the LKS: one lock, and what every change does to signatures and version."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from reports.models import Report
from trail.record import record_event


def locked(report: Report) -> Report:
    """The report as it is now, its row locked for the caller's transaction.

    Where the database has no row locks (SQLite), the transaction itself is the only writer.
    """
    return Report.objects.select_for_update().get(pk=report.pk)


def bump_version(report: Report, **amounts: Any) -> None:
    """Write amounts, and make pages that show the report as it was stale. The given report is refreshed."""
    Report.objects.filter(pk=report.pk).update(version=F("version") + 1, **amounts)
    report.refresh_from_db()


def clear_signatures(report: Report, because: str, *, by: User) -> int:
    """Take back both signatures, for what they covered has changed. Returns how many stood.

    ``because`` is an Indonesian clause that names the change ("buku kerja revisi 2 diunggah").
    """
    live = report.signatures.filter(cleared_at__isnull=True)
    roles = sorted(live.values_list("role", flat=True))
    if roles:
        live.update(cleared_at=timezone.now(), cleared_because=because)
        record_event(verb="report.clear_signatures", obj=report, by=by, data={"roles": roles, "because": because})
    return len(roles)
