"""The list of reports."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.totals import totals_of
from partners.paging import paged
from reports.filters import ReportFilter
from reports.models import Report, ReportQuerySet, Revision
from reports.workflow import REPORT


@needs(Permission.SEE_REPORTS)
@require_safe
def list_reports(request: SignedInRequest) -> HttpResponse:
    """Every report that the reader may see, the most urgent first."""
    reports = Report.objects.visible_to(request.user)
    chosen = ReportFilter(request.GET, queryset=reports, user=request.user)
    totals = totals_of(chosen.qs, REPORT, field="spent")
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, _listed(reports), count=totals.count),
        "sums": {
            "spent": totals.amount,
            "overdue": chosen.qs.overdue().count(),
            "waiting": totals.count_of("submitted", "verified"),
            "accepted": totals.count_of("accepted"),
        },
        "filtered": any(request.GET.get(name) for name in chosen.filters),
    }
    return render(request, "reports/reports.html", context)


def _listed(reports: ReportQuerySet) -> ReportQuerySet:
    """With all that the list shows."""
    last = Revision.objects.filter(report=OuterRef("pk")).order_by("-number")
    return reports.with_partner().annotate(
        last_number=Subquery(last.values("number")[:1]), last_errors=Subquery(last.values("error_count")[:1])
    )
