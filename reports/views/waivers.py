"""Pages of waivers: asked for at the finding, decided on a page of their own, listed for the whole office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from partners.paging import paged
from reports.actions import ask_waiver, grant_waiver, refuse_waiver, take_back_waiver, withdraw_waiver
from reports.actions.waivers import WrongDay
from reports.answers import anchor_of, key_of, mark_of
from reports.filters import WaiverFilter
from reports.forms import GrantForm
from reports.models import Report, Waiver
from reports.readiness import left_to_waive, readiness
from reports.views.loading import report_for, sent_from
from reports.views.page import Typed, cause_in_place, posted_cause, report_page
from reports.workflow import WAIVER
from trail.forms import ReasonForm, StepForm, done
from trail.models import Event
from trail.refusal import Refusal

#: What waits for a decision stands first, then what is in force.
URGENCY = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(WAIVER.states)), output_field=IntegerField()
)
FORMS: dict[str, type[StepForm]] = {
    "grant": GrantForm,
    "refuse": ReasonForm,
    "withdraw": ReasonForm,
    "take_back": StepForm,
}
PLACES_SHOWN = 100


@needs(Permission.FOLLOW_MONEY)
@require_safe
def list_waivers(request: SignedInRequest) -> HttpResponse:
    """Every waiver that the reader may see; those that wait first."""
    rows = Waiver.objects.visible_to(request.user).order_by(URGENCY, "-asked_at", "-pk")
    chosen = WaiverFilter(request.GET, queryset=rows, user=request.user)
    filtered = any(request.GET.get(name) for name in chosen.filters)
    context = {"filter": chosen, "filtered": filtered, **paged(request, chosen.qs, rows.with_partner())}
    return render(request, "reports/waivers.html", context)


@needs(Permission.FOLLOW_MONEY)
@require_safe
def show_waiver(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _waiver(request.user, pk))


@needs(Permission.ASK_WAIVER)
@sent_from("reports:report")
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask to set a cause aside; on a refusal the form comes back in its place with what was typed."""
    report = report_for(request.user, pk)
    cause, number = posted_cause(request)
    reason, until = request.POST.get("reason", ""), request.POST.get("until", "")
    try:
        day = _day(until)
        ask_waiver(report=report, cause=cause, revision_number=number, reason=reason, until=day, by=request.user)
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        typed = Typed("waiver", cause, reason, refusal, until)
        return cause_in_place(request, pk, typed=typed) if request.htmx else report_page(request, report, typed=typed)
    if request.htmx:
        return cause_in_place(request, pk)
    messages.success(request, f"Pengecualian atas temuan {cause[0]} diminta. Keputusannya ada pada PPK.")
    return redirect(f"{report.get_absolute_url()}#{anchor_of(cause)}")


@needs(Permission.GRANT_WAIVER)
def grant(request: SignedInRequest, pk: int) -> HttpResponse:
    return _step(request, pk, "grant", grant_waiver, "Pengecualian diberikan.")


@needs(Permission.GRANT_WAIVER)
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    return _step(request, pk, "refuse", refuse_waiver, "Permintaan pengecualian ditolak dengan alasan Anda.")


@needs(Permission.GRANT_WAIVER)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    return _step(request, pk, "withdraw", withdraw_waiver, "Pengecualian dicabut; temuannya menghalangi lagi.")


@needs(Permission.ASK_WAIVER)
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    return _step(request, pk, "take_back", take_back_waiver, "Permintaan pengecualian ditarik kembali.")


def _step(request: SignedInRequest, pk: int, name: str, action: Any, said: str) -> HttpResponse:
    """Take a step on the version that the page showed; who merely opens its address is led to the waiver."""
    waiver = _waiver(request.user, pk)
    if request.method != "POST":
        return redirect(waiver)
    form = FORMS[name](request.POST)
    if done(form, action, waiver=waiver, by=request.user):
        messages.success(request, said)
        return redirect(waiver)
    return _page(request, waiver, **{name: form})


def _waiver(user: User, pk: int) -> Waiver:
    people = ("asked_by", "granted_by", "refused_by", "withdrawn_by")
    visible = Waiver.objects.visible_to(user).with_partner().select_related("report__office", *people)
    waiver: Waiver = get_object_or_404(visible, pk=pk)
    return waiver


def _page(request: SignedInRequest, waiver: Waiver, **typed: StepForm) -> HttpResponse:
    """The page of a waiver, with a form for each step that the reader may take; ``typed`` are forms to be mended."""
    report: Report = waiver.report
    initial = {"version": waiver.version, "until": waiver.proposed_until}
    forms = {
        step.name: typed.get(step.name) or FORMS[step.name](initial=initial) for step in waiver.steps_for(request.user)
    }
    places = _places(waiver)
    left = len(left_to_waive(waiver)) if waiver.state == "asked" and report.is_open else None
    if left == 0:
        forms.pop("grant", None)  # it would be refused
    context = {
        "waiver": waiver,
        "report": report,
        "anchor": anchor_of(key_of(waiver)),
        "places": places[:PLACES_SHOWN],
        "more_places": max(len(places) - PLACES_SHOWN, 0),
        "left": left,
        "asked_for": len(waiver.covers),
        "forms": forms,
        "is_own": waiver.asked_by_id == request.user.pk,
        "history": Event.objects.about(waiver).reverse(),
    }
    return render(request, "reports/waiver.html", context, status=422 if typed else 200)


def _places(waiver: Waiver) -> list[Any]:
    """The findings that the waiver covers, as they stood in the revision that it was asked on."""
    rule, sheet, field = key_of(waiver)
    marks = set(waiver.covers)
    kept = list(waiver.revision.findings.filter(rule=rule, sheet=sheet, field=field).order_by("pk"))
    live = [] if kept or not waiver.report.is_open else readiness(waiver.report).live
    return [finding for finding in kept or live if key_of(finding) == key_of(waiver) and mark_of(finding) in marks]


def _day(text: str) -> Any:
    """The day that was typed. Raises Refusal for what is none."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise WrongDay("Hari terakhir pengecualian belum diisi. Pilih tanggalnya, lalu kirim lagi.")
    return day
