"""Exceptions of the gate, brought on stage by the users' own actions; and what a payment has after a retur."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from grants.actions.exceptions import ask_exception
from grants.models import AccountChange, Disbursement, GateException, Retur
from partners.models import BankAccount, Instalment
from tests.cast import Cast
from vault.models import StoredFile

BECAUSE = "Panti kehabisan beras; laporan selesai minggu depan."


def exception_asked(cast: Cast, instalment: Instalment, **changes: object) -> GateException:
    """Asked by the PPK for the report on the first instalment, until ten days from now."""
    given: dict[str, object] = {
        "reasons": ["laporan:1"],
        "because": BECAUSE,
        "valid_until": timezone.localdate() + timedelta(days=10),
        "by": cast.person("ppk"),
    }
    return ask_exception(instalment=instalment, **{**given, **changes})  # type: ignore[arg-type]


def came_back(payment: Disbursement, paper: StoredFile, *, by: User) -> tuple[Retur, AccountChange]:
    """What a payment has once a bank refused it and another account was asked for, put beside one that stands."""
    paid_on = payment.sp2d_date or payment.spp_date
    account = BankAccount.objects.create(
        partner=payment.partner, bank="Bank Lain", number="7777", holder=payment.partner.name, active=False
    )
    retur = Retur.objects.create(
        disbursement=payment,
        sp2d_number="210131309999999",
        sp2d_date=paid_on,
        bank_account=payment.bank_account,
        amount=payment.amount,
        returned_on=paid_on,
        reason="Rekening tutup",
        paper=paper,
        recorded_by=by,
    )
    change = AccountChange.objects.create(
        disbursement=payment,
        former=payment.bank_account,
        account=account,
        reason="Rekening lama ditutup bank.",
        paper=paper,
        asked_by=by,
    )
    return retur, change
