"""The list of reports."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.totals import totals_of
from partners.paging import paged
from reports.filters import ReportFilter
from reports.models import Report, ReportQuerySet, Revision, Waiver
from reports.tally import Tally, tally_now
from reports.workflow import REPORT


@needs(Permission.SEE_REPORTS)
@require_safe
def list_reports(request: SignedInRequest) -> HttpResponse:
    """Every report that the reader may see, the most urgent first."""
    reports = Report.objects.visible_to(request.user)
    chosen = ReportFilter(request.GET, queryset=reports, user=request.user)
    totals = totals_of(chosen.qs, REPORT, field="spent")
    listed = paged(request, chosen.qs, _listed(reports), count=totals.count)
    _tally(listed["page_obj"].object_list)
    context = {
        "filter": chosen,
        **listed,
        "sums": {
            "spent": totals.amount,
            "overdue": chosen.qs.overdue().count(),
            "waiting": totals.count_of("submitted", "verified"),
            "accepted": totals.count_of("accepted"),
        },
        "filtered": any(request.GET.get(name) for name in chosen.filters),
    }
    return render(request, "reports/reports.html", context)


def _tally(shown: list[Any]) -> None:
    """Put on each what was found in its last revision. Only the few with waivers are counted finding by finding."""
    waived = set(Waiver.objects.filter(report__in=shown, state="granted").values_list("report", flat=True))
    for report in shown:
        revision = report.latest if report.pk in waived else None
        counted = Tally(report.last_errors or 0, report.last_warnings or 0, notes=report.last_notes or 0)
        report.tally = tally_now(report, revision) if revision else counted


def _listed(reports: ReportQuerySet) -> ReportQuerySet:
    """With all that the list shows."""
    last = Revision.objects.filter(report=OuterRef("pk")).order_by("-number")
    return (
        reports.with_partner()
        .with_money()
        .annotate(
            last_number=Subquery(last.values("number")[:1]),
            last_errors=Subquery(last.values("error_count")[:1]),
            last_warnings=Subquery(last.values("warning_count")[:1]),
            last_notes=Subquery(last.values("note_count")[:1]),
        )
    )
