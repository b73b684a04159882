"""A place where what was searched for stands, and the places of one kind together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

#: Places of one kind that one search shows; more than these call for a narrower question.
LIMIT = 25


@dataclass(frozen=True, slots=True)
class Hit:
    """A place; leads to the chain of its money. ``amount`` in rupiah, ``start`` the kind of record to follow from."""

    label: str
    start: str
    pk: int
    partner: str = ""
    office: str = ""
    chain: str = ""  #: of the office's trail, where a look at it is told
    amount: int | None = None
    day: date | None = None

    @property
    def url(self) -> str:
        return reverse("audits:start", args=[self.start, self.pk])


@dataclass(frozen=True, slots=True)
class Group:
    """The places of one kind, the newest first; ``more``: there are others that are not shown; ``of_people``: each
    names a person."""

    title: str
    hits: list[Hit]
    more: bool = False
    of_people: bool = False
