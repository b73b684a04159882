"""Writes about budget lines (DIPA)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from grants.models import Allocation
from grants.validity import require_permission
from partners.saving import difference, save_checked
from rupiah.format import format_rupiah
from trail.record import record_event
from trail.refusal import Refusal

#: What may still change once money has been proposed from a budget line; year, codes and account may not.
REVISABLE_IN_USE = frozenset({"description", "amount"})


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

    Refuses a line that stands there already, and codes or amounts that do not fit.
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
    save_checked(line, taken=_taken(line))
    data = {"code": line.budget_code, "year": line.year, "amount": line.amount}
    record_event(verb="allocation.record", obj=line, by=by, data=data)
    return line


@transaction.atomic
def revise_allocation(*, allocation: Allocation, by: User, **fields: Any) -> Allocation:
    """Change fields of a budget line; the trail keeps what stood there before.

    Refuses an amount below what is already proposed or paid from it, and another year, code or account once money
    has been proposed from it.
    """
    require_permission(by, Permission.MANAGE_ALLOCATIONS, "mengubah alokasi", allocation)
    line = Allocation.objects.select_for_update().get(pk=allocation.pk)
    changes = difference(line, fields)
    if not changes:
        return line
    committed = line.committed()
    if committed and not REVISABLE_IN_USE.issuperset(changes):
        raise Refusal(
            "Tahun, kode anggaran, dan akun tidak dapat diubah lagi karena sudah ada penyaluran dari baris ini.",
            "Yang masih dapat diubah: uraian dan pagu.",
        )
    if fields.get("amount", line.amount) < committed:
        raise Refusal(
            f"Pagu tidak boleh kurang dari {format_rupiah(committed)}, jumlah yang sudah diajukan atau disalurkan dari "
            "baris ini."
        )
    for name in changes:
        setattr(line, name, fields[name])
    save_checked(line, taken=_taken(line))
    record_event(verb="allocation.revise", obj=line, by=by, data={"changes": changes})
    return line


def _taken(line: Allocation) -> str:
    return f"Baris {line.budget_code} tahun {line.year} sudah tercatat. Ubah baris yang ada itu, atau periksa kodenya."
