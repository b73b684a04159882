"""The page of a payment, which several views answer with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import User
from accounts.permissions import SignedInRequest
from accounts.roles import Permission
from grants.actions.batches import may_attach
from grants.apart import why_another
from grants.clock import clock_of
from grants.decreed import dead_paid
from grants.facts import payment_findings
from grants.forms.bank import DifferenceForm
from grants.forms.payment import DocumentForm, ReceiptForm, ReturForm
from grants.forms.proposal import ApprovalForm, PaymentForm
from grants.models import Disbursement
from grants.progress import stages_of
from grants.workflow import PAID_STATES
from legal.law import current_law
from trail.forms import ReasonForm, StepForm
from trail.models import Event

#: The steps that are taken on the page of a payment; its report is accepted elsewhere.
FORMS: dict[str, type[StepForm]] = {
    "approve": ApprovalForm,
    "reject": ReasonForm,
    "pay": PaymentForm,
    "retur": ReturForm,
    "repay": PaymentForm,
    "cancel": ReasonForm,
}


def disbursement_of(user: User, pk: int) -> Disbursement:
    payments = Disbursement.objects.visible_to(user).with_partner()
    people = ("proposed_by", "approved_by", "difference_explained_by", "exception__granted_by")
    return get_object_or_404(payments.select_related("allocation", "decree__file", "bank_account", *people), pk=pk)


def payment_page(request: SignedInRequest, payment: Disbursement, **typed: BaseForm) -> HttpResponse:
    """The page of a payment, with a form for each step that the reader may take; ``typed`` are forms to be mended."""
    user = request.user
    steps = [step.name for step in payment.steps_for(user) if step.name in FORMS]
    told = {name: why_another(payment, name, user) for name in steps}
    steps = [name for name in steps if not told[name] or name in typed]
    forms = {name: typed.get(name) or _blank(name, payment) for name in steps}
    history = list(Event.objects.about(payment).reverse())
    context = {
        "payment": payment,
        "instalment": payment.instalment,
        "instalment_label": f"Termin {payment.instalment.number}",
        "agreement": payment.instalment.agreement,
        "forms": forms,
        "calls": [name for name in steps if name != "retur"],
        "another": [sentence for sentence in told.values() if sentence],
        "bank_differences": [] if request.user.is_of_partner else _bank_differences(request.user, payment, typed),
        "warnings": [] if request.user.is_of_partner else payment_findings(payment),
        "dead": (0, 0) if request.user.is_of_partner else dead_paid(payment),
        "stages": stages_of(payment, history),
        "history": history,
        "said_before": _said_before(payment, history),
        "returs": payment.returs.select_related("bank_account", "recorded_by"),
        "documents": payment.documents.select_related("file", "attached_by"),
        "document_form": typed.get("document") or _document_form(request.user, payment),
        "explain": typed.get("explain") or _explanation(request.user, payment),
        "receipt": typed.get("receipt") or _receipt(request.user, payment),
        "take_back": typed.get("take_back") or _taking_back(request.user, payment),
        **_accounts(request.user, payment),
        "may_see_late": payment.late_days and not payment.late_seen_at and request.user.may(Permission.ACCEPT_REPORT),
        "clock": clock_of(payment, current_law()) if payment.is_running else None,
        "handed_out": payment.deliveries.filter(state="delivered").count() if payment.is_running else 0,
        "recipients": payment.deliveries.count() if payment.is_running else 0,
        "returns": payment.instalment.returns.all(),
        "may_open_finding": payment.state in PAID_STATES and request.user.may(Permission.OPEN_FINDING),
        "follows_money": request.user.may(Permission.FOLLOW_MONEY),
    }
    return render(request, "grants/disbursement.html", context, status=422 if typed else 200)


def _closed(payment: Disbursement) -> bool:
    """Whether the bank said of the very account that would be paid again that it is closed."""
    last = payment.returs.last()
    return last is not None and last.bank_account_id == payment.bank_account_id and "tutup" in last.reason.casefold()


def _bank_differences(user: User, payment: Disbursement, typed: dict[str, BaseForm]) -> list[dict[str, Any]]:
    """Confirmed lines of banks' files that name another amount, each with a form for why, or with why."""
    matches = payment.bank_matches.exclude(line__amount=payment.amount).order_by("pk")
    people = ("explanation__explained_by", "confirmed_by")
    told = []
    for match in matches.select_related("line", "disbursement", "bank_file__file", *people):
        explained = getattr(match, "explanation", None)
        form = None
        if explained is None and user.may(Permission.RECORD_SP2D, payment):
            blank = DifferenceForm(auto_id=f"id_selisih_{match.pk}_%s")
            form = typed.get(f"difference_{match.pk}") or blank
        told.append({"match": match, "explained": explained, "form": form})
    return told


def _blank(name: str, payment: Disbursement) -> StepForm:
    return FORMS[name](initial={"version": payment.version})


def _receipt(user: User, payment: Disbursement) -> ReceiptForm | None:
    """For the treasurer, who says what came in, or says it anew."""
    if payment.state != "paid" or not user.may(Permission.CONFIRM_RECEIPT):
        return None
    # Blank until somebody has looked: what stands there already is confirmed unread.
    said = {"amount": payment.received_amount, "received_on": payment.received_on}
    return ReceiptForm(initial={"version": payment.version, **said}, paid=payment.amount)


def _said_before(payment: Disbursement, history: Iterable[Event]) -> list[Event]:
    """What the LKS said of a transfer that the bank refused afterwards, the latest first."""
    if payment.received_on is not None:
        return []
    return [event for event in history if event.verb == "disbursement.receive"]


def _taking_back(user: User, payment: Disbursement) -> ReasonForm | None:
    """For the treasurer, who takes back what they said of the receipt."""
    said = payment.state == "paid" and payment.received_on is not None
    may = said and user.may(Permission.CONFIRM_RECEIPT)
    return ReasonForm(initial={"version": payment.version}, auto_id="id_tarik_%s") if may else None


def _accounts(user: User, payment: Disbursement) -> dict[str, Any]:
    """What became of the account it is paid to, and what is to be looked at or asked for about it."""
    changes = list(payment.account_changes.select_related("former", "account", "asked_by", "approved_by"))
    asked = next((change for change in changes if change.state == "asked"), None)
    account = payment.bank_account
    current = payment.instalment.agreement.partner.account if payment.state == "returned" else account
    other = current if current is not None and current.pk != account.pk else None
    return {
        "account_changes": [] if user.is_of_partner else changes,
        "account_asked": asked,
        "account_closed": payment.state == "returned" and _closed(payment),
        "account_other": None if user.is_of_partner else other,
        "may_ask_account": other is not None and asked is None and user.may(Permission.RECORD_SP2D),
        "account_lately": payment.state == "proposed" and not user.is_of_partner and account.set_lately,
    }


def _explanation(user: User, payment: Disbursement) -> ReasonForm | None:
    """For finance, who says why another amount came in than was paid."""
    wanted = payment.receipt_difference and not payment.difference_reason
    return ReasonForm(initial={"version": payment.version}) if wanted and user.may(Permission.RECORD_SP2D) else None


def _document_form(user: User, payment: Disbursement) -> DocumentForm | None:
    return DocumentForm(of_partner=user.is_of_partner) if may_attach(user, payment) else None
