"""What stands twice across LKS and offices: lists with reasons, and the same as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.actions import note_list_taken, note_names
from accounts.models import Office
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.duplicates.kinds import KINDS
from audits.duplicates.places import Pair
from audits.filters.duplicates import DuplicateFilter
from audits.spreadsheets import DuplicatesExport
from audits.views.beginning import at_year
from vault.leaving import leaving

ON_A_PAGE = 25


@needs(Permission.SEE_RISKS)
@require_safe
def list_duplicates(request: SignedInRequest) -> HttpResponse:
    """One list of pairs, each with both places as far as the reader may see them."""
    filters = DuplicateFilter(request.GET, user=request.user)
    if begun := at_year(request, filters.begins_with):
        return begun
    paginator = Paginator(filters.pairs(), ON_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "filter": filters,
        "kind": filters.kind,
        "tabs": [_tab(request, kind.key, kind.name, here=kind is filters.kind) for kind in KINDS],
        "page_obj": page,
        "page_numbers": list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "narrowed": any(request.GET.get(name) for name in filters.filters if name != "jenis"),
    }
    if filters.kind.of_people and request.user.reads_by_grants:
        what = f"Daftar duplikat {filters.kind.name.lower()}"
        note_names(shown=_offices_in(page), what=what, by=request.user)
    return render(request, "audits/duplicates.html", context)


@needs(Permission.SEE_RISKS)
@require_safe
def export(request: SignedInRequest) -> HttpResponse:
    filters = DuplicateFilter(request.GET, user=request.user)
    pairs = filters.pairs()
    content = DuplicatesExport(filters.kind.name).workbook(pairs)
    if filters.kind.of_people and request.user.reads_by_grants:
        what = f"Daftar duplikat {filters.kind.name.lower()} (unduhan)"
        note_list_taken(offices=_offices_in(pairs), what=what, by=request.user)
    return leaving(content, f"Duplikat-{filters.kind.key}-{timezone.localdate():%Y-%m-%d}.xlsx")


def _offices_in(pairs: Iterable[Pair]) -> QuerySet[Office]:
    """Offices of which something stands on the list that the reader may see."""
    shown = {place.office_id for pair in pairs for place in (pair.first, pair.second) if place.url}
    return Office.objects.filter(pk__in=shown)


def _tab(request: SignedInRequest, key: str, label: str, *, here: bool) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("alasan", None)
    query["jenis"] = key
    return {"label": label, "url": f"?{query.urlencode()}", "here": here}
