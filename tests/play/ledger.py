"""The ledger kept beside the play: what ought to be, as plain records, summed up by plain loops.

It knows nothing of the database. Each figure of a year is told here once more, from its definition, so that a sum of
the system that loses or doubles a record differs from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

PAID = ("paid", "accounted")
DEAD = ("rejected", "cancelled")
SEVERAL = "beberapa"
#: figure → group → rupiah
Figures = dict[str, dict[str, int]]


@dataclass
class Line:
    """A line of a DIPA."""

    office: int
    year: int
    account: str
    amount: int
    program: str


@dataclass
class Decree:
    agreement: int
    decided_on: date
    #: NIK → rupiah; None where the LKS itself is the recipient.
    people: dict[str, int] | None
    state: str = "approved"


@dataclass
class Payment:
    instalment: int
    line: int
    decree: int
    amount: int
    state: str = "proposed"
    by_post: bool = False
    paid_on: date | None = None
    received: int | None = None
    returs: int = 0
    #: NIK → state, of what a distributor hands out
    deliveries: dict[str, str] = field(default_factory=dict)
    #: NIK → rupiah of this payment that they are handed
    shares: dict[str, int] = field(default_factory=dict)

    @property
    def undelivered(self) -> int:
        return sum(self.shares[nik] for nik, state in self.deliveries.items() if state == "undelivered")


@dataclass
class Report:
    due_on: date
    spent: int = 0
    accepted_on: date | None = None


@dataclass
class Owed:
    """Money that goes back."""

    instalment: int
    kind: str
    amount: int
    opened_on: date
    state: str = "open"
    confirmed_on: date | None = None


@dataclass
class Instalment:
    agreement: int
    number: int
    amount: int
    payments: list[int] = field(default_factory=list)


@dataclass
class Agreement:
    partner: int
    value: int
    state: str = "active"
    by_post: bool = False
    plain: bool = True  #: its reports are typed into the tables; otherwise a real workbook is read
    used: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    parts: list[int] = field(default_factory=list)  #: its instalments in their order
    decrees: list[int] = field(default_factory=list)


@dataclass
class Partner:
    office: int
    regency: str
    province: str
    #: Until when which overdue report does not stand in the way of another agreement
    lifted: dict[int, date] = field(default_factory=dict)


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
    clusters: dict[tuple[int, str], str] = field(default_factory=dict)  #: office and NIK of those in the register

    # Whose

    def partner_of(self, instalment: int) -> int:
        return self.agreements[self.instalments[instalment].agreement].partner

    def office_of(self, instalment: int) -> int:
        return self.partners[self.partner_of(instalment)].office

    def add_instalment(self, key: int, part: Instalment) -> None:
        self.instalments[key] = part
        self.agreements[part.agreement].parts.append(key)

    def add_decree(self, key: int, decree: Decree) -> None:
        self.decrees[key] = decree
        self.agreements[decree.agreement].decrees.append(key)

    def payments_of(self, agreement: int) -> list[Payment]:
        """Those that were not refused or given up."""
        keys = (self.living(part) for part in self.agreements[agreement].parts)
        return [self.payments[key] for key in keys if key is not None]

    def open_shares(self, agreement: int) -> dict[str, int]:
        """What a distributor still has to hand to each person by the decree in force."""
        in_force = self.in_force(agreement)
        people = (self.decrees[in_force].people or {}) if in_force is not None else {}
        gone: dict[str, int] = {}
        for payment in self.payments_of(agreement):
            for nik, amount in payment.shares.items():
                gone[nik] = gone.get(nik, 0) + amount
        rest = {nik: amount - gone.get(nik, 0) for nik, amount in people.items()}
        return {nik: amount for nik, amount in rest.items() if amount > 0}

    def paid_of(self, agreement: int) -> int:
        """What living payments come to, less what could not be handed out."""
        return sum(one.amount - one.undelivered for one in self.payments_of(agreement))

    def payable(self, agreement: int, amount: int) -> bool:
        """Whether the decree in force gives as much; through a distributor just as much."""
        in_force = self.in_force(agreement)
        people = self.decrees[in_force].people if in_force is not None else None
        if people is None:
            return True
        if self.paid_of(agreement) + amount > sum(people.values()):
            return False
        return not self.agreements[agreement].by_post or sum(self.open_shares(agreement).values()) == amount

    def add_payment(self, key: int, payment: Payment) -> None:
        self.payments[key] = payment
        self.instalments[payment.instalment].payments.append(key)

    def living(self, instalment: int) -> int | None:
        """The one payment of an instalment that is neither rejected nor cancelled."""
        found = [key for key in self.instalments[instalment].payments if self.payments[key].state not in DEAD]
        assert len(found) <= 1
        return found[0] if found else None

    def in_force(self, agreement: int) -> int | None:
        found = [key for key in self.agreements[agreement].decrees if self.decrees[key].state == "approved"]
        assert len(found) <= 1
        return found[0] if found else None

    def owed_by(self, instalment: int) -> list[Owed]:
        """The returns of an instalment that nobody has withdrawn."""
        return [one for one in self.returns.values() if one.instalment == instalment and one.state != "withdrawn"]

    # Sums

    def used_of(self, line: int) -> int:
        return sum(one.amount for one in self.payments.values() if one.line == line and one.state not in DEAD)

    def decreed(self, decree: Decree) -> int:
        return self.agreements[decree.agreement].value if decree.people is None else sum(decree.people.values())

    def by_state(self, records: Iterable[Payment | Owed], office: int | None) -> dict[str, tuple[int, int]]:
        """State → how many, and their rupiah."""
        sums: dict[str, tuple[int, int]] = {}
        for one in records:
            if office in (None, self.office_of(one.instalment)):
                count, amount = sums.get(one.state, (0, 0))
                sums[one.state] = count + 1, amount + one.amount
        return sums

    # A year

    def figures(self, year: int, by: str, office: int | None = None) -> Figures:
        """Every figure by group, with ``saldo-awal`` and ``saldo-akhir``; ``office`` None for all of them.

        Grouped by LKS, region and cluster a budget line stands under "": it belongs to none of them.
        """
        sums: Figures = defaultdict(lambda: defaultdict(int))
        for key, group, amount in self._movements(year, self._grouping(by), office):
            sums[key][group] += amount
        for _, group, amount in self._open(year - 1, self._grouping(by), office):
            sums["saldo-awal"][group] += amount
        for key, group, amount in self._open(year, self._grouping(by), office):
            sums[key][group] += amount
            sums["saldo-akhir"][group] += amount
        return sums

    def _movements(
        self, year: int, group: Callable[[object], str], office: int | None
    ) -> Iterator[tuple[str, str, int]]:
        for line in self.lines.values():
            if line.year == year and office in (None, line.office):
                yield "alokasi", group(line), line.amount
        for payment in self.payments.values():
            if office not in (None, self.office_of(payment.instalment)):
                continue
            if payment.state not in DEAD and self.lines[payment.line].year == year:
                yield "terpakai", group(payment), payment.amount
            if payment.state in PAID and payment.paid_on is not None and payment.paid_on.year == year:
                yield "disalurkan", group(payment), payment.amount
        for decree in self.decrees.values():
            whose = self.partners[self.agreements[decree.agreement].partner].office
            if decree.state == "approved" and decree.decided_on.year == year and office in (None, whose):
                yield "ditetapkan", group(decree), self.decreed(decree)
        for owed in self.returns.values():
            if office not in (None, self.office_of(owed.instalment)):
                continue
            if owed.kind in ("bunga", "temuan") and owed.opened_on.year == year:
                yield "tambahan", group(owed), owed.amount
            if owed.state == "confirmed" and owed.confirmed_on is not None and owed.confirmed_on.year == year:
                yield "dikembalikan", group(owed), owed.amount
        for instalment, report in self.reports.items():
            accepted = report.accepted_on is not None and report.accepted_on.year == year
            if accepted and office in (None, self.office_of(instalment)):
                yield "dipertanggungjawabkan", group(instalment), report.spent

    def _open(self, year: int, group: Callable[[object], str], office: int | None) -> Iterator[tuple[str, str, int]]:
        """What is open when the year ends."""

        def accepted(instalment: int) -> bool:
            report = self.reports.get(instalment)
            return report is not None and report.accepted_on is not None and report.accepted_on.year <= year

        for payment in self.payments.values():
            paid = payment.state in PAID and payment.paid_on is not None and payment.paid_on.year <= year
            if paid and not accepted(payment.instalment) and office in (None, self.office_of(payment.instalment)):
                yield "belum-dilaporkan", group(payment), payment.amount
        for owed in self.returns.values():
            back = owed.state == "confirmed" and owed.confirmed_on is not None and owed.confirmed_on.year <= year
            waits = owed.kind == "tak_tersalur" and not accepted(owed.instalment)
            here = office in (None, self.office_of(owed.instalment))
            if here and owed.state != "withdrawn" and owed.opened_on.year <= year and not back and not waits:
                yield "belum-kembali", group(owed), owed.amount

    def _grouping(self, by: str) -> Callable[[object], str]:
        """The group of a record, as the pages name it in an address."""

        def agreement_of(record: object) -> Agreement:
            if isinstance(record, Decree):
                return self.agreements[record.agreement]
            key = record if isinstance(record, int) else record.instalment  # type: ignore[attr-defined]
            return self.agreements[self.instalments[key].agreement]

        def of(record: object) -> str:
            if isinstance(record, Line):
                return {"akun": record.account, "program": record.program, "kantor": str(record.office)}.get(by, "")
            if by in ("akun", "program"):
                return self._charged(record, {"akun": "account", "program": "program"}[by])
            if by == "klaster":
                return self._cluster(record)
            partner = agreement_of(record).partner
            home = self.partners[partner]
            return {
                "lks": str(partner),
                "kabupaten": home.regency,
                "provinsi": home.province,
                "kantor": str(home.office),
            }[by]

        return of

    def _charged(self, record: object, name: str) -> str:
        """Of the budget line that the record is charged to, this field."""
        if isinstance(record, Payment):
            return str(getattr(self.lines[record.line], name))
        if isinstance(record, Decree):
            (key,) = (key for key, one in self.decrees.items() if one is record)
            living = [one for one in self.payments.values() if one.decree == key and one.state not in DEAD]
            return _one({getattr(self.lines[one.line], name) for one in living})
        living = self.living(record if isinstance(record, int) else record.instalment)  # type: ignore[attr-defined]
        return "" if living is None else str(getattr(self.lines[self.payments[living].line], name))

    def _cluster(self, record: object) -> str:
        if isinstance(record, Payment):
            decree = self.decrees[record.decree]
        elif isinstance(record, Decree):
            decree = record
        else:
            living = self.living(record if isinstance(record, int) else record.instalment)  # type: ignore[attr-defined]
            if living is None:
                return ""
            decree = self.decrees[self.payments[living].decree]
        office = self.partners[self.agreements[decree.agreement].partner].office
        known = (self.clusters.get((office, nik)) for nik in decree.people or ())
        return _one({cluster for cluster in known if cluster is not None})


def _one(of: set[str]) -> str:
    """The one that there is; SEVERAL, or "" for none."""
    return SEVERAL if len(of) > 1 else next(iter(of), "")
