"""The auditor's pages: search an amount, follow it, read the trail and prove it whole. They change nothing."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.filters import EventFilter
from audits.money import follow
from audits.search import LIMIT, find
from partners.models import Instalment
from trail.models import Chain, Event
from trail.verify import verify_chain

EVENTS_PER_PAGE = 50


@needs(Permission.FOLLOW_MONEY)
def money(request: SignedInRequest) -> HttpResponse:
    """Search by number, amount or name; each hit leads to the chain of its money."""
    text = request.GET.get("q", "").strip()
    context = {"text": text, "hits": find(text, request.user), "limit": LIMIT}
    return render(request, "audits/money.html", context)


@needs(Permission.FOLLOW_MONEY)
def follow_money(request: SignedInRequest, pk: int) -> HttpResponse:
    """One instalment's money from the DIPA line to the receipt, on one page."""
    instalments = Instalment.objects.visible_to(request.user).select_related("agreement__partner__office")
    instalment = get_object_or_404(instalments, pk=pk)
    return render(request, "audits/follow.html", {"chain": follow(instalment, request.user)})


@needs(Permission.SEE_TRAIL)
def trail(request: SignedInRequest) -> HttpResponse:
    """Every event that the reader may see, the newest first; verified on request."""
    filters = EventFilter(request.GET, queryset=Event.objects.visible_to(request.user).order_by("-pk"))
    page = Paginator(filters.qs, EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    verdicts = []
    if "periksa" in request.GET:
        keys = Event.objects.visible_to(request.user).order_by().values("chain").distinct()
        verdicts = [verify_chain(chain) for chain in Chain.objects.filter(pk__in=keys).order_by("key")]
    return render(request, "audits/trail.html", {"filter": filters, "page": page, "verdicts": verdicts})
