"""Who must leave a step on a payment to somebody else, beyond who proposed it: asked by actions and by its page."""

from __future__ import annotations

from accounts.models import User
from grants.models import Disbursement
from trail.refusal import NotAllowed


def why_another(payment: Disbursement, step: str, user: User) -> str:
    """Why this person does not take the step, in a sentence; empty where they may.

    Roles change, so one person could else set an account as finance and send money there as PPSPM, or report a retur
    and give the payment up.
    """
    account = payment.bank_account
    if step == "approve" and account.set_lately and account.set_by_id == user.pk:
        return "SPM ini harus diterbitkan orang lain: Anda sendiri yang baru-baru ini mencatat rekeningnya."
    last = payment.returs.last() if step == "cancel" else None
    if last is not None and last.recorded_by_id == user.pk:
        return "Penyaluran ini harus dibatalkan orang lain: Anda sendiri yang mencatat returnya."
    return ""


def require_another(payment: Disbursement, step: str, user: User) -> None:
    if sentence := why_another(payment, step, user):
        raise NotAllowed(sentence, "Mintalah pejabat lain yang berwenang.")
