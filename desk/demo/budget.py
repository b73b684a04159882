"""The budget of the demonstration: a line that a revision enlarged, and one whose account is not for assistance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from grants.actions import record_allocation, revise_allocation
from grants.models import Allocation


@dataclass(frozen=True, slots=True)
class Budget:
    """A line of the DIPA, the same in each year; ``amount`` in rupiah."""

    account: str
    description: str
    amount: int


ASSISTANCE = Budget("571111", "Bantuan ATENSI melalui LKS (contoh)", 1_500_000_000)
#: The account under which auditors found assistance that did not belong there.
OTHER_GOODS = Budget("521219", "Belanja barang non operasional lainnya (contoh)", 150_000_000)


def budget_line(year: int, budget: Budget, *, by: User) -> Allocation:
    """The office's line of that year, recorded where it is not there yet."""
    found = Allocation.objects.filter(office=by.office, year=year, account=budget.account).first()
    return found or record_allocation(
        by=by,
        year=year,
        program="DL",
        activity="6400",
        kro="QEA",
        ro="001",
        component="051",
        subcomponent="A",
        account=budget.account,
        description=budget.description,
        amount=budget.amount,
    )


def revise_budget(by: User) -> None:
    """Enlarge the newest line of assistance once."""
    line = Allocation.objects.filter(office=by.office, account=ASSISTANCE.account).order_by("-year").first()
    if line is None or line.revision:
        return
    decided_on = timezone.localdate() - timedelta(days=15)
    revise_allocation(
        allocation=line,
        by=by,
        revision=line.revision,
        document=f"DIPA-CONTOH/{line.year} Revisi 1",
        decided_on=decided_on,
        reason="Pagu ditambah bagi penerima yang diusulkan dinas sosial kabupaten.",
        amount=line.amount + 250_000_000,
    )
