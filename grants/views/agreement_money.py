"""The money of one agreement: its instalments, why a gate is closed, its decrees of recipients."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.gate import Gate, gate
from grants.models import Decree, Disbursement, GateException, TreasuryReturn
from grants.models.decree import UNFINISHED
from grants.workflow import DEAD_STATES, PAID_STATES
from partners.models import Agreement, Instalment


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
    gate: Gate
    asked: GateException | None  #: an exception that waits for its decision
    may_ask: bool


@needs(Permission.SEE_MONEY)
@require_safe
def show_agreement_money(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = _agreement(request.user, pk)
    rows = [_money_of(instalment, request.user) for instalment in _instalments(agreement)]
    paid = [row.payment.amount for row in rows if row.payment and row.payment.state in PAID_STATES]
    decrees = Decree.objects.visible_to(request.user).filter(agreement=agreement)
    decrees = decrees.annotate(people=Count("recipients"), amount=Sum("recipients__amount"))
    context = {
        "agreement": agreement,
        "rows": rows,
        "paid": sum(paid),
        "accounted": sum(row.payment.amount for row in rows if row.payment and row.payment.state == "accounted"),
        "returned": sum(owed.amount for row in rows for owed in row.returns if owed.state == "confirmed"),
        "decrees": decrees,
        "follows_money": request.user.may(Permission.FOLLOW_MONEY),
        "may_draft_decree": agreement.state == "active"
        and request.user.may(Permission.DRAFT_DECREE)
        and not any(decree.state in UNFINISHED for decree in decrees),
    }
    return render(request, "grants/agreement_money.html", context)


def _agreement(user: User, pk: int) -> Agreement:
    return get_object_or_404(Agreement.objects.visible_to(user).select_related("partner__office"), pk=pk)


def _instalments(agreement: Agreement) -> list[Instalment]:
    rows = agreement.instalments.order_by("number")
    found = list(rows.prefetch_related("disbursements", "returns", "gate_exceptions"))
    for instalment in found:
        instalment.agreement = agreement
    return found


def _money_of(instalment: Instalment, user: User) -> InstalmentMoney:
    payments = list(instalment.disbursements.all())
    payment = next((one for one in payments if one.state not in DEAD_STATES), None)
    judged = Gate(()) if payment else gate(instalment)
    reasons = judged.reasons
    asked = next((one for one in instalment.gate_exceptions.all() if one.state == "asked"), None)
    return InstalmentMoney(
        instalment=instalment,
        payment=payment,
        dead=[one for one in payments if one.state in DEAD_STATES],
        returns=list(instalment.returns.all()),
        obstacles=[Obstacle(reason.sentence, reason.url_for(user)) for reason in reasons],
        may_propose=payment is None and not reasons and user.may(Permission.PROPOSE_DISBURSEMENT),
        gate=judged,
        asked=asked,
        may_ask=asked is None and bool(judged.may_wait) and user.may(Permission.ASK_EXCEPTION),
    )
