"""Search an amount anywhere, and follow it from the DIPA line to who got it and what went back."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import note_look_of_day, note_names, note_search
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.following.chain import MoneyChain, follow
from audits.following.people import beneficiaries_of, component_of
from audits.following.starts import KINDS, start_from
from audits.searching.hits import LIMIT
from audits.searching.kinds import KINDS as SOUGHT
from audits.searching.search import LONGEST, find, find_nik, nik_in, who_is_known
from partners.models import Instalment
from reports.review import Choice

LINES_PER_PAGE = 200
PEOPLE_PER_PAGE = 100


@needs(Permission.FOLLOW_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def search_money(request: SignedInRequest) -> HttpResponse:
    """Search by number, amount, name or NIK. All is sent; only what is no NIK goes on into an address."""
    if request.method == "POST":
        text = request.POST.get("q", "").strip()[:LONGEST]
        if nik := nik_in(text):
            return _search_nik(request, nik)
        return redirect(f"{reverse('audits:money')}?{urlencode({'q': text})}")
    text = request.GET.get("q", "").strip()
    if nik_in(text):
        return render(request, "audits/money.html", {"nik_in_address": True, "kinds": SOUGHT})
    groups = find(text, request.user)
    named = [hit for group in groups if group.of_people for hit in group.hits]
    note_names(shown=named, what="Hasil pencarian nama", by=request.user)
    context = {"text": text, "said": text, "found": groups, "limit": LIMIT, "kinds": SOUGHT}
    return render(request, "audits/money.html", context)


def _search_nik(request: SignedInRequest, nik: str) -> HttpResponse:
    """Who has this NIK; an auditor's question is told to the trail. The number is not written back."""
    groups = find_nik(nik, request.user)
    note_search(found=who_is_known(nik, request.user), by=request.user)
    context = {"said": "NIK yang Anda ketik", "found": groups, "limit": LIMIT, "by_nik": True, "kinds": SOUGHT}
    answer = render(request, "audits/money.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(Permission.FOLLOW_MONEY)
@require_safe
def start_money(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """From any record to the chain of its money; a list where it has several, and why where it has none."""
    start = start_from(KINDS[kind], pk, request.user) if kind in KINDS else None
    if start is None:
        raise Http404
    if len(start.places) == 1:
        return redirect(start.places[0].url)
    instalments = Instalment.objects.visible_to(request.user).select_related("agreement__partner__office")
    by_pk = instalments.in_bulk([place.instalment for place in start.places])
    context = {
        "kind": KINDS[kind].label,
        "start": start,
        "places": [(place, by_pk[place.instalment]) for place in start.places if place.instalment in by_pk],
    }
    return render(request, "audits/start.html", context)


@needs(Permission.FOLLOW_MONEY)
@require_safe
def follow_money(request: SignedInRequest, pk: int) -> HttpResponse:
    """One instalment's money on one page; ``baris`` and ``penerima`` tell of one line and of one person."""
    instalments = Instalment.objects.visible_to(request.user)
    wanted = instalments.select_related("agreement__partner__office", "agreement__approved_by")
    row, person = request.GET.get("baris", ""), request.GET.get("penerima", "")
    chain = follow(get_object_or_404(wanted, pk=pk), request.user, row=row, person=person)
    context: dict[str, Any] = {"chain": chain, "sought": row, "person": person}
    if chain.book is not None:
        context |= _book(request, chain, row) | _people(request, chain, person)
        if chain.reported is not None and context["served"]:
            note_look_of_day(obj=chain.reported.report, what="Daftar penerima laporan", by=request.user)
    return render(request, "audits/follow.html", context)


def _book(request: SignedInRequest, chain: MoneyChain, sought: str) -> dict[str, Any]:
    """The page of the cash book that was asked for, else that of the line sought."""
    assert chain.book is not None
    rows = chain.book.rows(Choice.ALL)
    number: str | int | None = request.GET.get("page")
    if number is None and sought in (shown := [str(row) for row in rows]):
        number = shown.index(sought) // LINES_PER_PAGE + 1
    page = Paginator(rows, LINES_PER_PAGE).get_page(number)
    return {"page": page, "lines": chain.book.lines(page)}


def _people(request: SignedInRequest, chain: MoneyChain, sought: str) -> dict[str, Any]:
    """The same of the list of beneficiaries."""
    rows = beneficiaries_of(chain.reported)
    number: str | int | None = request.GET.get("hal")
    if number is None and sought.isascii() and sought.isdigit() and len(sought) < 10:
        number = rows.filter(row__lt=int(sought)).count() // PEOPLE_PER_PAGE + 1
    page = Paginator(rows, PEOPLE_PER_PAGE).get_page(number)
    return {"people": page, "served": [(row, component_of(row)) for row in page]}
