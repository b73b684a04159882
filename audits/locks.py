"""In which order rows of this room are taken: the engagement, the finding, then its recommendation or a working paper;
rows of the rooms below and the heads of the trail come after these. Each alone, never what it names besides."""

from __future__ import annotations

from accounts.models import User
from audits.models import Engagement, Finding, Recommendation
from audits.validity import require_at_work


def locked_engagement(engagement: Engagement) -> Engagement:
    """The engagement as it is now, held until the transaction ends: who ends it and who writes in it queue here."""
    rows = Engagement.objects.select_for_update(of=("self",)).select_related("office")
    found: Engagement = rows.get(pk=engagement.pk)
    return found


def locked_at_work(engagement: Engagement, by: User, what: str) -> Engagement:
    """The same, by somebody of its team while it runs; refuses everybody else. ``what`` is a verb."""
    row = locked_engagement(engagement)
    require_at_work(by, row, what)
    return row


def locked_finding(finding: Finding) -> Finding:
    """The finding as it is now, held until the transaction ends."""
    rows = Finding.objects.select_for_update(of=("self",)).select_related("engagement__office", "office")
    found: Finding = rows.get(pk=finding.pk)
    return found


def locked_recommendation(recommendation: Recommendation) -> Recommendation:
    """The recommendation as it is now, held behind its finding: so does whoever judges it."""
    finding = locked_finding(recommendation.finding)
    row: Recommendation = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    row.finding = finding
    return row
