"""Which LKS and reports are worth testing first, with every signal in words."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.filters.risks import RiskFilter
from audits.risks import Lists, by_signal, in_office, lists_of
from audits.signals import INDICATORS, shares_of
from audits.views.beginning import at_year
from audits.weighing import engagements_to_weigh_by, weights_of

ON_A_PAGE = 25


@needs(Permission.SEE_RISKS)
@require_safe
def list_risks(request: SignedInRequest) -> HttpResponse:
    """LKS, or the reports of a year, the greatest risk first; or in the order of one signal."""
    filters = RiskFilter(request.GET, user=request.user)
    if begun := at_year(request, filters.begins_with):
        return begun
    chosen, year = filters.chosen, filters.year_chosen
    engagement = filters.engagement_chosen
    weights = weights_of(engagement)
    shares = shares_of(weights)
    lists = lists_of(request.user, year, weights) if year else Lists([], [])
    office = chosen.get("office")
    of_partners = in_office(lists.partners, office.pk if office else None)
    of_reports = in_office(lists.reports, office.pk if office else None)
    if partner := chosen.get("partner"):
        of_reports = [one for one in of_reports if one.partner_id == partner]
    here = chosen.get("menurut") or "lks"
    rows = of_partners if here == "lks" else of_reports
    signal = chosen.get("sinyal")
    paginator = Paginator(by_signal(rows, signal) if signal else rows, ON_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "filter": filters,
        "year": year,
        "signal": signal,
        "tabs": [_tab(request, "lks", here, len(of_partners)), _tab(request, "laporan", here, len(of_reports))],
        "of_reports": here == "laporan",
        "partner": of_reports[0].partner if partner and of_reports else "",
        "page_obj": page,
        "page_numbers": list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "raised": sum(bool(one.risk.raised) for one in rows),
        "spent": sum(one.spent for one in rows),
        "indicators": [(indicator, weights[indicator.key], shares[indicator.key]) for indicator in INDICATORS],
        "engagement": engagement,
        "to_sample": engagement or (filters.engagements[0] if len(filters.engagements) == 1 else None),
        "may_weigh": engagements_to_weigh_by(request.user),
    }
    return render(request, "audits/risks.html", context)


def _tab(request: SignedInRequest, key: str, here: str, count: int) -> dict[str, Any]:
    query = request.GET.copy()
    for name in ("page", "partner"):
        query.pop(name, None)
    query["menurut"] = key
    label = "LKS" if key == "lks" else "Laporan"
    return {"label": label, "url": f"?{query.urlencode()}", "here": key == here, "count": count}
