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

    @property
    def count(self) -> int:
        return sum(state.count for state in self.states)

    @property
    def amount(self) -> int:
        return sum(state.amount for state in self.states)


def totals_of(rows: QuerySet[Any], workflow: Workflow, *, without: frozenset[str] = frozenset()) -> Totals:
    """Count and amount of all rows, for each state in the workflow's order, in one query; ``without`` leaves out."""
    sums = rows.order_by().values("state").annotate(count=Count("pk"), amount=Sum("amount"))
    found = {row["state"]: row for row in sums}
    return Totals(
        tuple(
            StateTotal(state, label, found[state]["count"], found[state]["amount"])
            for state, label in workflow.states.items()
            if state in found and state not in without
        )
    )
