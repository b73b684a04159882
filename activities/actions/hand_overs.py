"""Writes about what makers are handed of the proceeds, against a receipt."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.roles import Permission
from activities.models import HandOver, MakerShare, SalesMonth
from beneficiaries.papers import kept
from partners.saving import save_checked
from partners.validity import require_not_future, require_order, require_permission
from rupiah.format import format_rupiah
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from trail.transition import transition
from vault.door import Upload


@transaction.atomic
def record_hand_over(
    *, share: MakerShare, amount: int, handed_on: date, received_by: str, upload: Upload, by: User, version: int
) -> HandOver:
    """Write down that a maker was handed rupiah of a closed month, with the receipt; never more than is owed.

    ``version`` is that of the share as the page showed it: a second click finds another one, and raises StalePage.
    """
    require_permission(by, Permission.MANAGE_ACTIVITIES, "mencatat penyerahan", share)
    month = SalesMonth.objects.select_for_update().get(pk=share.month_id)
    row = MakerShare.objects.select_for_update().select_related("month").get(pk=share.pk)
    if row.version != version or month.state != "closed":
        raise StalePage(
            "Bagian pembuat ini sudah berubah sejak Anda membuka halaman ini.",
            "Tidak ada yang dicatat. Muat ulang halaman, lalu periksa penyerahannya.",
        )
    if amount > row.owed:
        raise Refusal(f"Paling banyak {format_rupiah(row.owed)}: itu yang belum diserahkan kepada pembuat ini.")
    require_not_future("Tanggal diserahkan", handed_on)
    require_order("awal bulan penjualan", month.month, "Tanggal diserahkan", handed_on)
    hand_over = HandOver(
        share=row, amount=amount, handed_on=handed_on, received_by=" ".join(received_by.split()), recorded_by=by
    )
    hand_over.receipt = kept(upload, by=by, label="Tanda terima")
    save_checked(hand_over, taken="Penyerahan ini baru saja dicatat orang lain. Muat ulang halaman, lalu periksa.")
    _count(row, amount)
    data = {"amount": amount, "handed_on": handed_on.isoformat(), "receipt": hand_over.receipt.sha256}
    record_event(verb="handover.record", obj=month, by=by, data=data)
    share.refresh_from_db()
    return hand_over


@transaction.atomic
def withdraw_hand_over(*, hand_over: HandOver, reason: str, by: User, version: int) -> HandOver:
    """Take back a hand-over that was written down wrongly; the maker is owed its rupiah again."""
    require_permission(by, Permission.MANAGE_ACTIVITIES, "menarik penyerahan", hand_over)
    month = hand_over.share.month
    standing = MakerShare.objects.select_for_update().filter(
        maker=hand_over.share.maker, month__in=SalesMonth.objects.filter(state="closed"), month__office=month.office_id
    )
    of_thread = [one for one in standing.select_related("month") if one.month.thread == month.thread]
    transition(
        hand_over,
        "withdraw",
        by=by,
        version=version,
        reason=reason,
        changes={"withdrawn_because": reason.strip()},
        data={"amount": hand_over.amount},
    )
    for share in of_thread:
        _count(share, -hand_over.amount)
    return hand_over


def _count(share: MakerShare, amount: int) -> None:
    MakerShare.objects.filter(pk=share.pk).update(handed=F("handed") + amount, version=F("version") + 1)
