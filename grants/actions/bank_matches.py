"""Writes about matches of files of treasury and banks: which payment a line reports, and why a bank says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Permission
from grants.actions.bank_files import TAKING_IN
from grants.actions.disbursements import record_sp2d
from grants.actions.returs import record_retur, repay_disbursement
from grants.bank_matching import match_file
from grants.models import BankFile, BankLine, BankMatch, Disbursement, MatchExplanation
from grants.reconciliation.compare import Pair
from grants.reconciliation.records import FileKind, Status
from grants.reconciliation.sentences import differences
from grants.validity import require_permission
from grants.workflow import PAID_STATES
from partners.models import Agreement
from rupiah.format import format_rupiah
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal, StalePage


@transaction.atomic
def confirm_matches(
    *, bank_file: BankFile, chosen: Mapping[int, int], by: User, days: Mapping[int, date] | None = None
) -> list[BankMatch]:
    """Say of lines, by row, which payment each reports; all of them or none.

    A line of the list of SP2D records number and day of an SP2D that was still to come, also in place of one that
    failed; a retur reopens its payment. ``days``, by row: the day of a retur of which the file tells none.
    Refuses a payment for two lines, a retur of another amount or SP2D or without a day, and what no longer is a pair
    since the page was opened.
    """
    require_permission(by, Permission.RECORD_SP2D, TAKING_IN, bank_file)
    if not chosen:
        raise Refusal("Belum ada pasangan yang dipilih. Centang yang benar, lalu konfirmasi.")
    if len(set(chosen.values())) < len(chosen):
        raise Refusal("Satu penyaluran dipilih untuk dua baris. Pilih satu baris saja untuk tiap penyaluran.")
    _hold(bank_file, chosen.values())
    matching = match_file(bank_file)
    pairs = matching.offered()
    confirmed = []
    for row, key in sorted(chosen.items()):
        pair = pairs.get((row, key))
        if pair is None:
            raise StalePage(
                f"Baris {row} atau penyalurannya sudah berubah sejak halaman ini dibuka.",
                "Tidak ada yang disimpan. Muat ulang halaman ini, lalu periksa lagi.",
            )
        line = matching.lines[row]
        day = line.day or (days or {}).get(row)
        confirmed.append(_confirm(bank_file, line, day, matching.payments[key], pair, by))
    return confirmed


def _hold(bank_file: BankFile, keys: Iterable[int]) -> None:
    """Keep the file, the payments and what stands above these as they are until the transaction ends."""
    BankFile.objects.select_for_update(of=("self",)).get(pk=bank_file.pk)
    payments = Disbursement.objects.filter(office=bank_file.office_id, pk__in=list(keys))
    agreements = set(payments.order_by().values_list("instalment__agreement", flat=True))
    # In the order in which everything about an agreement is locked.
    list(Agreement.objects.select_for_update(of=("self",)).filter(pk__in=agreements).order_by("pk"))
    list(payments.select_for_update(of=("self",)).order_by("pk"))


def _confirm(
    bank_file: BankFile, line: BankLine, day: date | None, payment: Disbursement, pair: Pair, by: User
) -> BankMatch:
    told = differences(pair)
    match = BankMatch.objects.create(
        bank_file=bank_file, line=line, disbursement=payment, differences=told, confirmed_by=by
    )
    data = {"row": line.row, "file": bank_file.pk, "amount": line.amount, "status": line.status, "differences": told}
    record_event(verb="disbursement.match", obj=payment, by=by, data=data)
    if line.status == Status.RETUR:
        _reopen(payment, line, day, bank_file, by)
    elif bank_file.kind == FileKind.SP2D_LIST and line.status == Status.DELIVERED:
        if payment.state == "approved":
            _record_sp2d(payment, line, by)
        elif payment.state == "returned" and line.sp2d_number != payment.sp2d_number:
            _repay(payment, line, by)
    return match


def _record_sp2d(payment: Disbursement, line: BankLine, by: User) -> None:
    day = _day_of_sp2d(payment, line)
    record_sp2d(disbursement=payment, sp2d_number=line.sp2d_number, sp2d_date=day, by=by, version=payment.version)


def _day_of_sp2d(payment: Disbursement, line: BankLine) -> date:
    """The day of an SP2D that pays just what the SPM asks; refuses any other."""
    if line.amount != payment.amount or line.day is None:
        said, ours = format_rupiah(line.amount), format_rupiah(payment.amount)
        raise Refusal(
            f"SP2D pada {line} bernilai {said}, sedangkan SPM-nya {ours}.",
            "Tanyakan kepada KPPN. SP2D yang berbeda jumlahnya tidak dicatat dari berkas.",
        )
    return line.day


def _reopen(payment: Disbursement, line: BankLine, day: date | None, bank_file: BankFile, by: User) -> None:
    """Keep what the bank refused, and let the payment be paid again: just this SP2D, whole, on a day that is known."""
    if payment.state not in PAID_STATES:
        raise Refusal(
            f"Pada {line} bank meretur {payment}, padahal penyaluran itu sedang menunggu SP2D.",
            "Periksa dahulu SP2D mana yang dimaksud bank. Retur tanpa SP2D yang tercatat tidak disimpan.",
        )
    if line.sp2d_number and line.sp2d_number != payment.sp2d_number:
        raise Refusal(
            f"Retur pada {line} menyebut SP2D {line.sp2d_number}, sedangkan yang tercatat {payment.sp2d_number}.",
            "Tanyakan kepada bank. Retur atas SP2D lain tidak dicatat dari berkas.",
        )
    if line.amount != payment.amount:
        said, ours = format_rupiah(line.amount), format_rupiah(payment.amount)
        raise Refusal(
            f"Retur pada {line} bernilai {said}, sedangkan SP2D-nya {ours}.",
            "Tanyakan kepada bank. Retur yang berbeda jumlahnya tidak dicatat dari berkas.",
        )
    if day is None:
        raise Refusal(
            f"Berkas tidak menyebut tanggal retur pada {line}.",
            "Isi tanggalnya menurut surat atau rekening koran bank, lalu konfirmasi lagi.",
        )
    record_retur(
        disbursement=payment,
        returned_on=day,
        bank_reason=line.reason or "tanpa keterangan bank",
        paper=bank_file.file,
        source=f"{bank_file}, {line}",
        by=by,
        version=payment.version,
    )


def _repay(payment: Disbursement, line: BankLine, by: User) -> None:
    day = _day_of_sp2d(payment, line)
    repay_disbursement(
        disbursement=payment, sp2d_number=line.sp2d_number, sp2d_date=day, by=by, version=payment.version
    )


@transaction.atomic
def explain_difference(*, match: BankMatch, reason: str, by: User) -> MatchExplanation:
    """Say why a confirmed line names another amount than was paid; until then the difference stands on the payment.

    Refuses a line that names the same amount, and one that is explained already.
    """
    require_permission(by, Permission.RECORD_SP2D, "menjelaskan selisih dengan bank", match.disbursement)
    if not match.amount_difference:
        raise Refusal("Baris ini menyebut jumlah yang sama. Tidak ada selisih yang perlu dijelaskan.")
    because = sentence_in(reason, what="Penjelasan", example="Bank memotong biaya transfer, dikembalikan 3 Mei.")
    try:
        with transaction.atomic():
            explanation = MatchExplanation.objects.create(match=match, because=because, explained_by=by)
    except IntegrityError as problem:
        raise StalePage("Selisih ini sudah dijelaskan. Muat ulang halaman untuk membacanya.") from problem
    data = {"reason": because, "difference": match.amount_difference, "file": match.bank_file_id, "row": match.line.row}
    record_event(verb="disbursement.explain_bank", obj=match.disbursement, by=by, data=data)
    return explanation
