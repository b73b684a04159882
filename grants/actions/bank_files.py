"""Writes about files of treasury and banks: one taken in as it was read, its matches confirmed by a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from grants.actions.disbursements import record_sp2d
from grants.actions.returs import record_retur, repay_disbursement
from grants.bank_matching import match_file
from grants.bank_reading import read_bank_file
from grants.models import BankFile, BankLine, BankMatch, ColumnChoice, Disbursement
from grants.reconciliation.compare import Pair, pair_of
from grants.reconciliation.mapping import ColumnMap
from grants.reconciliation.records import FileKind, Status
from grants.reconciliation.sentences import differences
from grants.reconciliation.table import Table
from grants.validity import require_permission
from grants.workflow import PAID_STATES
from rupiah.format import format_rupiah
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from vault.models import StoredFile

_TAKING_IN = "mencocokkan berkas bank"


def import_bank_file(*, stored: StoredFile, kind: FileKind, column_map: ColumnMap, by: User) -> BankFile:
    """Take in a file whose columns mean what ``column_map`` says, whole or not at all; the meaning is remembered.

    Refuses a file with anything that cannot be read, and one that came in before.
    """
    require_permission(by, Permission.RECORD_SP2D, _TAKING_IN)
    if by.office is None:
        raise Refusal("Berkas bank dicatat oleh kantor yang menerimanya.")
    # Read before anything is locked: it may take long.
    table = read_bank_file(stored, kind=kind, column_map=column_map)
    if table.problems:
        raise Refusal(
            f"Masih ada {len(table.problems)} hal yang tidak terbaca. Tidak ada yang disimpan.",
            f"{table.problems[0].sentence} {table.problems[0].remedy}",
        )
    return _keep_file(stored, table, by)


@transaction.atomic
def _keep_file(stored: StoredFile, table: Table, by: User) -> BankFile:
    columns = table.map.as_data()
    bank_file = BankFile(
        office=by.office,
        kind=table.kind.value,
        file=stored,
        sha256=stored.sha256,
        columns=columns,
        notes=list(table.notes),
        lines_count=len(table.lines),
        total=sum(line.amount for line in table.lines),
        imported_by=by,
    )
    try:
        with transaction.atomic():
            bank_file.save()
    except IntegrityError as problem:
        raise Refusal(
            "Berkas dengan isi yang persis sama sudah pernah dibaca.", "Buka dari daftar berkas untuk melanjutkannya."
        ) from problem
    BankLine.objects.bulk_create(
        BankLine(
            bank_file=bank_file,
            row=line.row,
            sp2d_number=line.number,
            spm_number=line.order_number,
            amount=line.amount,
            day=line.day,
            account=line.account,
            name=line.name,
            status=line.status.value,
            reason=line.reason,
        )
        for line in table.lines
    )
    ColumnChoice.objects.update_or_create(
        office=by.office,
        kind=table.kind.value,
        fingerprint=table.heading.fingerprint,
        defaults={"columns": columns, "chosen_by": by},
    )
    data = {"sha256": stored.sha256, "kind": table.kind.value, "lines": len(table.lines), "total": bank_file.total}
    record_event(verb="bankfile.import", obj=bank_file, by=by, data=data)
    return bank_file


@transaction.atomic
def confirm_matches(*, bank_file: BankFile, chosen: Mapping[int, int], by: User) -> list[BankMatch]:
    """Say of lines, by row, which payment each reports; all of them or none.

    A line of the list of SP2D records number and day of an SP2D that was still to come, also in place of one that
    failed; a retur reopens its payment.
    Refuses a payment for two lines, and what no longer is a pair since the page was opened.
    """
    require_permission(by, Permission.RECORD_SP2D, _TAKING_IN, bank_file)
    if not chosen:
        raise Refusal("Belum ada pasangan yang dipilih. Centang yang benar, lalu konfirmasi.")
    if len(set(chosen.values())) < len(chosen):
        raise Refusal("Satu penyaluran dipilih untuk dua baris. Pilih satu baris saja untuk tiap penyaluran.")
    matching = match_file(bank_file, lock=True)
    pairs = {(pair.reported.row, pair.expected.key): pair for pair in (*matching.result.matched, *matching.result.near)}
    for tie in matching.result.ties:
        for payment in tie.expected:
            for line in tie.reported:
                if pair := pair_of(payment, line, days_after=matching.days_after):
                    pairs[line.row, payment.key] = pair
    confirmed = []
    for row, key in sorted(chosen.items()):
        pair = pairs.get((row, key))
        if pair is None:
            raise StalePage(
                f"Baris {row} atau penyalurannya sudah berubah sejak halaman ini dibuka.",
                "Tidak ada yang disimpan. Muat ulang halaman ini, lalu periksa lagi.",
            )
        confirmed.append(_confirm(bank_file, matching.lines[row], matching.payments[key], pair, by))
    return confirmed


def _confirm(bank_file: BankFile, line: BankLine, payment: Disbursement, pair: Pair, by: User) -> BankMatch:
    told = differences(pair)
    match = BankMatch.objects.create(
        bank_file=bank_file, line=line, disbursement=payment, differences=told, confirmed_by=by
    )
    data = {"row": line.row, "file": bank_file.pk, "amount": line.amount, "status": line.status, "differences": told}
    record_event(verb="disbursement.match", obj=payment, by=by, data=data)
    if line.status == Status.RETUR and payment.state in PAID_STATES:
        _reopen(payment, line, bank_file, by)
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


def _reopen(payment: Disbursement, line: BankLine, bank_file: BankFile, by: User) -> None:
    """Keep what the bank refused, and let the payment be paid again."""
    record_retur(
        disbursement=payment,
        returned_on=line.day or payment.sp2d_date or timezone.localdate(),
        bank_reason=line.reason or "tanpa keterangan bank",
        source=f"{bank_file}, {line}",
        by=by,
        version=payment.version,
    )


def _repay(payment: Disbursement, line: BankLine, by: User) -> None:
    day = _day_of_sp2d(payment, line)
    repay_disbursement(
        disbursement=payment, sp2d_number=line.sp2d_number, sp2d_date=day, by=by, version=payment.version
    )
