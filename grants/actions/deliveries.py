"""Writes about what a distributing bank or post office hands to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission
from grants.actions.returns import open_return
from grants.clock import clock_of
from grants.decreed import open_shares, require_living
from grants.locks import lock_payment
from grants.models import Channel, Delivery, Disbursement, TreasuryReturn
from grants.owed import undelivered_of
from grants.validity import require_not_future, require_order, require_permission
from legal.law import current_law
from regulations.dates import tanggal
from rupiah.format import format_angka
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from trail.together import transition_all
from trail.transition import transition
from vault.door import Upload, admit, keep
from vault.kinds import EVIDENCE
from vault.refused import Refused

_WRITING = "mencatat penyerahan"
#: Of a recipient who waits.
_NOTHING_WRITTEN = {"delivered_on": None, "handed_over_by": "", "proof_id": None}
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
def restart_deliveries(*, payment: Disbursement, because: str, by: User) -> None:
    """Once a distributor's payment has come back: who could not be given their money waits again, as all the others.

    Called under the payment's lock.
    """
    written = _named(payment.deliveries.exclude(state="waiting"))
    transition_all(written, "correct", by=by, reason=because, changes=_NOTHING_WRITTEN)


@transaction.atomic
def start_clock(*, disbursement: Disbursement, received_on: date, by: User, version: int) -> Disbursement:
    """Write down on which day the distributor got the money; its days are counted from there.

    Refuses a payment without a distributor or whose money is not out, and a day before the SP2D or to come.
    """
    require_permission(by, Permission.RECORD_SP2D, _WRITING, disbursement)
    _, row = lock_payment(disbursement)
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
    # Judged and scanned before anything is locked: it may take long.
    try:
        admitted = admit(upload, accept=EVIDENCE, label="Bukti penyerahan") if upload else None
    except Refused as refused:
        raise Refusal(refused.sentence) from refused
    row, deliveries = _ticked(disbursement, ticked, by)
    if not handed_over_by.strip():
        raise Refusal("Siapa yang menyerahkan belum diisi. Tulis nama petugas atau kantor cabangnya.")
    require_not_future("Tanggal diserahkan", delivered_on)
    if row.sp2d_date is not None:
        require_order("tanggal SP2D", row.sp2d_date, "Tanggal diserahkan", delivered_on)
    require_living(deliveries, delivered_on)
    changes = {"delivered_on": delivered_on, "handed_over_by": handed_over_by.strip()[:200]}
    data = {"delivered_on": delivered_on.isoformat(), "disbursement": disbursement.pk}
    if admitted is not None:
        proof = keep(admitted, by=by)
        changes["proof_id"], data["proof"] = proof.pk, proof.sha256
    return transition_all(
        _of(row, ticked),
        "deliver",
        by=by,
        versions=ticked,
        changes=changes,
        data=lambda each: {**data, "amount": each.amount},
    )


@transaction.atomic
def fail_delivery(*, disbursement: Disbursement, ticked: Mapping[int, int], reason: str, by: User) -> int:
    """Write down that these recipients cannot be given their money, with the reason; all or none."""
    row, _ = _ticked(disbursement, ticked, by)
    return transition_all(
        _of(row, ticked),
        "fail",
        by=by,
        versions=ticked,
        reason=reason,
        data=lambda each: {"disbursement": disbursement.pk, "amount": each.amount},
    )


@transaction.atomic
def correct_delivery(*, delivery: Delivery, reason: str, by: User, version: int) -> Delivery:
    """Take back what was written of one recipient; the trail keeps it.

    Refused once the remainder is being returned, and once the report on the payment is accepted.
    """
    _running(lock_payment(delivery.disbursement)[1])
    return transition(delivery, "correct", by=by, version=version, reason=reason, changes=_NOTHING_WRITTEN)


@transaction.atomic
def return_undelivered(*, disbursement: Disbursement, by: User) -> TreasuryReturn | None:
    """Open the return of what was not handed out, to the rupiah: once the days are over, or nobody waits any more.

    Who still waits then is written down as undelivered. Refuses while days are left, and where nothing is left over.
    """
    require_permission(by, Permission.RECORD_SP2D, _WRITING, disbursement)
    row = _running(lock_payment(disbursement)[1])
    clock = clock_of(row, current_law())
    assert clock is not None, "what is handed out was paid, and has the day of its SP2D"
    waiting = row.deliveries.filter(state="waiting")
    if not clock.has_run_out and (left_over := waiting.count()):
        raise Refusal(
            f"Masih {format_angka(left_over)} penerima menunggu, dan waktunya sampai {tanggal(clock.last_day)}.",
            "Sesudah hari itu, atau bila semua penerima sudah dicatat, sisanya dapat dikembalikan.",
        )
    transition_all(_named(waiting), "fail", by=by, reason=_TIME_IS_OVER)
    left = sum(row.deliveries.filter(state="undelivered").values_list("amount", flat=True))
    if not left:
        raise Refusal("Semua dana sudah diserahkan, jadi tidak ada yang dikembalikan.")
    return open_return(instalment=row.instalment, amount=left, kind=TreasuryReturn.Kind.UNDELIVERED, by=by)


def _running(payment: Disbursement) -> Disbursement:
    """The payment, whose lock the caller holds, if it is being handed out; otherwise a refusal that says why not."""
    if not payment.is_running:
        raise Refusal(f"{payment} tidak sedang disalurkan oleh bank atau pos penyalur.")
    if payment.state == "accounted":
        raise Refusal(f"{payment} sudah dipertanggungjawabkan, jadi catatan penyerahannya tidak berubah lagi.")
    if undelivered_of(payment.instalment):
        raise Refusal(
            "Pengembalian dana yang tidak tersalurkan sudah dibuka, jadi catatan penyerahannya tidak berubah lagi.",
            "Buka pengembaliannya dari halaman penyaluran ini; selama belum disetor, PPK dapat menariknya.",
        )
    return payment


def _ticked(payment: Disbursement, ticked: Mapping[int, int], by: User) -> tuple[Disbursement, list[Delivery]]:
    """The payment, locked, and what is written of its ticked recipients."""
    require_permission(by, Permission.RECORD_SP2D, _WRITING, payment)
    row = _running(lock_payment(payment)[1])
    if not ticked:
        raise Refusal("Belum ada penerima yang dipilih. Centang penerimanya, lalu simpan lagi.")
    found = list(_of(row, ticked))
    if len(found) < len(ticked):
        raise Refusal("Ada penerima yang bukan dari penyaluran ini. Muat ulang halaman, lalu pilih lagi.")
    return row, found


def _of(payment: Disbursement, ticked: Mapping[int, int]) -> QuerySet[Delivery]:
    return _named(payment.deliveries.filter(pk__in=ticked))


def _named(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """With what their names and their office's chain are made of."""
    return deliveries.select_related("recipient", "disbursement__instalment__agreement__partner__office")
