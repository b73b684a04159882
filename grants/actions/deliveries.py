"""Writes about what a distributing bank or post office hands to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from grants.actions.returns import open_return
from grants.clock import clock_of
from grants.decreed import open_shares, require_living
from grants.models import Channel, Delivery, Disbursement, TreasuryReturn
from grants.validity import require_not_future, require_order, require_permission
from legal.law import current_law
from regulations.dates import tanggal
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from trail.transition import transition
from vault.door import Upload, receive
from vault.kinds import EVIDENCE
from vault.refused import Refused

_WRITING = "mencatat penyerahan"
_TIME_IS_OVER = "Batas waktu penyaluran lewat dan dana belum diserahkan."


def open_deliveries(payment: Disbursement) -> None:
    """Once a distributor's payment has its SP2D: what it must hand to whom, each waiting. Made once, from the decree
    in force at that moment."""
    if payment.channel == Channel.DISTRIBUTOR and not payment.deliveries.exists():
        decree = payment.instalment.agreement.decrees.in_force().first() or payment.decree
        Delivery.objects.bulk_create(
            Delivery(disbursement=payment, recipient_id=recipient, amount=amount)
            for recipient, amount in open_shares(decree, without=payment).items()
        )


@transaction.atomic
def start_clock(*, disbursement: Disbursement, received_on: date, by: User, version: int) -> Disbursement:
    """Write down on which day the distributor got the money; its days are counted from there.

    Refuses a payment without a distributor or whose money is not out, and a day before the SP2D or to come.
    """
    require_permission(by, Permission.RECORD_SP2D, _WRITING, disbursement)
    row = Disbursement.objects.select_for_update().get(pk=disbursement.pk)
    if row.version != version:
        raise StalePage(
            f"{row} sudah berubah sejak Anda membuka halaman ini.", "Muat ulang halaman, lalu periksa lagi."
        )
    if not row.is_running or row.sp2d_date is None:
        raise Refusal(f"{row} tidak sedang disalurkan oleh bank atau pos penyalur.")
    require_not_future("Tanggal diterima penyalur", received_on)
    require_order("tanggal SP2D", row.sp2d_date, "Tanggal diterima penyalur", received_on)
    Disbursement.objects.filter(pk=row.pk).update(distributor_received_on=received_on, version=version + 1)
    data = {"received_on": received_on.isoformat(), "distributor": row.distributor}
    record_event(verb="disbursement.start_clock", obj=row, by=by, data=data)
    disbursement.refresh_from_db()
    return disbursement


@transaction.atomic
def record_delivery(
    *,
    disbursement: Disbursement,
    ticked: Mapping[int, int],
    delivered_on: date,
    handed_over_by: str,
    upload: Upload | None = None,
    by: User,
) -> int:
    """Write down that these recipients, by id with the version that the page showed, got their money; all or none.

    One proof serves them all. Refuses nobody ticked, nobody named who handed over, a day before the SP2D or to come.
    """
    deliveries = _ticked(disbursement, ticked, by)
    if not handed_over_by.strip():
        raise Refusal("Siapa yang menyerahkan belum diisi. Tulis nama petugas atau kantor cabangnya.")
    require_not_future("Tanggal diserahkan", delivered_on)
    if disbursement.sp2d_date is not None:
        require_order("tanggal SP2D", disbursement.sp2d_date, "Tanggal diserahkan", delivered_on)
    require_living(deliveries, delivered_on)
    changes = {"delivered_on": delivered_on, "handed_over_by": handed_over_by.strip()[:200]}
    data = {"delivered_on": delivered_on.isoformat(), "disbursement": disbursement.pk}
    if upload is not None:
        try:
            proof = receive(upload, by=by, accept=EVIDENCE, label="Bukti penyerahan")
        except Refused as refused:
            raise Refusal(refused.sentence) from refused
        changes["proof_id"], data["proof"] = proof.pk, proof.sha256
    for each in deliveries:
        transition(
            each, "deliver", by=by, version=ticked[each.pk], changes=changes, data={**data, "amount": each.amount}
        )
    return len(deliveries)


@transaction.atomic
def fail_delivery(*, disbursement: Disbursement, ticked: Mapping[int, int], reason: str, by: User) -> int:
    """Write down that these recipients cannot be given their money, with the reason; all or none."""
    deliveries = _ticked(disbursement, ticked, by)
    for each in deliveries:
        data = {"disbursement": disbursement.pk, "amount": each.amount}
        transition(each, "fail", by=by, version=ticked[each.pk], reason=reason, data=data)
    return len(deliveries)


@transaction.atomic
def correct_delivery(*, delivery: Delivery, reason: str, by: User, version: int) -> Delivery:
    """Take back what was written of one recipient; the trail keeps it. Refused once the remainder is being returned."""
    _require_not_returned(delivery.disbursement)
    cleared = {"delivered_on": None, "handed_over_by": "", "proof_id": None}
    return transition(delivery, "correct", by=by, version=version, reason=reason, changes=cleared)


@transaction.atomic
def return_undelivered(*, disbursement: Disbursement, by: User) -> TreasuryReturn | None:
    """Open the return of what was not handed out, to the rupiah: once the days are over, or nobody waits any more.

    Who still waits then is written down as undelivered. Refuses while days are left, and where nothing is left over.
    """
    require_permission(by, Permission.RECORD_SP2D, _WRITING, disbursement)
    row = Disbursement.objects.select_for_update().get(pk=disbursement.pk)
    clock = clock_of(row, current_law())
    if clock is None:
        raise Refusal(f"{row} tidak sedang disalurkan oleh bank atau pos penyalur.")
    _require_not_returned(row)
    waiting = list(row.deliveries.filter(state="waiting"))
    if waiting and not clock.has_run_out:
        raise Refusal(
            f"Masih {len(waiting)} penerima menunggu, dan waktunya sampai {tanggal(clock.last_day)}.",
            "Sesudah hari itu, atau bila semua penerima sudah dicatat, sisanya dapat dikembalikan.",
        )
    for each in waiting:
        transition(each, "fail", by=by, version=each.version, reason=_TIME_IS_OVER)
    left = sum(row.deliveries.filter(state="undelivered").values_list("amount", flat=True))
    if not left:
        raise Refusal("Semua dana sudah diserahkan, jadi tidak ada yang dikembalikan.")
    return open_return(instalment=row.instalment, amount=left, kind=TreasuryReturn.Kind.UNDELIVERED, by=by)


def _require_not_returned(payment: Disbursement) -> None:
    if payment.instalment.returns.filter(kind=TreasuryReturn.Kind.UNDELIVERED).exists():
        raise Refusal(
            "Pengembalian dana yang tidak tersalurkan sudah dibuka, jadi catatan penyerahannya tidak berubah lagi.",
            "Buka pengembaliannya dari halaman penyaluran ini.",
        )


def _ticked(payment: Disbursement, ticked: Mapping[int, int], by: User) -> list[Delivery]:
    require_permission(by, Permission.RECORD_SP2D, _WRITING, payment)
    if not payment.is_running:
        raise Refusal(f"{payment} tidak sedang disalurkan oleh bank atau pos penyalur.")
    if not ticked:
        raise Refusal("Belum ada penerima yang dipilih. Centang penerimanya, lalu simpan lagi.")
    _require_not_returned(payment)
    found = list(payment.deliveries.filter(pk__in=ticked).select_related("recipient"))
    if len(found) < len(ticked):
        raise Refusal("Ada penerima yang bukan dari penyaluran ini. Muat ulang halaman, lalu pilih lagi.")
    return found
