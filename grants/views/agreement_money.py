"""The money of one agreement: its instalments, why a gate is closed, its decrees of recipients."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions import record_decree
from grants.forms import DecreeForm
from grants.gate import gate
from grants.models import Decree, Disbursement, TreasuryReturn
from grants.workflow import DEAD_STATES, PAID_STATES
from partners.models import Agreement, Instalment
from trail.forms import done
from vault.door import send


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A reason why the gate is closed, with the page where this reader can mend it, if there is one."""

    sentence: str
    url: str | None


@dataclass(frozen=True, slots=True)
class InstalmentMoney:
    """An instalment with what has happened to its money, as the page shows it."""

    instalment: Instalment
    payment: Disbursement | None
    dead: list[Disbursement]  #: rejected, or cancelled after a bank refused them
    returns: list[TreasuryReturn]
    obstacles: list[Obstacle]
    may_propose: bool


@needs(Permission.SEE_MONEY)
@require_safe
def show_agreement_money(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = _agreement(request.user, pk)
    rows = [_money_of(instalment, request.user) for instalment in _instalments(agreement)]
    paid = [row.payment.amount for row in rows if row.payment and row.payment.state in PAID_STATES]
    context = {
        "agreement": agreement,
        "rows": rows,
        "paid": sum(paid),
        "accounted": sum(row.payment.amount for row in rows if row.payment and row.payment.state == "accounted"),
        "returned": sum(owed.amount for row in rows for owed in row.returns if owed.state == "confirmed"),
        "decrees": agreement.decrees.select_related("file"),
        "may_record_decree": agreement.state == "active" and request.user.may(Permission.PROPOSE_DISBURSEMENT),
    }
    return render(request, "grants/agreement_money.html", context)


@needs(Permission.PROPOSE_DISBURSEMENT)
def new_decree(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = _agreement(request.user, pk)
    form = DecreeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and done(form, record_decree, agreement=agreement, by=request.user):
        messages.success(request, "SK penerima sudah dicatat.")
        return redirect("grants:agreement_money", pk=agreement.pk)
    context = {"form": form, "agreement": agreement}
    return render(request, "grants/decree_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.SEE_MONEY)
@require_safe
def send_decree_file(request: SignedInRequest, pk: int) -> FileResponse:
    decree = get_object_or_404(Decree.objects.visible_to(request.user).select_related("file"), pk=pk)
    if decree.file is None:
        raise Http404
    return send(decree.file, inline=True)


def _agreement(user: User, pk: int) -> Agreement:
    return get_object_or_404(Agreement.objects.visible_to(user).select_related("partner__office"), pk=pk)


def _instalments(agreement: Agreement) -> list[Instalment]:
    found = list(agreement.instalments.order_by("number").prefetch_related("disbursements", "returns"))
    for instalment in found:
        instalment.agreement = agreement
    return found


def _money_of(instalment: Instalment, user: User) -> InstalmentMoney:
    payments = list(instalment.disbursements.all())
    payment = next((one for one in payments if one.state not in DEAD_STATES), None)
    reasons = () if payment else gate(instalment).reasons
    return InstalmentMoney(
        instalment=instalment,
        payment=payment,
        dead=[one for one in payments if one.state in DEAD_STATES],
        returns=list(instalment.returns.all()),
        obstacles=[Obstacle(reason.sentence, reason.url_for(user)) for reason in reasons],
        may_propose=payment is None and not reasons and user.may(Permission.PROPOSE_DISBURSEMENT),
    )
