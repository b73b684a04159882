"""What the LKS says of the money that came in."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission, Role
from grants.models import Disbursement
from grants.validity import clean_fields, require_not_future, require_order
from partners.permissions import holds
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage


@transaction.atomic
def confirm_receipt(
    *, disbursement: Disbursement, amount: int, received_on: date, by: User, version: int
) -> Disbursement:
    """The treasurer says how much of a payment came in, and when; saying it again corrects it, the trail keeps both.

    Another amount than was paid is kept as it is said, and is the office's to look into. Refuses a payment that is not
    waiting for its report, and a day before the SP2D or to come.
    """
    may = by.may(Permission.CONFIRM_RECEIPT, disbursement)
    if not (may and holds(by, disbursement.instalment.agreement.partner_id, Role.TREASURER)):
        raise NotAllowed("Hanya bendahara LKS ini yang dapat menyatakan dananya diterima.")
    row = Disbursement.objects.select_for_update().get(pk=disbursement.pk)
    if row.version != version:
        raise StalePage(
            f"{row} sudah berubah sejak Anda membuka halaman ini.", "Muat ulang halaman, lalu periksa lagi."
        )
    if row.state != "paid" or row.sp2d_date is None:
        raise Refusal(
            f"{row} berstatus “{row.state_label}”, jadi penerimaannya tidak dapat dinyatakan sekarang.",
            "Penerimaan dinyatakan sesudah SP2D terbit dan sebelum laporannya diterima.",
        )
    typed = clean_fields(row, received_amount=amount, received_on=received_on)
    if typed["received_amount"] < 0:
        raise Refusal("Jumlah yang diterima tidak mungkin kurang dari nol.")
    require_not_future("Tanggal diterima", received_on)
    require_order("tanggal SP2D", row.sp2d_date, "Tanggal diterima", received_on)
    said = {**typed, "received_by": by, "received_at": timezone.now(), "version": version + 1}
    Disbursement.objects.filter(pk=row.pk).update(**said)
    data = {"amount": amount, "paid": row.amount, "received_on": received_on.isoformat()}
    record_event(verb="disbursement.receive", obj=row, by=by, data=data)
    disbursement.refresh_from_db()
    return disbursement
