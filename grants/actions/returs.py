"""Writes about a payment that a bank refused: the retur kept, then paid again or cancelled."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from grants.actions.deliveries import restart_deliveries
from grants.actions.sp2d import keep_sp2d
from grants.actions.withdrawals import lapse_returns
from grants.apart import require_another
from grants.decreed import held_by_issued
from grants.locks import lock_payment
from grants.models import Disbursement, Retur
from grants.signals import disbursement_returned
from grants.validity import require_not_future, require_order
from partners.models import Instalment
from regulations.dates import tanggal
from rupiah.format import format_angka, format_rupiah
from trail.refusal import Refusal
from trail.transition import transition
from vault.door import Admitted, Upload, admit, keep
from vault.kinds import EVIDENCE
from vault.models import StoredFile
from vault.refused import Refused

#: Fewer letters than these are no word of a bank: "Rekening tutup" has thirteen.
_FEWEST_LETTERS = 5


@transaction.atomic
def record_retur(
    *,
    disbursement: Disbursement,
    returned_on: date,
    bank_reason: str,
    by: User,
    version: int,
    upload: Upload | None = None,
    paper: StoredFile | None = None,
    source: str = "surat bank",
) -> Disbursement:
    """Write down that the bank refused the transfer: the failed SP2D is kept, and the payment waits to be paid again.

    ``bank_reason`` are the bank's own words, ``source`` where they stand: in the letter that is uploaded, or in the
    bank's file, ``paper``. What was to go back of it is withdrawn, and who could not be given their money waits anew
    once it is paid again. Upper rooms hear ``signals.disbursement_returned``. Refuses a retur without its paper, a
    payment whose receipt the LKS has confirmed, for it takes that back itself first, one that is accounted for or of
    which something was handed out or paid back, and a day before the SP2D or to come.
    """
    admitted = _letter(upload) if paper is None else None
    _, row = lock_payment(disbursement)
    if row.state == "accounted":
        raise Refusal(
            f"{row} sudah dipertanggungjawabkan: laporannya sudah diterima, jadi tidak dapat diretur.",
            "Cocokkan dahulu nomor SP2D pada surat bank. Bila dananya memang kembali ke kas negara, tanyakan kepada "
            "PPK yang menerima laporannya; uangnya dicatat sebagai pengembalian.",
        )
    because = _words_of_the_bank(bank_reason)
    require_not_future("Tanggal retur", returned_on)
    if row.sp2d_date is not None:
        require_order("tanggal SP2D", row.sp2d_date, "Tanggal retur", returned_on)
    handed_out = row.deliveries.filter(state="delivered").count()
    if handed_out:
        raise Refusal(
            f"{format_angka(handed_out)} penerima tercatat sudah menerima, jadi penyaluran ini tidak dapat diretur.",
            "Betulkan dahulu catatan penyerahannya, atau cocokkan nomor SP2D pada surat bank.",
        )
    if row.state == "paid" and row.received_on is not None:
        raise Refusal(
            f"LKS menyatakan dana ini sudah diterima: {format_rupiah(row.received_amount or 0)} pada "
            f"{tanggal(row.received_on)}. Yang sudah diterima tidak dapat diretur.",
            "Cocokkan nomor SP2D pada surat bank. Bila pernyataannya keliru, bendahara LKS menariknya dahulu pada "
            "halaman penyaluran ini.",
        )
    if paper is None and row.version == version and row.state == "paid":
        if admitted is None:
            raise Refusal("Surat atau jawaban bank belum dilampirkan. Unggah foto atau PDF-nya.")
        paper = keep(admitted, by=by)
    data: dict[str, object] = {"sp2d_number": row.sp2d_number, "returned_on": returned_on.isoformat()}
    data |= {"paper": paper.sha256} if paper else {}
    told = f"Diretur menurut {source}: {because}"
    transition(
        disbursement,
        "retur",
        by=by,
        version=version,
        reason=told,
        changes={"distributor_received_on": None},
        data=data,
    )
    lapse_returns(payment=disbursement, reason=told, by=by)
    restart_deliveries(payment=disbursement, because=told, by=by)
    disbursement.refresh_from_db()
    assert disbursement.sp2d_date is not None, "the database holds: what was paid has its SP2D"
    Retur.objects.create(
        disbursement=disbursement,
        sp2d_number=disbursement.sp2d_number,
        sp2d_date=disbursement.sp2d_date,
        bank_account=disbursement.bank_account,
        amount=disbursement.amount,
        returned_on=returned_on,
        reason=because,
        paper=paper,
        recorded_by=by,
    )
    disbursement_returned.send(sender=Disbursement, disbursement=disbursement, by=by)
    return disbursement


@transaction.atomic
def repay_disbursement(
    *,
    disbursement: Disbursement,
    sp2d_number: str,
    sp2d_date: date,
    by: User,
    version: int,
) -> Disbursement:
    """Record the SP2D by which a returned payment was paid again: into the account that was approved.

    That is the one of the SPM, or another one that a second person approved since (``account_changes``); the account
    before stays with its retur. Refuses while such a change waits for its decision, the number of another SP2D, also of
    one that failed, and a day before the retur or to come.
    """
    _, row = lock_payment(disbursement)
    if row.state == "returned" and row.account_changes.filter(state="asked").exists():
        raise Refusal(
            "Pergantian rekeningnya masih menunggu keputusan PPSPM. Catat SP2D pengganti sesudah itu diputuskan, atau "
            "tarik permintaannya."
        )
    last = disbursement.returs.last()
    if last is not None:
        require_order("tanggal retur", last.returned_on, "Tanggal SP2D pengganti", sp2d_date)
    return keep_sp2d(
        disbursement=disbursement,
        step="repay",
        number=sp2d_number,
        day=sp2d_date,
        by=by,
        version=version,
        data={"account": str(row.bank_account)},
    )


@transaction.atomic
def cancel_disbursement(*, disbursement: Disbursement, reason: str, by: User, version: int) -> Disbursement:
    """Give a returned payment up with a reason: budget line and instalment are free for another SPP. Never by who
    proposed it, nor by who recorded the retur.

    Refuses while a distributor's SPM of the same agreement waits for its SP2D: it hands out what is then still open.
    """
    _, row = lock_payment(disbursement)
    if row.state == "returned":
        require_another(row, "cancel", by)
        if sentences := held_by_issued(row):
            raise Refusal(*sentences)
    cancelled = transition(disbursement, "cancel", by=by, version=version, reason=reason)
    Instalment.objects.filter(pk=disbursement.instalment_id).update(requested=False)
    return cancelled


def _letter(upload: Upload | None) -> Admitted | None:
    """The bank's letter, judged and scanned before anything is locked: it may take long."""
    try:
        return admit(upload, accept=EVIDENCE, label="Surat bank") if upload else None
    except Refused as refused:
        raise Refusal(refused.sentence) from refused


def _words_of_the_bank(text: str) -> str:
    words = " ".join(text.split())
    if sum(map(str.isalnum, words)) < _FEWEST_LETTERS:
        raise Refusal("Alasan bank belum diisi. Salin seperti pada surat bank, misalnya “Rekening tutup”.")
    longest = Retur._meta.get_field("reason").max_length
    return words[:longest]
