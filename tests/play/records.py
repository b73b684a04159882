"""What the ledger beside the play keeps: plain records, that know nothing of the database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

PAID = ("paid", "accounted")
DEAD = ("rejected", "cancelled")


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
    batch: int | None = None
    leave: int | None = None  #: the exception of the gate that it was proposed under
    paid_on: date | None = None
    received: int | None = None
    explained: bool = False  #: why another sum came in than was paid
    failed: list[str] = field(default_factory=list)  #: numbers of SP2D that a bank sent back
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
    found_on: date | None = None  #: of an audit's finding, the day of its report

    @property
    def owed_since(self) -> date:
        return self.found_on or self.opened_on


@dataclass
class Instalment:
    agreement: int
    number: int
    amount: int
    payments: list[int] = field(default_factory=list)
    returns: list[int] = field(default_factory=list)


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
class Leave:
    """An exception of the gate: for the reports of these earlier instalments, by number, until a day."""

    instalment: int
    earlier: set[int]
    valid_until: date
    state: str = "asked"


@dataclass
class FileRow:
    """A line of a file of treasury or bank; ``payment`` once somebody has said which one it reports."""

    amount: int
    payment: int | None = None
    explained: bool = False


@dataclass
class File:
    office: int
    at: datetime
    rows: dict[int, FileRow]  #: by the row of the file

    @property
    def open_rows(self) -> list[FileRow]:
        return [row for row in self.rows.values() if row.payment is None]


@dataclass
class Service:
    office: int
    nik: str
    agreement: int | None
    started_on: date
    ended_on: date | None = None
    papers: bool = True  #: those of assessment and case conference are there


@dataclass
class Aid:
    """What somebody was handed."""

    office: int
    nik: str
    agreement: int | None
    component: str
    form: str
    value: int
    given_on: date
    state: str = "recorded"


@dataclass
class Month:
    """A month of a Sentra Kreasi; ``sales`` by maker and product."""

    office: int
    month: date
    visitors: int
    turnover: int
    cost: int
    percent: int
    sales: dict[tuple[int, str], int] = field(default_factory=dict)
    state: str = "draft"
    corrects: int | None = None
    handed: dict[int, int] = field(default_factory=dict)  #: by maker, of all records of the month

    @property
    def sold(self) -> int:
        return sum(self.sales.values())

    @property
    def due(self) -> dict[int, int]:
        """What each maker is due: of each sale so many percent, rounded down."""
        due: dict[int, int] = {}
        for (maker, _), amount in self.sales.items():
            due[maker] = due.get(maker, 0) + amount * self.percent // 100
        return due
