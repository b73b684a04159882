"""Who is still to be visited after a service has ended, and who was handed over and is served by nobody yet."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.actions import note_names
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from beneficiaries.filters import VisitFilter
from beneficiaries.models import Service
from partners.paging import paged

#: The oldest of those handed over; more than these are a matter for a meeting, not for a page.
HANDED_OVER = 25


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def list_visits(request: SignedInRequest) -> HttpResponse:
    """Visits that are planned, the one that is due first above; beside them those handed over in vain."""
    shown = Service.objects.visible_to(request.user)
    rows = shown.visited_later()
    chosen = VisitFilter(request.GET, queryset=rows, user=request.user)
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, rows.select_related("person", "partner", "handed_to", "office")),
        "waiting": shown.handed_over_in_vain().select_related("person", "partner", "handed_to")[:HANDED_OVER],
        "today": timezone.localdate(),
        "many_offices": request.user.sees_several_offices,
        "narrowed": bool(request.GET),
    }
    note_names(shown=[*context["page_obj"], *context["waiting"]], what="Daftar kunjungan", by=request.user)
    return render(request, "beneficiaries/visits.html", context)
