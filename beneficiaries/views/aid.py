"""Pages of aid: the list, entering one, one aid with its papers, withdrawing it; and aid given again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import note_look, note_look_of_day, note_names
from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from beneficiaries.actions import GivenBefore, WantsReason, attach_aid_paper, give_aid, withdraw_aid
from beneficiaries.actions.aid import PAPERS
from beneficiaries.filters import AidFilter, RepeatFilter
from beneficiaries.forms import AidForm, PaperForm
from beneficiaries.histories import history_of
from beneficiaries.models import Aid, Repeat, Service
from beneficiaries.repeated import PastAid, told_to
from beneficiaries.shown import shown_repeats
from beneficiaries.views.pages import form_page
from partners.paging import paged
from trail.forms import ReasonForm, done
from vault.door import send

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def list_aid(request: SignedInRequest) -> HttpResponse:
    rows = Aid.objects.visible_to(request.user)
    chosen = AidFilter(request.GET, queryset=rows, user=request.user)
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, rows.select_related("person", "partner", "office")),
        "total": chosen.qs.standing().aggregate(total=Sum("value"))["total"] or 0,
        "many_offices": request.user.sees_several_offices,
        "of_partner": request.user.is_of_partner,
        "narrowed": bool(request.GET),
    }
    note_names(shown=context["page_obj"], what="Daftar bantuan", by=request.user)
    return render(request, "beneficiaries/aid_list.html", context)


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def show_aid(request: SignedInRequest, pk: int) -> HttpResponse:
    user, aid = request.user, _aid(request.user, pk)
    repeats = Repeat.objects.visible_to(user).standing()
    context = {
        "aid": aid,
        "person": aid.person,
        "papers": [(name, label, getattr(aid, name)) for name, label in PAPERS.items()],
        "repeats": shown_repeats(user, [*repeats.filter(first=aid), *repeats.filter(again=aid)]),
        "may_manage": user.may(Permission.MANAGE_BENEFICIARIES) and aid.state == "recorded",
        "events": history_of(aid, Aid.objects.filter(pk=aid.pk)).reverse() if user.may(Permission.SEE_TRAIL) else None,
    }
    note_look_of_day(obj=aid, what="Halaman bantuan", by=request.user)
    return render(request, "beneficiaries/aid.html", context)


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def new_aid(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter aid; where the same was given before, the form comes back with dates and offices, and asks why again."""
    shown = Service.objects.visible_to(request.user).select_related("person__office", "agreement", "partner")
    service: Service = get_object_or_404(shown, pk=pk)
    past: list[PastAid] = []
    wanted: list[WantsReason] = []

    def give(**given: Any) -> None:
        try:
            give_aid(**given)
        except WantsReason as refusal:
            wanted.append(refusal)
            if isinstance(refusal, GivenBefore):
                past.extend(refusal.past)
            raise

    form = AidForm(request.POST or None, request.FILES or None, service=service, ask_why="despite" in request.POST)
    if request.method == "POST" and done(form, give, by=request.user, service=service):
        messages.success(request, "Bantuan dicatat.")
        return redirect(service)
    context = {
        "form": _form_with_reason(request, service, wanted[0].doubt) if wanted else form,
        "title": "Catat bantuan",
        "label": "Simpan dengan alasan ini" if wanted else "Simpan",
        "back_url": service.get_absolute_url(),
        "person": service.person,
        "missing": service.missing_for_aid,
        "past": told_to(request.user, past),
        "listed": service.person.checks.all().listed(),
        "files_again": bool(wanted and request.FILES),
    }
    return render(request, "beneficiaries/form.html", context, status=422 if form.is_bound else 200)


def _form_with_reason(request: SignedInRequest, service: Service, told: Iterable[str]) -> AidForm:
    """What was typed, with room for the reason that is asked for; ``told`` is what the page does not say elsewhere."""
    form = AidForm(request.POST, service=service, ask_why=True)
    for sentence in told:
        form.add_error(None, sentence)
    return form


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def attach(request: SignedInRequest, pk: int) -> HttpResponse:
    aid = _aid(request.user, pk)
    return form_page(
        request,
        PaperForm(request.POST or None, request.FILES or None),
        attach_aid_paper,
        {"aid": aid},
        title="Lampirkan bukti",
        back=aid,
        said="Bukti dilampirkan.",
        person=aid.person,
    )


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    aid = _aid(request.user, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None, initial={"version": aid.version}),
        withdraw_aid,
        {"aid": aid},
        title="Tarik catatan bantuan",
        back=aid,
        said="Catatan bantuan ditarik. Bantuan ini tidak dihitung lagi.",
        label="Tarik catatan",
        person=aid.person,
    )


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def send_paper(request: SignedInRequest, pk: int, paper: str) -> HttpResponseBase:
    aid = _aid(request.user, pk)
    stored = getattr(aid, paper) if paper in PAPERS else None
    if stored is None:
        raise Http404
    note_look(obj=aid, what=f"Berkas bantuan ({PAPERS[paper].lower()})", by=request.user)
    return send(stored, inline=True)


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def list_repeats(request: SignedInRequest) -> HttpResponse:
    rows = Repeat.objects.visible_to(request.user).standing()
    chosen = RepeatFilter(request.GET, queryset=rows)
    paging = paged(request, chosen.qs, rows)
    context = {
        "filter": chosen,
        **paging,
        "repeats": shown_repeats(request.user, list(paging["page_obj"])),
        "narrowed": bool(request.GET),
    }
    note_names(shown=paging["page_obj"], what="Daftar bantuan ganda", by=request.user)
    return render(request, "beneficiaries/repeats.html", context)


def _aid(user: User, pk: int) -> Aid:
    shown = Aid.objects.visible_to(user).select_related("person__office", "partner", "agreement", "service")
    found: Aid = get_object_or_404(shown, pk=pk)
    return found
