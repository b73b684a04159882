"""Pages of what bars: documents that run out, sanctions set aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from partners.actions import ask_for_lift, grant_lift, refuse_lift, withdraw_lift
from partners.filters import DocumentFilter
from partners.forms import LiftForm
from partners.models import Partner, PartnerDocument, SanctionLift
from partners.paging import paged
from partners.sanctions import obstacles_now
from partners.standing import LISTED, standing_of
from trail.forms import ReasonForm, done
from trail.models import Event
from trail.refusal import StalePage

_DONE = {
    "grant": "Sanksi dicabut sementara. Perjanjian baru dapat diajukan sampai hari yang ditetapkan.",
    "refuse": "Permintaan ditolak. Sanksi tetap berlaku.",
    "withdraw": "Pencabutan ditarik. Sanksi berlaku lagi.",
}


@needs(Permission.SEE_PARTNERS)
@require_safe
def list_running_out(request: SignedInRequest) -> HttpResponse:
    """Documents of LKS that have run out or will within 90 days; a renewed one is not on the list."""
    today = timezone.localdate()
    shown = PartnerDocument.objects.visible_to(request.user).running_out(today + LISTED)
    chosen = DocumentFilter(request.GET, queryset=shown, user=request.user)
    context: dict[str, Any] = {
        "filter": chosen,
        **paged(request, chosen.qs, shown.select_related("partner__office")),
        "may_manage": request.user.may(Permission.MANAGE_PARTNERS),
        "many_offices": request.user.sees_several_offices,
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
    }
    for document in context["page_obj"]:
        document.standing = standing_of(document, today)
        document.days_left = (document.valid_until - today).days
        document.days_over = -document.days_left
    return render(request, "partners/running_out.html", context)


@needs(Permission.ASK_EXCEPTION)
def ask_lift(request: SignedInRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.visible_to(request.user).select_related("office"), pk=pk)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and done(form, ask_for_lift, partner=partner, by=request.user):
        messages.success(request, "Permintaan dikirim. KPA memutuskannya.")
        return redirect(partner.sanction_lifts.get(state="asked"))
    context = {"partner": partner, "form": form, "obstacles": obstacles_now(partner, timezone.localdate())}
    return render(request, "partners/lift_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.SEE_PARTNERS)
@require_safe
def show_lift(request: SignedInRequest, pk: int) -> HttpResponse:
    return _lift_page(request, _lift(request.user, pk))


@needs(Permission.ASK_EXCEPTION, Permission.GRANT_EXCEPTION)
@require_POST
def take_lift_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Grant, refuse or withdraw; which of them is the button's name."""
    lift = _lift(request.user, pk)
    step, form = request.POST.get("step", ""), ReasonForm(request.POST)
    given: dict[str, Any] = {"lift": lift, "by": request.user}
    match step:
        case "grant":
            grant_lift(**given, version=posted_version(request))
        case "refuse" | "withdraw":
            action = refuse_lift if step == "refuse" else withdraw_lift
            if not done(form, action, **given):
                return _lift_page(request, lift, **{step: form})
        case _:
            raise StalePage("Langkah ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    messages.success(request, _DONE[step])
    return redirect(lift)


def _lift_page(request: SignedInRequest, lift: SanctionLift, **typed: ReasonForm) -> HttpResponse:
    """What is set aside, and why; ``typed`` is, for a step, a reason that has to be mended."""
    user = request.user
    context = {
        "lift": lift,
        "steps": [
            (step, typed.get(step.name) or ReasonForm(initial={"version": lift.version}))
            for step in lift.steps_for(user)
        ],
        "over": lift.valid_until < timezone.localdate(),
        "events": Event.objects.about(lift).reverse() if user.may(Permission.SEE_TRAIL) else None,
    }
    return render(request, "partners/lift.html", context, status=422 if typed else 200)


def _lift(user: User, pk: int) -> SanctionLift:
    shown = SanctionLift.objects.visible_to(user).select_related("partner__office", "asked_by", "granted_by")
    found: SanctionLift = get_object_or_404(shown, pk=pk)
    return found
