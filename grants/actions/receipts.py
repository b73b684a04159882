"""What the LKS says of the money that came in."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission, Role
from grants.locks import lock_payment
from grants.models import Disbursement
from grants.signals import receipt_taken_back
from grants.validity import clean_fields, require_not_future, require_order, require_permission
from partners.permissions import holds
from rupiah.format import format_rupiah
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage

#: Of a payment whose difference nobody has explained, or that has none any more.
UNEXPLAINED: dict[str, object] = {"difference_reason": "", "difference_explained_by_id": None}


def is_odd(received: int, paid: int) -> bool:
    """Whether an amount has to be looked at twice: more than was paid, or less than a tenth of it."""
    return received > paid or received * 10 < paid


@transaction.atomic
def confirm_receipt(
    *, disbursement: Disbursement, amount: int, received_on: date, by: User, version: int, sure: bool = False
) -> Disbursement:
    """The treasurer says how much of a payment came in, and when; saying it again corrects it, the trail keeps both.

    Another amount than was paid is kept as it is said, and is the office's to look into, anew whatever was said of an
    amount before. Refuses a payment that is not
    waiting for its report, a day before the SP2D or to come, and more than was paid, or less than a tenth of it, unless
    they are ``sure``: that is mostly a digit too many or too few.
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
    if not sure and is_odd(typed["received_amount"], row.amount):
        raise Refusal(
            f"Yang dibayar {format_rupiah(row.amount)}, sedangkan Anda menulis {format_rupiah(amount)}.",
            "Periksa banyaknya angka nol. Bila memang demikian di rekening koran, centang kotaknya lalu kirim lagi.",
        )
    require_not_future("Tanggal diterima", received_on)
    require_order("tanggal SP2D", row.sp2d_date, "Tanggal diterima", received_on)
    said: dict[str, object] = {**typed, "received_by": by, "received_at": timezone.now(), "version": version + 1}
    if typed["received_amount"] != row.received_amount:
        said |= UNEXPLAINED
    Disbursement.objects.filter(pk=row.pk).update(**said)
    data = {"amount": amount, "paid": row.amount, "received_on": received_on.isoformat()}
    record_event(verb="disbursement.receive", obj=row, by=by, data=data)
    disbursement.refresh_from_db()
    return disbursement


@transaction.atomic
def take_back_receipt(*, disbursement: Disbursement, reason: str, by: User, version: int) -> Disbursement:
    """The treasurer takes back what they said of the receipt, with a reason: the money has not come after all.

    The trail keeps amount and day, and why. Upper rooms hear ``signals.receipt_taken_back``: both signatures on the
    report rested on it. Refuses where nothing was said, and once the report is accepted.
    """
    may = by.may(Permission.CONFIRM_RECEIPT, disbursement)
    if not (may and holds(by, disbursement.instalment.agreement.partner_id, Role.TREASURER)):
        raise NotAllowed("Hanya bendahara LKS ini yang dapat menarik pernyataan penerimaannya.")
    _, row = lock_payment(disbursement)
    if row.version != version:
        raise StalePage(
            f"{row} sudah berubah sejak Anda membuka halaman ini.", "Muat ulang halaman, lalu periksa lagi."
        )
    if row.state != "paid" or row.received_on is None:
        raise Refusal(
            f"Tidak ada pernyataan penerimaan yang dapat ditarik: {row} berstatus “{row.state_label}”.",
            "Pernyataan hanya dapat ditarik sebelum laporannya diterima.",
        )
    said = sentence_in(reason, example="Dana belum ada di rekening koran; kami keliru membaca baris lain.")
    data = {"amount": row.received_amount, "received_on": row.received_on.isoformat(), "reason": said}
    nothing = {"received_amount": None, "received_on": None, "received_by": None, "received_at": None}
    Disbursement.objects.filter(pk=row.pk).update(**nothing, **UNEXPLAINED, version=version + 1)
    record_event(verb="disbursement.take_back_receipt", obj=row, by=by, data=data)
    disbursement.refresh_from_db()
    receipt_taken_back.send(sender=Disbursement, disbursement=disbursement, by=by)
    return disbursement


@transaction.atomic
def explain_difference(*, disbursement: Disbursement, reason: str, by: User, version: int) -> Disbursement:
    """Finance says why another amount came in than was paid: from then on it is no finding any more.

    Also after the report is accepted, which does not explain it. Refuses where nothing differs, and a reason that is no
    sentence.
    """
    require_permission(by, Permission.RECORD_SP2D, "menjelaskan selisih penerimaan", disbursement)
    row = Disbursement.objects.select_for_update().get(pk=disbursement.pk)
    if row.version != version:
        raise StalePage(
            f"{row} sudah berubah sejak Anda membuka halaman ini.", "Muat ulang halaman, lalu periksa lagi."
        )
    if not row.receipt_difference:
        raise Refusal("LKS tidak menyatakan menerima jumlah yang lain dari SP2D, jadi tidak ada yang dijelaskan.")
    said = sentence_in(reason, example="Bank memotong biaya transfer Rp6.500 menurut rekening koran.", what="Sebabnya")
    Disbursement.objects.filter(pk=row.pk).update(
        difference_reason=said, difference_explained_by=by, version=version + 1
    )
    data = {"difference": row.receipt_difference, "reason": said}
    record_event(verb="disbursement.explain", obj=row, by=by, data=data)
    disbursement.refresh_from_db()
    return disbursement
