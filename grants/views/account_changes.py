"""Pages of what finance asks and the PPK sees about a payment that came back: another account, a late report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import note_look
from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from grants.actions.account_changes import (
    approve_account_change,
    ask_account_change,
    refuse_account_change,
    withdraw_account_change,
)
from grants.actions.late_reports import see_late_report
from grants.actions.receipts import take_back_receipt
from grants.forms.payment import AccountChangeForm
from grants.models import AccountChange
from grants.views.payment_page import disbursement_of, payment_page
from trail.forms import ReasonForm, done
from trail.models import Event
from trail.refusal import StalePage
from vault.door import send

_DONE = {
    "approve": "Pergantian rekening disetujui: SP2D pengganti dibayarkan ke rekening baru.",
    "refuse": "Pergantian rekening ditolak; SP2D pengganti tetap ke rekening yang sudah disetujui.",
    "withdraw": "Permintaan pergantian rekening ditarik.",
}


@needs(Permission.RECORD_SP2D)
def new_account_change(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = AccountChangeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and done(form, ask_account_change, disbursement=payment, by=request.user):
        messages.success(request, "Permintaan dikirim. PPSPM memutuskannya.")
        return redirect(payment.account_changes.get(state="asked"))
    partner = payment.instalment.agreement.partner
    account = partner.account
    context = {
        "form": form,
        "payment": payment,
        "account": account,
        "partner": partner,
        # Without another account there is nothing to ask; said before anybody writes a reason.
        "none_other": account is None or account.pk == payment.bank_account_id,
    }
    return render(request, "grants/account_change_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.FOLLOW_MONEY)
@require_safe
def show_account_change(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _change(request.user, pk))


@needs(Permission.RECORD_SP2D, Permission.APPROVE_DISBURSEMENT)
@require_POST
def take_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve, refuse or withdraw; which of them is the button's name."""
    change = _change(request.user, pk)
    step, form = request.POST.get("step", ""), ReasonForm(request.POST)
    given: dict[str, Any] = {"change": change, "by": request.user}
    match step:
        case "approve":
            approve_account_change(**given, version=posted_version(request))
        case "refuse" | "withdraw":
            action = refuse_account_change if step == "refuse" else withdraw_account_change
            if not done(form, action, **given):
                return _page(request, change, **{step: form})
        case _:
            raise StalePage("Langkah ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    messages.success(request, _DONE[step])
    return redirect(change)


@needs(Permission.FOLLOW_MONEY)
@require_safe
def send_paper(request: SignedInRequest, pk: int) -> FileResponse:
    change = _change(request.user, pk)
    note_look(obj=change.disbursement, what="Surat tentang rekening baru", by=request.user)
    return send(change.paper, inline=True)


@needs(Permission.FOLLOW_MONEY)
@require_safe
def send_bank_letter(request: SignedInRequest, pk: int, retur: int) -> FileResponse:
    payment = disbursement_of(request.user, pk)
    kept = get_object_or_404(payment.returs.select_related("paper"), pk=retur, paper__isnull=False)
    note_look(obj=payment, what="Surat bank tentang retur", by=request.user)
    return send(kept.paper, inline=True)


@needs(Permission.CONFIRM_RECEIPT)
@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = ReasonForm(request.POST, auto_id="id_tarik_%s")
    if done(form, take_back_receipt, disbursement=payment, by=request.user):
        messages.success(request, "Pernyataan penerimaan ditarik. Tanda tangan pada laporannya gugur, bila sudah ada.")
        return redirect(payment)
    return payment_page(request, payment, take_back=form)


@needs(Permission.ACCEPT_REPORT)
@require_POST
def see_late(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    see_late_report(disbursement=payment, by=request.user, version=posted_version(request))
    messages.success(request, "Tercatat: Anda mengetahui keterlambatan laporan ini.")
    return redirect(payment)


def _change(user: User, pk: int) -> AccountChange:
    people = ("asked_by", "approved_by", "former__set_by", "account__set_by", "paper")
    shown = AccountChange.objects.visible_to(user).select_related(*people)
    found: AccountChange = get_object_or_404(
        shown.select_related("disbursement__instalment__agreement__partner__office"), pk=pk
    )
    return found


def _page(request: SignedInRequest, change: AccountChange, **typed: ReasonForm) -> HttpResponse:
    """The page of a change; ``typed`` is, for a step, a reason that has to be mended."""
    steps = [
        (step, typed.get(step.name) or ReasonForm(initial={"version": change.version}))
        for step in change.steps_for(request.user)
        if step.name != "approve" or change.account.set_by_id != request.user.pk
    ]
    context = {
        "change": change,
        "payment": change.disbursement,
        "agreement": change.disbursement.instalment.agreement,
        "steps": steps,
        "history": Event.objects.about(change).reverse(),
    }
    return render(request, "grants/account_change.html", context, status=422 if typed else 200)
