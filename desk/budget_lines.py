"""Budget lines whose account does not fit what they paid for, on the desk of who can mend them."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from desk.things import SHOWN, Pile, Thing
from grants.allocation_findings import findings_of
from grants.models import Allocation
from legal.law import current_law


def unfit_lines(user: User) -> Pile | None:
    """Lines with findings, the largest amount first; they stand in no column, for the rules name them."""
    if Permission.MANAGE_ALLOCATIONS not in user.permissions:
        return None
    lines = Allocation.objects.visible_to(user)
    found = findings_of(lines, current_law())
    if not found:
        return None
    amounts = {pk: sum(each.amount for each in findings) for pk, findings in found.items()}
    largest = sorted(amounts, key=lambda pk: (-amounts[pk], pk))[:SHOWN]
    shown = lines.in_bulk(largest)
    things = [
        Thing(found[pk][0].fault, shown[pk].budget_code, shown[pk].get_absolute_url(), amount=amounts[pk])
        for pk in largest
    ]
    return Pile(
        "Alokasi dengan akun yang tidak sesuai",
        "Bantuan dibebankan pada akun di luar bantuan sosial, atau yang tidak cocok dengan tujuan atau bentuknya.",
        "allocation",
        things,
        len(found),
        reverse("grants:allocations") + "?look=ya",
    )
