"""Where the play is played: two offices in two time zones with their people, the ledger, the clock, the dice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TypeVar

from accounts.models import Office, User
from partners.models import Partner
from tests.cast import Cast
from tests.play.clock import Clock
from tests.play.ledger import Ledger
from tests.play.records import Agreement, Payment
from trail.refusal import Refusal

Found = TypeVar("Found")
#: The prefix of who works at each office.
OFFICES = {"balai": "", "other_balai": "other_"}
ZONES = {"balai": "Asia/Jakarta", "other_balai": "Asia/Jayapura"}
REASON = "Sesuai surat yang kami terima kemarin."


@dataclass(frozen=True, slots=True)
class Size:
    """How much is played at most: LKS, instalments of each agreement, persons on each list; and how many agreements in
    a hundred are paid through a distributor."""

    partners: int
    parts: int
    people: int
    by_post: int = 25

    @property
    def agreements(self) -> int:
        """A few LKS get a second one."""
        return self.partners + max(2, self.partners // 20)


@dataclass
class World:
    """``numbers`` counts whatever must have a number of its own."""

    size: Size
    dice: Random
    clock: Clock
    cast: Cast = field(default_factory=Cast)
    ledger: Ledger = field(default_factory=Ledger)
    numbers: int = 0
    people: int = 0
    sanctions: int = 0  #: how often an agreement was refused to an LKS whose report was overdue
    leaves_used: int = 0  #: how often an exception opened the gate for an SPP
    files_confirmed: int = 0
    files_sent_back: int = 0  #: how often a payment came back by a bank's file
    given_again: int = 0  #: how often the same aid was given to the same person for a reason
    #: What the last step concerned: the agreements and the budget lines whose sums are looked at after it.
    agreements: set[int] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)

    def set_up(self) -> None:
        for key, zone in ZONES.items():
            office = self.cast.office(key)
            Office.objects.filter(pk=office.pk).update(time_zone=zone)
            office.time_zone = zone

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    def new_nik(self) -> str:
        """A NIK that nobody had before."""
        self.people += 1
        born, serial = divmod(self.people, 9_000)
        return f"32710{born // 10}1{born % 10}0890{serial + 1:04}"

    # Who acts

    def key_of(self, office: int) -> str:
        return next(key for key in OFFICES if self.cast.office(key).pk == office)

    def by(self, part: str, office: int) -> User:
        """Who holds this part at the office."""
        return self.cast.person(OFFICES[self.key_of(office)] + part)

    def today_at(self, office: int) -> date:
        return self.clock.day_in(ZONES[self.key_of(office)])

    def treasurer(self, partner: int) -> User:
        return self.cast.treasurer(Partner.objects.get(pk=partner))

    # What the dice fall on

    def one(self, records: Iterable[Found]) -> Found | None:
        """Any of them, or None."""
        found = list(records)
        return self.dice.choice(found) if found else None

    def payment(self, *states: str, also: Callable[[Payment], bool] = lambda _: True) -> int | None:
        payments = self.ledger.payments.items()
        return self.touch(self.one(key for key, one in payments if one.state in states and also(one)))

    def active(self, also: Callable[[Agreement], bool] = lambda _: True) -> int | None:
        agreements = self.ledger.agreements.items()
        found = self.one(key for key, one in agreements if one.state == "active" and also(one))
        self.concerns(found)
        return found

    def touch(self, payment: int | None) -> int | None:
        """Remember whose sums a payment changes."""
        if payment is not None:
            self.concerns(self.ledger.agreement_of(payment), self.ledger.payments[payment].line)
        return payment

    def concerns(self, agreement: int | None = None, line: int | None = None) -> None:
        """Remember whose sums a step changes."""
        self.agreements |= {agreement} if agreement is not None else set()
        self.lines |= {line} if line is not None else set()

    def forget(self) -> None:
        """Before another step: it has not concerned anybody yet."""
        self.agreements, self.lines = set(), set()

    def office_of(self, agreement: int) -> int:
        return self.ledger.partners[self.ledger.agreements[agreement].partner].office

    def refused(self, attempt: Callable[[], object]) -> None:
        """What must not be possible is not."""
        try:
            attempt()
        except Refusal:
            return
        raise AssertionError("this had to be refused, and was not")
