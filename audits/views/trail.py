"""The trail: what happened, the newest first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.filters.trail import EventFilter
from trail.models import Event

EVENTS_PER_PAGE = 50


@needs(Permission.SEE_TRAIL)
@require_safe
def show_trail(request: SignedInRequest) -> HttpResponse:
    """Every event that the reader may see, the newest first."""
    filters = EventFilter(request.GET, queryset=Event.objects.visible_to(request.user).order_by("-pk"))
    page = Paginator(filters.qs, EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "audits/trail.html", {"filter": filters, "page": page})
