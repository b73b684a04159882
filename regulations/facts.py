"""The facts that rules read: frozen, complete, and free of any database.

Amounts are whole rupiah. A value that is None was left blank, or could not be read; what could not be
read has its own finding from intake already, so a rule stays silent about None unless the blank itself
is the fault. ``unreadable`` names the fields of a row that intake has reported on, ``unreadable_tables`` the sheets:
an empty table among them is unknown, not empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class BudgetLineFacts:
    """One line of the RAB; ``amount`` = volume x unit price."""

    code: str
    description: str
    volume: int
    unit: str
    unit_price: int
    amount: int
    spent_before: int = 0  #: use of this line in accepted earlier reports of the agreement


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    number: str
    partner_name: str
    starts_on: date
    ends_on: date
    value: int
    purpose: str  #: value of partners' AssistancePurpose, e.g. "rehabilitasi"
    form: str  #: "uang", "barang" or "jasa"
    budget_lines: tuple[BudgetLineFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class DisbursementFacts:
    """A payment of the instalment by the treasury."""

    sp2d_number: str
    sp2d_date: date
    amount: int
    account: str  #: six digits (akun)


@dataclass(frozen=True, slots=True)
class InstalmentFacts:
    number: int
    amount: int
    report_due_on: date | None
    disbursements: tuple[DisbursementFacts, ...] = ()

    @property
    def received(self) -> int:
        """What the treasury paid according to SP2D, in rupiah."""
        return sum(d.amount for d in self.disbursements)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One line of the cash book (BKU), gross."""

    row: int
    date: date | None = None
    evidence_number: str | None = None
    description: str | None = None
    payee: str | None = None
    budget_code: str | None = None
    received: int | None = None
    paid: int | None = None
    balance: int | None = None
    stamp_duty: int | None = None  #: nominal of the stamp on the receipt
    unreadable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BeneficiaryFacts:
    """One line of the list of beneficiaries (PM)."""

    row: int
    nik: str | None = None
    nik_was_number: bool = False  #: the cell held a number, so its last digits may be lost
    name: str | None = None
    cluster: str | None = None
    component: str | None = None
    form: str | None = None
    value: int | None = None
    received_on: date | None = None
    unreadable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TaxFacts:
    """One line of the list of taxes withheld and paid in."""

    row: int
    evidence_number: str | None = None
    kind: str | None = None
    base: int | None = None
    amount: int | None = None
    ntpn: str | None = None
    paid_on: date | None = None
    unreadable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DeclaredFacts:
    """What the treasurer declares on the summary sheet (Ringkasan)."""

    opening: int | None = None
    received: int | None = None
    spent: int | None = None
    remainder: int | None = None
    unreadable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything the rules may know of one report."""

    agreement: AgreementFacts
    instalment: InstalmentFacts
    entries: tuple[EntryFacts, ...] = ()
    beneficiaries: tuple[BeneficiaryFacts, ...] = ()
    taxes: tuple[TaxFacts, ...] = ()
    declared: DeclaredFacts = field(default_factory=DeclaredFacts)
    unreadable_tables: frozenset[str] = frozenset()  #: titles of tables that intake could not find
    opening_expected: int = 0  #: closing balance of the last accepted report
    evidenced: frozenset[str] | None = None  #: evidence numbers that have a file; None: not asked yet
    submitted_on: date | None = None  #: None: not submitted; judged as of ``today``
    today: date | None = None
