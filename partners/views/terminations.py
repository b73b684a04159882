"""Pages of an agreement's early end: asked for with its paper, decided by a second person."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from partners.actions.terminations import (
    approve_termination,
    ask_for_termination,
    refuse_termination,
    withdraw_termination,
)
from partners.forms import TerminationForm
from partners.models import Agreement, Instalment, Termination
from partners.obligations import open_obligations
from trail.forms import ReasonForm, done
from trail.models import Event
from trail.refusal import StalePage
from vault.door import send

_DONE = {
    "approve": "Perjanjian diputus. Kewajiban yang masih terbuka tetap ditagih.",
    "refuse": "Permintaan ditolak. Perjanjian tetap berlaku.",
    "withdraw": "Permintaan ditarik. Perjanjian tetap berlaku.",
}


@needs(Permission.DRAFT_AGREEMENT)
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for an agreement's early end; all that is still open under it stands above the form."""
    shown = Agreement.objects.visible_to(request.user).select_related("partner__office")
    agreement = get_object_or_404(shown, pk=pk)
    form = TerminationForm(request.POST or None, request.FILES or None, initial={"version": agreement.version})
    if request.method == "POST" and done(form, ask_for_termination, agreement=agreement, by=request.user):
        messages.success(request, "Permintaan dikirim. PPK memutuskannya; sampai itu perjanjian tetap berlaku.")
        return redirect(agreement.terminations.get(state="asked"))
    context = {
        "agreement": agreement,
        "form": form,
        "title": "Minta pemutusan",
        "label": "Kirim permintaan",
        "danger": True,
        "ends": True,
        "unasked": _never_paid(agreement),
        "obligations": open_obligations(agreement),
    }
    return render(request, "partners/agreement_step_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.SEE_PARTNERS)
@require_safe
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _termination(request.user, pk))


@needs(Permission.DRAFT_AGREEMENT, Permission.APPROVE_AGREEMENT)
@require_POST
def take_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve, refuse or withdraw; which of them is the button's name."""
    termination = _termination(request.user, pk)
    step, form = request.POST.get("step", ""), ReasonForm(request.POST)
    match step:
        case "approve":
            approve_termination(termination=termination, by=request.user, version=posted_version(request))
        case "refuse" | "withdraw":
            action = refuse_termination if step == "refuse" else withdraw_termination
            if not done(form, action, termination=termination, by=request.user):
                return _page(request, termination, **{step: form})
        case _:
            raise StalePage("Langkah ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    messages.success(request, _DONE[step])
    return redirect(termination)


@needs(Permission.SEE_PARTNERS)
@require_safe
def send_paper(request: SignedInRequest, pk: int) -> FileResponse:
    """What the end rests on."""
    return send(_termination(request.user, pk).paper, inline=True)


def _page(request: SignedInRequest, termination: Termination, **typed: ReasonForm) -> HttpResponse:
    """The request with what stays open; ``typed`` is, for a step, a reason that has to be mended."""
    user, agreement = request.user, termination.agreement
    context = {
        "termination": termination,
        "agreement": agreement,
        "steps": [
            (step, typed.get(step.name) or ReasonForm(initial={"version": termination.version}))
            for step in termination.steps_for(user)
        ],
        "unasked": _never_paid(agreement),
        "obligations": open_obligations(agreement),
        "events": Event.objects.about(termination).reverse() if user.may(Permission.SEE_TRAIL) else None,
    }
    return render(request, "partners/termination.html", context, status=422 if typed else 200)


def _never_paid(agreement: Agreement) -> list[Instalment]:
    """Instalments that nobody has asked a payment for: with the agreement's end they are not paid any more."""
    return list(agreement.instalments.filter(requested=False).order_by("number"))


def _termination(user: User, pk: int) -> Termination:
    shown = Termination.objects.visible_to(user).select_related(
        "agreement__partner__office", "paper", "asked_by", "approved_by"
    )
    found: Termination = get_object_or_404(shown, pk=pk)
    return found
