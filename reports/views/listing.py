"""The list of reports, and the rules that they are judged by."""

from __future__ import annotations

from dataclasses import fields
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.totals import totals_of
from partners.paging import paged
from regulations import catalogue
from regulations.catalogue import Rule, Subject
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


@needs(Permission.SEE_RULES)
@require_safe
def list_rules(request: SignedInRequest) -> HttpResponse:
    """The catalogue: every obligation, since when, why, with an example on either side of the border."""
    order = list(Subject)
    rules = sorted(catalogue.all_rules(), key=lambda rule: (order.index(rule.subject), rule.id, rule.version))
    subjects = [
        (subject, [_shown(rule) for rule in of_it]) for subject, of_it in groupby(rules, key=lambda rule: rule.subject)
    ]
    unconfirmed = sum(not rule.citation.confirmed for rule in rules)
    context = {"subjects": subjects, "count": len(rules), "unconfirmed": unconfirmed}
    return render(request, "reports/rules.html", context)


def _shown(rule: Rule) -> dict[str, Any]:
    """What a rule says of itself. A rule can be called, and a template would call it."""
    return {field.name: getattr(rule, field.name) for field in fields(rule) if field.name != "judge"}
