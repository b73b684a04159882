"""Writes about a DIPA, or a revision of it, whose lines come in from a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from grants.actions.allocations import apply_revision, record_allocation
from grants.models import Allocation, DipaDocument
from grants.validity import require_not_future, require_permission
from partners.saving import save_checked
from trail.record import record_event


@transaction.atomic
def record_dipa_document(
    *, by: User, year: int, number: str, decided_on: date, reason: str = "", assistance_only: bool = False
) -> DipaDocument:
    """Name the DIPA, or its revision, whose file is to be taken in; the one that is named already where it is.

    Refuses a day that has not come yet, and a year that cannot be.
    """
    require_permission(by, Permission.MANAGE_ALLOCATIONS, "mengimpor alokasi")
    require_not_future("Tanggal DIPA", decided_on)
    named = {
        "office": by.office,
        "year": year,
        "number": " ".join(number.split()),
        "decided_on": decided_on,
        "assistance_only": assistance_only,
    }
    there = DipaDocument.objects.filter(**named).first()
    if there is not None:
        return there
    document = DipaDocument(**named, reason=reason.strip(), recorded_by=by)
    save_checked(document, taken="DIPA ini baru saja dicatat orang lain. Kirim lagi untuk memakainya.")
    data = {"number": document.number, "year": document.year, "decided_on": document.decided_on.isoformat()}
    record_event(verb="dipadocument.record", obj=document, by=by, data=data)
    return document


@transaction.atomic
def take_lines(
    *, document: DipaDocument, new: Iterable[Mapping[str, Any]], changed: Mapping[int, Mapping[str, Any]], by: User
) -> None:
    """Take in what a file of this DIPA says: ``new`` lines, and of recorded ones (by primary key) what is other.

    A recorded line is revised by this document. Refuses as recording and revising each line does; then nothing is
    written.
    """
    require_permission(by, Permission.MANAGE_ALLOCATIONS, "mengimpor alokasi", document)
    for fields in new:
        record_allocation(by=by, year=document.year, **fields)
    lines = Allocation.objects.visible_to(by).filter(pk__in=changed, year=document.year).order_by("pk")
    reason = document.reason or f"Impor berkas {document.number}."
    for line in lines.select_for_update():
        apply_revision(
            line=line,
            by=by,
            document=document.number,
            decided_on=document.decided_on,
            reason=reason,
            fields=dict(changed[line.pk]),
        )
