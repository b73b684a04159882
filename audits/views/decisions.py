"""What is decided about an engagement: each step by its button, an extension and another team on pages of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from audits.actions import (
    ask_engagement,
    change_team,
    close_engagement,
    extend_engagement,
    grant_engagement,
    refuse_engagement,
    send_back_engagement,
    withdraw_engagement,
)
from audits.forms.engagements import ChangeTeamForm, ExtendForm
from audits.models import Engagement
from audits.terms import terms_of
from audits.views.engagements import engagement_of, engagement_page
from trail.forms import ReasonForm, done
from trail.refusal import StalePage

_PLAIN = {
    "ask": (ask_engagement, "Penugasan diajukan. Inspektur memutuskannya."),
    "withdraw": (withdraw_engagement, "Penugasan dibatalkan."),
    "grant": (grant_engagement, "Penugasan diberikan: tim dapat membaca yang tercakup selama masanya."),
    "close": (close_engagement, "Penugasan diakhiri: tim tidak lagi membaca data yang diperiksa."),
}
_FOR_A_REASON = {
    "send_back": (send_back_engagement, "Penugasan dikembalikan kepada pengusulnya."),
    "refuse": (refuse_engagement, "Penugasan ditolak."),
}


@needs(Permission.AUDIT, Permission.DECIDE_ENGAGEMENT)
@require_POST
def take_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, withdraw, grant, send back, refuse or close; which of them is the button's name."""
    engagement = engagement_of(request.user, pk)
    step = request.POST.get("step", "")
    given: dict[str, Any] = {"engagement": engagement, "by": request.user}
    if step in _PLAIN:
        take, said = _PLAIN[step]
        take(**given, version=posted_version(request))
    elif step in _FOR_A_REASON:
        take_for, said = _FOR_A_REASON[step]
        form = ReasonForm(request.POST)
        if not done(form, take_for, **given):
            return engagement_page(request, engagement, **{step: form})
    else:
        raise StalePage("Langkah ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    messages.success(request, said)
    return redirect(engagement)


@needs(Permission.DECIDE_ENGAGEMENT)
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    engagement = engagement_of(request.user, pk)
    form = ExtendForm(request.POST or None, initial={"version": engagement.version})
    if request.method == "POST" and done(form, extend_engagement, engagement=engagement, by=request.user):
        messages.success(request, "Masa penugasan diperpanjang.")
        return redirect(engagement)
    return _step_page(request, engagement, form, title="Perpanjang penugasan")


@needs(Permission.DECIDE_ENGAGEMENT)
def reteam(request: SignedInRequest, pk: int) -> HttpResponse:
    engagement = engagement_of(request.user, pk)
    now = terms_of(engagement) | {"version": engagement.version}
    form = ChangeTeamForm(request.POST or None, office=engagement.office, initial=now)
    if request.method == "POST" and done(form, change_team, engagement=engagement, by=request.user):
        messages.success(request, "Tim diubah. Yang keluar dari tim tidak lagi membaca data maupun kertas kerjanya.")
        return redirect(engagement)
    return _step_page(request, engagement, form, title="Ubah tim")


def _step_page(request: SignedInRequest, engagement: Engagement, form: ReasonForm, **context: Any) -> HttpResponse:
    context |= {"form": form, "engagement": engagement}
    return render(request, "audits/engagement_step.html", context, status=422 if form.is_bound else 200)
