"""What a pile on the desk is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission

#: How many things of one kind the desk shows before it only counts them.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Thing:
    """One record that waits for the reader; ``amount`` in rupiah."""

    label: str
    detail: str
    url: str
    amount: int | None = None
    due_on: date | None = None
    counts_down: bool = False  #: the day is a limit, not only a plan

    @property
    def days(self) -> int | None:
        """Days until the day named; negative when it has passed."""
        return (self.due_on - timezone.localdate()).days if self.due_on else None


@dataclass(frozen=True, slots=True)
class Pile:
    """Things of one kind, the most urgent first; ``count`` includes those that are not shown."""

    title: str
    sentence: str
    icon: str
    things: list[Thing]
    count: int
    more_url: str

    @property
    def hidden(self) -> int:
        return self.count - len(self.things)


@dataclass(frozen=True, slots=True)
class Duty:
    """A kind of pile: who has it, which records are on it, and how one is shown."""

    permission: Permission
    title: str
    sentence: str
    icon: str
    rows: Callable[[User], QuerySet[Any]]
    show: Callable[[Any], Thing]
    more: str
    query: str = ""

    def pile(self, user: User) -> Pile | None:
        """The reader's pile, or None when nothing waits."""
        rows = self.rows(user)
        # Only what is shown is joined with what is said of it, not all that waits.
        keys = list(rows.values_list("pk", flat=True)[: SHOWN + 1])
        if not keys:
            return None
        count = len(keys) if len(keys) <= SHOWN else rows.count()
        found = rows.in_bulk(keys[:SHOWN])
        things = [self.show(found[key]) for key in keys[:SHOWN] if key in found]
        return Pile(self.title, self.sentence, self.icon, things, count, reverse(self.more) + self.query)
