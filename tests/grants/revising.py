"""A budget line revised, brought on stage by the user's own action."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from grants.actions import revise_allocation
from grants.models import Allocation


def revised(line: Allocation, *, by: User, amount: int) -> Allocation:
    """Another amount by a revision of the DIPA, on the line as it stands."""
    line.refresh_from_db()
    return revise_allocation(
        allocation=line,
        by=by,
        revision=line.revision,
        document=f"Revisi ke-{line.revision + 1}",
        decided_on=date(2021, 4, 2),
        reason="Pagu disesuaikan dengan kebutuhan tahun ini.",
        amount=amount,
    )
