"""A link of the chain of money, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regulations.dates import tanggal

#: What a link may tell beside its number and amount: a label and its value.
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One station of the money. ``missing`` says what is not there yet, or no longer; ``amount`` in rupiah.

    ``anchor`` is the link's place on the page: whoever comes from a record lands at that record's link.
    """

    anchor: str
    title: str
    label: str = ""
    amount: int | None = None
    url: str = ""
    facts: Facts = ()
    missing: str = ""
    who: str = ""
    #: What speaks against it, one sentence each.
    faults: tuple[str, ...] = ()


def day(value: date | None) -> str:
    """A day in words; "–" where there is none."""
    return tanggal(value) if value else "–"
