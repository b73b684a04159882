"""Why a report lies with the LKS again."""

from __future__ import annotations

from reports.models import Report
from trail.models import Event

_RETURNS = ("report.send_back", "report.decline")


def reasons_for_return(report: Report) -> Event | None:
    """Who sent the report back, when and why, as long as it lies with the LKS again; None otherwise."""
    if report.state != "returned":
        return None
    return Event.objects.about(report).filter(verb__in=_RETURNS).last()
