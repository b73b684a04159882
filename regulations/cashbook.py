"""What several rules ask of a cash book: its opening, its totals, its expenses, and keys to compare texts by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regulations.facts import EntryFacts, ReportFacts
from regulations.sheets import CASH_BOOK


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a whole cash book, in rupiah."""

    opening: int
    received: int
    paid: int

    @property
    def closing(self) -> int:
        return self.opening + self.received - self.paid


def opening(facts: ReportFacts) -> int:
    """The balance that this book starts from, so that its other sums can be judged.

    A declared opening that differs from the last accepted report has its own rule. Whichever of the two the first
    row was reckoned from is taken here: one fault then gives one finding.
    """
    declared, expected = facts.declared.opening, facts.opening_expected
    if declared is None or declared == expected or not facts.entries:
        return expected
    first = facts.entries[0]
    if first.balance is not None and first.balance == expected + (first.received or 0) - (first.paid or 0):
        return expected
    return declared


def totals(facts: ReportFacts) -> Totals | None:
    """Sums of the book; None while it or an amount in it cannot be read, for then no sum says anything."""
    if CASH_BOOK in facts.unreadable_tables:
        return None
    received = paid = 0
    for entry in facts.entries:
        if entry.unreadable and not entry.unreadable.isdisjoint(("received", "paid")):
            return None
        received += entry.received or 0
        paid += entry.paid or 0
    return Totals(opening(facts), received, paid)


_INTEREST = re.compile(r"\b(?:bunga|jasa giro)\b", re.IGNORECASE)


def interest_lines(facts: ReportFacts) -> list[EntryFacts]:
    """Lines that book interest of the bank as if it were money of the instalment.

    Known by their words, and only where the book received more than the treasury paid, and no line alone is more than
    that: "bunga" may stand in the name of an LKS as well.
    """
    book = totals(facts)
    surplus = book.received - facts.instalment.received if book else 0
    if surplus <= 0:
        return []
    return [
        entry
        for entry in facts.entries
        if entry.received and 0 < entry.received <= surplus and _INTEREST.search(entry.description or "")
    ]


@dataclass(frozen=True, slots=True)
class WrongStep:
    """A row whose balance does not follow from the balance in the row before."""

    entry: EntryFacts
    balance: int  #: as it stands in the row
    expected: int  #: as it follows from the row before
    returns: bool  #: whether it takes back the faults before it, so that the balance is right again


def wrong_steps(facts: ReportFacts) -> Iterator[WrongStep]:
    """Rows whose balance does not follow from the row before.

    Each step is judged from the balance that stands in the row before, so a fault shows where it was made and not
    in every row after it. A row whose predecessor has no balance cannot be judged.
    """
    before: int | None = opening(facts)
    drift = 0
    for entry in facts.entries:
        balance = entry.balance
        if balance is not None and before is not None:
            expected = before + (entry.received or 0) - (entry.paid or 0)
            if balance != expected and entry.unreadable.isdisjoint(("received", "paid")):
                drift += balance - expected
                yield WrongStep(entry, balance, expected, returns=drift == 0)
        before = balance


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A row in which more is paid than there is."""

    entry: EntryFacts
    before: int  #: rupiah in the cash box before the row
    short: int  #: rupiah that were missing
    lasts: bool  #: whether the money was still missing at the end of that day


def shortfalls(facts: ReportFacts) -> Iterator[Shortfall]:
    """Rows in which the cash falls below zero, the first of each day; up to an amount that cannot be read.

    The order of rows within a day is a matter of writing, that of days one of money. Of the day of an amount that
    cannot be read nobody can say that the money was still missing when it ended.
    """
    cash = opening(facts)
    day, pending = None, None
    for entry in facts.entries:
        if entry.date is not None and entry.date != day:
            if pending is not None:
                yield Shortfall(*pending, lasts=cash < 0)
            day, pending = entry.date, None
        if entry.unreadable and not entry.unreadable.isdisjoint(("received", "paid")):
            if pending is not None:
                yield Shortfall(*pending, lasts=False)
            return
        before = cash
        cash += (entry.received or 0) - (entry.paid or 0)
        if cash < 0 <= before and pending is None:
            pending = entry, before + (entry.received or 0), -cash
    if pending is not None:
        yield Shortfall(*pending, lasts=cash < 0)


def expenses_without(facts: ReportFacts, field: str) -> Iterator[EntryFacts]:
    """Expenses whose ``field`` was left blank, not those where it could not be read."""
    for entry in facts.entries:
        if entry.paid and not getattr(entry, field) and field not in entry.unreadable:
            yield entry


def evidence_key(number: str) -> str:
    """An evidence number as compared: neither blanks around it nor capitals make another number."""
    return number.strip().casefold()


def code_key(code: str) -> str:
    """A RAB code as compared: neither blanks around it nor capitals make another code."""
    return code.strip().casefold()
