"""Sums at the head of a list: by state, and together; they tie with the rows because both come from one query set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from trail.workflow import Workflow


@dataclass(frozen=True, slots=True)
class StateTotal:
    """How many rows of a list are in one state, and their amount in rupiah."""

    state: str
    label: str
    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class Totals:
    states: tuple[StateTotal, ...]

    def count_of(self, *states: str) -> int:
        return sum(total.count for total in self.states if total.state in states)

    def amount_of(self, *states: str) -> int:
        return sum(total.amount for total in self.states if total.state in states)

    @property
    def count(self) -> int:
        return sum(state.count for state in self.states)

    @property
    def amount(self) -> int:
        return sum(state.amount for state in self.states)


def totals_of(
    rows: QuerySet[Any], workflow: Workflow, *, field: str = "amount", without: frozenset[str] = frozenset()
) -> Totals:
    """Count and sum of ``field`` of all rows, by state in the workflow's order, in one query.

    ``without`` names states that are left out.
    """
    sums = rows.order_by().values("state").annotate(count=Count("*"), sum=Sum(field))
    found = {row["state"]: row for row in sums}
    return Totals(
        tuple(
            StateTotal(state, label, found[state]["count"], found[state]["sum"])
            for state, label in workflow.states.items()
            if state in found and state not in without
        )
    )
