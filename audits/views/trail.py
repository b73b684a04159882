"""The trail: what happened, the newest first; and the history of one record, whichever it is."""

from __future__ import annotations

from django.apps import apps
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.filters.trail import EventFilter
from audits.told import events_for

EVENTS_PER_PAGE = 50


@needs(Permission.SEE_TRAIL)
@require_safe
def show_trail(request: SignedInRequest) -> HttpResponse:
    """Every event that the reader may see, the newest first."""
    filters = EventFilter(request.GET, queryset=events_for(request.user).order_by("-pk"))
    page = Paginator(filters.qs, EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    in_part = ", ".join(sorted(request.user.reading.chains_in_part))
    return render(request, "audits/trail.html", {"filter": filters, "page": page, "in_part": in_part})


@needs(Permission.SEE_TRAIL)
@require_safe
def show_history(request: SignedInRequest, kind: str, pk: str) -> HttpResponse:
    """All that happened to one record, also to one that has no page of its own, or is gone."""
    events = events_for(request.user).filter(object_type=kind, object_id=pk).order_by("-pk")
    page = Paginator(events, EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    if not page.object_list:
        raise Http404
    context = {"page": page, "label": page.object_list[0].object_label, "url": _page_of(kind, pk, request.user)}
    return render(request, "audits/history.html", context)


def _page_of(kind: str, pk: str, user: User) -> str:
    """Where the record itself is read; "" where it has no page, or not for this reader."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return ""
    rows = model._default_manager.all()
    if not (pk.isdigit() and hasattr(rows, "visible_to") and hasattr(model, "get_absolute_url")):
        return ""
    record = rows.visible_to(user).filter(pk=pk).first()
    return record.get_absolute_url() if record else ""
