"""Writes about budget lines (DIPA)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from grants.models import Allocation, AllocationRevision
from grants.validity import require_not_future, require_permission
from partners.saving import save_checked
from rupiah.format import format_rupiah
from trail.changed import difference
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal, StalePage

#: What may still change once money has been proposed from a budget line; year, codes and account may not.
REVISABLE_IN_USE = frozenset({"description", "amount"})

STALE = (
    "Baris ini sudah direvisi orang lain sejak Anda membukanya.",
    "Tidak ada yang disimpan. Buka lagi barisnya, lihat yang berubah, lalu ulangi bila masih perlu.",
)
_EXAMPLE = "Pagu ditambah untuk dua puluh penerima baru."


@transaction.atomic
def record_allocation(
    *,
    by: User,
    year: int,
    program: str,
    activity: str,
    kro: str,
    ro: str,
    component: str,
    account: str,
    description: str,
    amount: int,
    subcomponent: str = "",
) -> Allocation:
    """Record a line of the DIPA of the actor's own office; ``amount`` in rupiah.

    Refuses a line that stands there already, codes or amounts that do not fit, and a new line without money.
    """
    require_permission(by, Permission.MANAGE_ALLOCATIONS, "mencatat alokasi")
    line = Allocation(
        office=by.office,
        year=year,
        program=program,
        activity=activity,
        kro=kro,
        ro=ro,
        component=component,
        subcomponent=subcomponent,
        account=account,
        description=description,
        amount=amount,
    )
    if not amount:
        raise Refusal("Pagu: baris baru harus lebih dari nol. Baris yang sudah tercatat dapat direvisi menjadi nol.")
    save_checked(line, taken=_taken(line))
    data = {"code": line.budget_code, "year": line.year, "amount": line.amount}
    record_event(verb="allocation.record", obj=line, by=by, data=data)
    return line


@transaction.atomic
def revise_allocation(
    *, allocation: Allocation, by: User, revision: int, document: str, decided_on: date, reason: str, **fields: Any
) -> Allocation:
    """Change fields of a budget line by a revision of the DIPA; what stood there before is kept.

    ``revision`` is how often the line was revised when its page was opened: StalePage where that is no longer so.
    Refuses an amount below what is already proposed or paid from it, and another year, code or account once money
    has been proposed from it. Nought is an amount like another: the revision has taken all of it away.
    """
    require_permission(by, Permission.MANAGE_ALLOCATIONS, "mengubah alokasi", allocation)
    said = sentence_in(reason, example=_EXAMPLE)
    require_not_future("Tanggal revisi", decided_on)
    line = Allocation.objects.select_for_update().get(pk=allocation.pk)
    if line.revision != revision:
        raise StalePage(*STALE)
    return apply_revision(line=line, by=by, document=document, decided_on=decided_on, reason=said, fields=fields)


def apply_revision(
    *, line: Allocation, by: User, document: str, decided_on: date, reason: str, fields: dict[str, Any]
) -> Allocation:
    """Write a revision of a line that the caller has locked. Refuses as ``revise_allocation``."""
    changes = difference(line, fields)
    if not changes:
        raise Refusal("Tidak ada yang berubah, jadi tidak ada revisi yang dicatat.")
    committed = line.committed()
    if committed and not REVISABLE_IN_USE.issuperset(changes):
        raise Refusal(
            "Tahun, kode anggaran, dan akun tidak dapat diubah lagi karena sudah ada penyaluran dari baris ini.",
            "Yang masih dapat diubah: uraian dan pagu.",
        )
    if fields.get("amount", line.amount) < committed:
        raise Refusal(below_use(committed))
    before = line.amount
    for name in changes:
        setattr(line, name, fields[name])
    line.revision += 1
    save_checked(line, taken=_taken(line))
    kept = AllocationRevision(
        allocation=line,
        number=line.revision,
        document=document.strip(),
        decided_on=decided_on,
        before=before,
        after=line.amount,
        changes={name: change for name, change in changes.items() if name != "amount"},
        reason=reason,
        recorded_by=by,
    )
    save_checked(kept, taken=STALE[0])
    data = {"changes": changes, "document": kept.document, "revision": kept.number, "reason": reason}
    record_event(verb="allocation.revise", obj=line, by=by, data=data)
    return line


def below_use(committed: int) -> str:
    """Why an amount is too small for a line of which so much is in use."""
    return (
        f"Pagu tidak boleh kurang dari {format_rupiah(committed)}, jumlah yang sudah diajukan atau disalurkan dari "
        "baris ini."
    )


def _taken(line: Allocation) -> str:
    return f"Baris {line.budget_code} tahun {line.year} sudah tercatat. Ubah baris yang ada itu, atau periksa kodenya."
