"""What the first SP2D of a payment and one in place of a failed one have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from grants.actions.deliveries import open_deliveries
from grants.locks import lock_payment
from grants.models import Disbursement, Retur
from grants.signals import disbursement_paid
from grants.validity import clean_fields, require_not_future, require_order
from trail.refusal import Refusal
from trail.transition import transition


def keep_sp2d(
    *,
    disbursement: Disbursement,
    step: str,
    number: str,
    day: date,
    by: User,
    version: int,
    changes: dict[str, Any] | None = None,
    data: dict[str, Any] | None = None,
) -> Disbursement:
    """Take ``step`` by an SP2D: the LKS has its money. Upper rooms hear ``signals.disbursement_paid``.

    Refuses the number of another SP2D, also of one that a bank refused, and a date before the SPM or to come.
    """
    lock_payment(disbursement)
    number = "".join(number.split())
    if not number:
        raise Refusal("Nomor SP2D belum diisi. Tulis nomor yang tercantum pada dokumennya.")
    typed = clean_fields(disbursement, sp2d_number=number, sp2d_date=day)
    require_not_future("Tanggal SP2D", typed["sp2d_date"])
    if disbursement.spm_date is not None:
        require_order("tanggal SPM", disbursement.spm_date, "Tanggal SP2D", typed["sp2d_date"])
    if Retur.objects.filter(sp2d_number=number).exists():
        raise Refusal(f"SP2D {number} sudah diretur bank. Tulis nomor SP2D yang menggantikannya.")
    told = {"sp2d_number": number, "sp2d_date": typed["sp2d_date"].isoformat(), "amount": disbursement.amount}
    try:
        with transaction.atomic():
            paid = transition(
                disbursement,
                step,
                by=by,
                version=version,
                changes={**typed, **(changes or {})},
                data={**told, **(data or {})},
            )
    except IntegrityError as problem:
        raise Refusal(f"Nomor SP2D {number} sudah dipakai penyaluran lain. Periksa nomor pada SP2D-nya.") from problem
    open_deliveries(paid)
    disbursement_paid.send(sender=Disbursement, disbursement=paid, by=by)
    return paid
