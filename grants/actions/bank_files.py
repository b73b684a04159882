"""Writes about files of treasury and banks: one is taken in as it was read. What a person says of it: bank_matches."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Permission
from grants.bank_reading import read_bank_file
from grants.models import BankFile, BankLine, ColumnChoice
from grants.reconciliation.mapping import ColumnMap
from grants.reconciliation.records import FileKind
from grants.reconciliation.table import Table
from grants.validity import require_permission
from trail.record import record_event
from trail.refusal import Refusal
from vault.models import StoredFile

#: What a person without the right is told that this is.
TAKING_IN = "mencocokkan berkas bank"


def import_bank_file(*, stored: StoredFile, kind: FileKind, column_map: ColumnMap, by: User) -> BankFile:
    """Take in a file whose columns mean what ``column_map`` says, whole or not at all; the meaning is remembered.

    Refuses a file with anything that cannot be read, and one that came in before.
    """
    require_permission(by, Permission.RECORD_SP2D, TAKING_IN)
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
