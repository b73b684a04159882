"""Pages of exceptions of the gate: asking for one, deciding it, and the list of all that were ever asked for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from grants.actions.exceptions import ask_exception, grant_exception, refuse_exception, withdraw_exception
from grants.exception_filters import ExceptionFilter
from grants.forms.exception import ExceptionForm
from grants.gate import gate
from grants.models import GateException
from grants.workflow import GATE_EXCEPTION
from partners.models import Instalment
from partners.paging import paged
from trail.forms import ReasonForm, done
from trail.models import Event
from trail.refusal import StalePage

#: What waits for a decision stands first, then what is in force.
URGENCY = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(GATE_EXCEPTION.states)),
    output_field=IntegerField(),
)
_DONE = {
    "grant": "Pengecualian diberikan: SPP termin ini dapat diajukan sampai hari terakhirnya.",
    "refuse": "Permintaan ditolak; termin ini tetap terkunci.",
    "withdraw": "Pengecualian ditarik; termin ini terkunci lagi.",
}


@needs(Permission.FOLLOW_MONEY)
@require_safe
def list_exceptions(request: SignedInRequest) -> HttpResponse:
    rows = GateException.objects.visible_to(request.user).order_by(URGENCY, "-asked_at", "-pk")
    chosen = ExceptionFilter(request.GET, queryset=rows, user=request.user)
    shown = rows.with_partner().select_related(
        "instalment__agreement__partner__office", "asked_by", "granted_by", "disbursement"
    )
    context = {
        "filter": chosen,
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
        "many_offices": request.user.sees_several_offices,
        **paged(request, chosen.qs, shown),
    }
    return render(request, "grants/exceptions.html", context)


@needs(Permission.ASK_EXCEPTION)
def new_exception(request: SignedInRequest, pk: int) -> HttpResponse:
    instalments = Instalment.objects.visible_to(request.user).select_related("agreement__partner__office")
    instalment = get_object_or_404(instalments, pk=pk)
    closed = gate(instalment)
    form = ExceptionForm(request.POST or None, may_wait=closed.may_wait)
    if request.method == "POST" and done(form, ask_exception, instalment=instalment, by=request.user):
        messages.success(request, "Permintaan dikirim. KPA memutuskannya.")
        return redirect(instalment.gate_exceptions.get(state="asked"))
    context = {
        "form": form,
        "instalment": instalment,
        "agreement": instalment.agreement,
        "gate": closed,
        "cannot_wait": [reason for reason in closed.reasons if not reason.may_wait],
        "waiting": instalment.gate_exceptions.filter(state="asked").first(),
    }
    return render(request, "grants/exception_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.FOLLOW_MONEY)
@require_safe
def show_exception(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _exception(request.user, pk))


@needs(Permission.ASK_EXCEPTION, Permission.GRANT_EXCEPTION)
@require_POST
def take_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Grant, refuse or withdraw; which of them is the button's name."""
    exception = _exception(request.user, pk)
    step, form = request.POST.get("step", ""), ReasonForm(request.POST)
    given: dict[str, Any] = {"exception": exception, "by": request.user}
    match step:
        case "grant":
            grant_exception(**given, version=posted_version(request))
        case "refuse" | "withdraw":
            action = refuse_exception if step == "refuse" else withdraw_exception
            if not done(form, action, **given):
                return _page(request, exception, **{step: form})
        case _:
            raise StalePage("Langkah ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    messages.success(request, _DONE[step])
    return redirect(exception)


def _exception(user: User, pk: int) -> GateException:
    shown = GateException.objects.visible_to(user).with_partner()
    found: GateException = get_object_or_404(
        shown.select_related("instalment__agreement__partner__office", "asked_by", "granted_by", "disbursement"), pk=pk
    )
    return found


#: Steps that people take here; the others happen by what else is done.
STEPS = ("grant", "refuse", "withdraw")


def _page(request: SignedInRequest, exception: GateException, **typed: ReasonForm) -> HttpResponse:
    """The page of an exception; ``typed`` is, for a step, a reason that has to be mended."""
    steps = [step for step in exception.steps_for(request.user) if step.name in STEPS]
    context = {
        "exception": exception,
        "instalment": exception.instalment,
        "agreement": exception.instalment.agreement,
        "steps": [(step, typed.get(step.name) or ReasonForm(initial={"version": exception.version})) for step in steps],
        "payment": getattr(exception, "disbursement", None),
        "is_own": exception.asked_by_id == request.user.pk,
        "gate": gate(exception.instalment) if exception.state in {"asked", "granted"} else None,
        "history": Event.objects.about(exception).reverse(),
    }
    return render(request, "grants/exception.html", context, status=422 if typed else 200)
