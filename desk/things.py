"""What a pile on the desk is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

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
