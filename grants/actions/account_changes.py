"""Writes about the account of a returned payment: another one asked for by finance, approved by the PPSPM."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from grants.locks import lock_payment
from grants.models import AccountChange, Disbursement
from grants.validity import require_permission
from partners.models import BankAccount
from partners.saving import save_checked
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal
from trail.transition import transition
from vault.door import Upload, admit, keep
from vault.kinds import EVIDENCE
from vault.refused import Refused

#: A reason that would do.
EXAMPLE = "Rekening lama ditutup bank; LKS membuka yang baru menurut suratnya."


@transaction.atomic
def ask_account_change(*, disbursement: Disbursement, reason: str, upload: Upload | None, by: User) -> AccountChange:
    """Ask that a returned payment go to the account that the LKS has now, for a reason and with a paper.

    Refuses a payment that did not come back, and where the LKS has no other account. One is asked for at a time.
    """
    require_permission(by, Permission.RECORD_SP2D, "meminta pergantian rekening", disbursement)
    if upload is None:
        raise Refusal("Surat LKS atau bank tentang rekening baru belum dilampirkan. Unggah foto atau PDF-nya.")
    # Judged and scanned before anything is locked: it may take long.
    try:
        admitted = admit(upload, accept=EVIDENCE, label="Surat tentang rekening baru")
    except Refused as refused:
        raise Refusal(refused.sentence) from refused
    agreement, row = lock_payment(disbursement)
    _require_returned(row)
    account = agreement.partner.account
    if account is None or account.pk == row.bank_account_id:
        raise Refusal(
            "LKS tidak mempunyai rekening lain yang dipakai.", "Catat dahulu rekening yang benar pada halaman LKS."
        )
    change = AccountChange(
        disbursement=row,
        former=row.bank_account,
        account=account,
        reason=sentence_in(reason, example=EXAMPLE),
        paper=keep(admitted, by=by),
        asked_by=by,
    )
    save_checked(change, taken="Pergantian rekening sudah diminta dan menunggu keputusan PPSPM.")
    data = {**_told(change), "reason": change.reason, "paper": change.paper.sha256}
    record_event(verb="accountchange.ask", obj=change, by=by, data=data)
    return change


@transaction.atomic
def approve_account_change(*, change: AccountChange, by: User, version: int) -> AccountChange:
    """Let the payment go to the account asked for; never by who asked, nor by who set that account.

    Refuses where the payment waits for nothing any more, and an account that the LKS no longer uses.
    """
    _, row = lock_payment(change.disbursement)
    account = BankAccount.objects.select_for_update(of=("self",)).get(pk=change.account_id)
    if change.state == "asked":
        _require_returned(row)
        if not account.active:
            raise Refusal(f"{account} tidak dipakai LKS lagi. Tolak permintaan ini, lalu minta yang baru.")
        if account.set_by_id == by.pk:
            raise NotAllowed(
                "Pergantian ini harus disetujui orang lain: Anda sendiri yang mencatat rekening barunya.",
                "Mintalah pejabat lain yang berwenang.",
            )
    approved = transition(change, "approve", by=by, version=version, data=_told(change))
    # The page of the payment as it was shown before is stale: it names the account of before.
    Disbursement.objects.filter(pk=row.pk).update(bank_account=account, version=row.version + 1)
    record_event(verb="disbursement.change_account", obj=row, by=by, data={**_told(change), "reason": change.reason})
    return approved


@transaction.atomic
def refuse_account_change(*, change: AccountChange, reason: str, by: User, version: int) -> AccountChange:
    """Leave the payment with the account that was approved, for a reason; never by who asked."""
    return transition(change, "refuse", by=by, version=version, reason=reason)


@transaction.atomic
def withdraw_account_change(*, change: AccountChange, reason: str, by: User, version: int) -> AccountChange:
    """Take back what was asked for, before it is decided."""
    return transition(change, "withdraw", by=by, version=version, reason=reason)


def _told(change: AccountChange) -> dict[str, str]:
    return {"account_from": str(change.former), "account_to": str(change.account)}


def _require_returned(payment: Disbursement) -> None:
    if payment.state != "returned":
        raise Refusal(
            f"{payment} berstatus “{payment.state_label}”.",
            "Rekening hanya diganti selama penyaluran menunggu SP2D pengganti sesudah retur.",
        )
