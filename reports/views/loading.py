"""Loading what a page speaks of, together with the reader's right to it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from reports.models import Evidence, Report, Revision


def report_for(user: User, pk: int) -> Report:
    """The report with its instalment, agreement, LKS and office; 404 where the reader may not see it."""
    return get_object_or_404(Report.objects.visible_to(user).with_partner(), pk=pk)


def revision_for(user: User, pk: int, number: int) -> tuple[Report, Revision]:
    """One revision of a report, and the report."""
    report = report_for(user, pk)
    revision = report.revisions.select_related("workbook", "uploaded_by", "replaces").filter(number=number).first()
    if revision is None:
        raise Http404("no such revision")
    revision.report = report
    return report, revision


def evidence_for(user: User, pk: int) -> Evidence:
    """One evidence file, removed ones included: they can be restored."""
    visible = Evidence.objects.visible_to(user).select_related("file", "report__instalment__agreement__partner__office")
    evidence: Evidence = get_object_or_404(visible, pk=pk)
    return evidence
