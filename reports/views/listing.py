"""The list of reports, and the rules that they are judged by."""

from __future__ import annotations

from dataclasses import fields
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from regulations import catalogue
from regulations.catalogue import Rule, Subject
from reports.filters import ReportFilter
from reports.models import Report, Revision

REPORTS_PER_PAGE = 25


@needs(Permission.SEE_REPORTS)
@require_safe
def list_reports(request: SignedInRequest) -> HttpResponse:
    """Every report that the reader may see, the most urgent first."""
    chosen = ReportFilter(request.GET, queryset=Report.objects.visible_to(request.user), user=request.user)
    today = timezone.localdate()
    sums = chosen.qs.aggregate(
        count=Count("pk"),
        spent=Sum("spent"),
        overdue=Count("pk", filter=Q(state__in=["draft", "returned"], due_on__lt=today)),
        waiting=Count("pk", filter=Q(state__in=["submitted", "verified"])),
        accepted=Count("pk", filter=Q(state="accepted")),
    )
    paginator = Paginator(chosen.qs.values_list("pk", flat=True), REPORTS_PER_PAGE)
    paginator.count = sums["count"]  # known already; the paginator need not ask again
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = _rows(list(page.object_list))
    context = {
        "filter": chosen,
        "page_obj": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "sums": sums,
        "filtered": any(request.GET.get(name) for name in chosen.filters),
    }
    return render(request, "reports/reports.html", context)


def _rows(ids: list[int]) -> list[Report]:
    """The reports of one page with all that the list shows; only these are joined, not the whole list."""
    last = Revision.objects.filter(report=OuterRef("pk")).order_by("-number")
    shown = Report.objects.with_partner().annotate(
        last_number=Subquery(last.values("number")[:1]), last_errors=Subquery(last.values("error_count")[:1])
    )
    by_id = shown.in_bulk(ids)
    return [by_id[pk] for pk in ids]


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
