"""The ledger kept beside the play: what ought to be, summed up by plain loops.

It knows nothing of the database: a sum of the system that loses or doubles a record differs from it. What a year comes
to is told in ``reckoning``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from tests.play.records import (
    DEAD,
    PAID,
    Agreement,
    Aid,
    Decree,
    File,
    Instalment,
    Leave,
    Line,
    Month,
    Owed,
    Partner,
    Payment,
    Report,
    Service,
)

#: The same aid within so many days is aid that is given again.
REPEATED = 365


@dataclass
class Ledger:
    """Every record by the key that the database gave it."""

    partners: dict[int, Partner] = field(default_factory=dict)
    lines: dict[int, Line] = field(default_factory=dict)
    agreements: dict[int, Agreement] = field(default_factory=dict)
    instalments: dict[int, Instalment] = field(default_factory=dict)
    decrees: dict[int, Decree] = field(default_factory=dict)
    payments: dict[int, Payment] = field(default_factory=dict)
    reports: dict[int, Report] = field(default_factory=dict)  #: by instalment
    returns: dict[int, Owed] = field(default_factory=dict)
    leaves: dict[int, Leave] = field(default_factory=dict)
    batches: dict[int, int] = field(default_factory=dict)  #: office
    files: dict[int, File] = field(default_factory=dict)
    clusters: dict[tuple[int, str], str] = field(default_factory=dict)  #: office and NIK of those in the register
    services: dict[int, Service] = field(default_factory=dict)
    aid: dict[int, Aid] = field(default_factory=dict)
    months: dict[int, Month] = field(default_factory=dict)

    # Whose

    def partner_of(self, instalment: int) -> int:
        return self.agreements[self.instalments[instalment].agreement].partner

    def office_of(self, instalment: int) -> int:
        return self.partners[self.partner_of(instalment)].office

    def agreement_of(self, payment: int) -> int:
        return self.instalments[self.payments[payment].instalment].agreement

    def add_instalment(self, key: int, part: Instalment) -> None:
        self.instalments[key] = part
        self.agreements[part.agreement].parts.append(key)

    def add_decree(self, key: int, decree: Decree) -> None:
        self.decrees[key] = decree
        self.agreements[decree.agreement].decrees.append(key)

    def add_payment(self, key: int, payment: Payment) -> None:
        self.payments[key] = payment
        self.instalments[payment.instalment].payments.append(key)

    def add_return(self, key: int, owed: Owed) -> None:
        self.returns[key] = owed
        self.instalments[owed.instalment].returns.append(key)

    def living(self, instalment: int) -> int | None:
        """The one payment of an instalment that is neither rejected nor cancelled."""
        found = [key for key in self.instalments[instalment].payments if self.payments[key].state not in DEAD]
        assert len(found) <= 1
        return found[0] if found else None

    def payments_of(self, agreement: int, without: Payment | None = None) -> list[Payment]:
        """Those that were not refused or given up."""
        keys = (self.living(part) for part in self.agreements[agreement].parts)
        return [self.payments[key] for key in keys if key is not None and self.payments[key] is not without]

    def in_force(self, agreement: int) -> int | None:
        found = [key for key in self.agreements[agreement].decrees if self.decrees[key].state == "approved"]
        assert len(found) <= 1
        return found[0] if found else None

    def owed_by(self, instalment: int, *kinds: str) -> list[Owed]:
        """The returns of an instalment that nobody has withdrawn; of these kinds, or of all."""
        own = (self.returns[key] for key in self.instalments[instalment].returns)
        return [one for one in own if one.state != "withdrawn" and (not kinds or one.kind in kinds)]

    # What may be paid

    def open_shares(self, agreement: int, without: Payment | None = None) -> dict[str, int]:
        """What a distributor still has to hand to each person by the decree in force."""
        in_force = self.in_force(agreement)
        people = (self.decrees[in_force].people or {}) if in_force is not None else {}
        gone: dict[str, int] = {}
        for payment in self.payments_of(agreement, without):
            for nik, amount in payment.shares.items():
                gone[nik] = gone.get(nik, 0) + amount
        rest = {nik: amount - gone.get(nik, 0) for nik, amount in people.items()}
        return {nik: amount for nik, amount in rest.items() if amount > 0}

    def paid_of(self, agreement: int, without: Payment | None = None) -> int:
        """What living payments come to, less what could not be handed out."""
        return sum(one.amount - one.undelivered for one in self.payments_of(agreement, without))

    def payable(self, agreement: int, amount: int, without: Payment | None = None) -> bool:
        """Whether the decree in force gives as much; through a distributor just as much."""
        in_force = self.in_force(agreement)
        people = self.decrees[in_force].people if in_force is not None else None
        if people is None:
            return True
        if self.paid_of(agreement, without) + amount > sum(people.values()):
            return False
        open_now = self.open_shares(agreement, without)
        return not self.agreements[agreement].by_post or sum(open_now.values()) == amount

    def approvable(self, key: int) -> bool:
        """Whether the SPM of a proposed payment may be issued."""
        about, agreement = self.payments[key], self.agreement_of(key)
        in_force = self.in_force(agreement)
        active = self.agreements[agreement].state == "active" and about.decree == in_force
        return active and self.payable(agreement, about.amount, about)

    def handed_out_by_another(self, key: int) -> bool:
        """Whether a distributor waits for its SP2D by what this payment's recipients have: then this one stays."""
        others = self.payments_of(self.agreement_of(key), self.payments[key])
        return any(one.by_post and one.state == "approved" and not one.deliveries for one in others)

    def unaccounted_before(self, instalment: int) -> dict[int, bool]:
        """The instalments before it, by number, that keep its gate closed; whether that can be set aside."""
        closed = {}
        parts = self.agreements[self.instalments[instalment].agreement].parts
        for earlier in parts[: parts.index(instalment)]:
            living = self.living(earlier)
            state = "" if living is None else self.payments[living].state
            if state != "accounted":
                closed[self.instalments[earlier].number] = state in PAID
        return closed

    def leave_of(self, instalment: int, today: date) -> int | None:
        """The exception that is granted and has not run out."""
        held = [key for key, one in self.leaves.items() if one.instalment == instalment and self._holds(one, today)]
        assert len(held) <= 1
        return held[0] if held else None

    def _holds(self, leave: Leave, today: date) -> bool:
        return leave.state == "granted" and leave.valid_until >= today

    def gate(self, instalment: int, today: date) -> tuple[bool, int | None]:
        """Whether it is open, and the exception that opens it."""
        closed, leave = self.unaccounted_before(instalment), self.leave_of(instalment, today)
        aside = {number for number, may_wait in closed.items() if may_wait}
        aside &= self.leaves[leave].earlier if leave is not None else set()
        return not closed.keys() - aside, leave if aside else None

    # Sums

    def used_of(self, line: int) -> int:
        return sum(one.amount for one in self.payments.values() if one.line == line and one.state not in DEAD)

    def decreed(self, decree: Decree) -> int:
        return self.agreements[decree.agreement].value if decree.people is None else sum(decree.people.values())

    def by_state(
        self, records: Iterable[Payment | Owed], office: int | None, partner: int | None = None
    ) -> dict[str, tuple[int, int]]:
        """State → how many, and their rupiah."""
        sums: dict[str, tuple[int, int]] = {}
        for one in records:
            if partner not in (None, self.partner_of(one.instalment)):
                continue
            if office in (None, self.office_of(one.instalment)):
                count, amount = sums.get(one.state, (0, 0))
                sums[one.state] = count + 1, amount + one.amount
        return sums

    # Aid

    def repeats(self, aid: Aid) -> list[int]:
        """What stands already of the same aid to the same person."""
        return [key for key, one in self.aid.items() if one is not aid and self._same(one, aid)]

    def repeated(self) -> set[frozenset[int]]:
        """Each two that are the same aid to the same person."""
        alike: dict[tuple[str, str, str], list[int]] = {}
        for key, one in self.aid.items():
            alike.setdefault((one.nik, one.component, one.form), []).append(key)
        two = (pair for keys in alike.values() for pair in combinations(keys, 2))
        return {frozenset((one, other)) for one, other in two if self._same(self.aid[one], self.aid[other])}

    def _same(self, one: Aid, other: Aid) -> bool:
        if "withdrawn" in (one.state, other.state):
            return False
        if (one.nik, one.component, one.form) != (other.nik, other.component, other.form):
            return False
        apart = abs((one.given_on - other.given_on).days)
        together = one.agreement is not None and one.agreement == other.agreement
        return apart == 0 if together else apart <= REPEATED
