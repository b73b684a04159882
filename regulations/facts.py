"""The facts that rules read: frozen, complete, and free of any database.

Amounts are whole rupiah. A value that is None was left blank, or could not be read; what could not be
read has its own finding from intake already, so a rule stays silent about None unless the blank itself
is the fault. ``unreadable`` names the fields of a row that intake has reported on, ``unreadable_tables`` the sheets:
an empty table among them is unknown, not empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from regulations.law import Law


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
class DocumentFacts:
    """A document of the LKS: registration, deed, accreditation; valid through both days, None is open-ended."""

    kind: str  #: value of partners' PartnerDocument.Kind
    number: str
    issued_on: date | None = None
    valid_until: date | None = None

    def valid_on(self, day: date) -> bool:
        return (self.issued_on is None or self.issued_on <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


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
    signed_on: date | None = None
    instalment_amounts: tuple[int, ...] = ()  #: rupiah of each instalment, in their order; empty: not asked
    documents: tuple[DocumentFacts, ...] | None = None  #: of the LKS; None: not asked
    components: tuple[str, ...] = ()  #: ATENSI components that it covers; empty: not asked


@dataclass(frozen=True, slots=True)
class DecreeFacts:
    """The decree of recipients that a payment rests on."""

    number: str
    decided_on: date
    has_file: bool = False


@dataclass(frozen=True, slots=True)
class DisbursementFacts:
    """A payment of the instalment by the treasury. What has a default is None where it was not asked for."""

    sp2d_number: str
    sp2d_date: date
    amount: int
    account: str  #: six digits (akun)
    spp_date: date | None = None
    spm_date: date | None = None
    decree: DecreeFacts | None = None
    fiscal_year: int | None = None  #: of the allocation (DIPA line) that pays
    account_holder: str | None = None  #: name on the bank account that the money went to
    received_amount: int | None = None  #: rupiah that came in, as the LKS says; None until it has said so


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
    assessed_on: date | None = None  #: day of the assessment with its instrument
    conferred_on: date | None = None  #: day of the case conference (pembahasan kasus)
    handover_number: str | None = None  #: number of the record of hand-over (BAST)
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
    interest: int | None = None  #: of the bank on this money, kept out of the cash book; None: none is declared
    unreadable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SeenFacts:
    """The same thing in another report that was submitted, or the same person in another office's register."""

    where: str  #: as this report's reader may know it: "LPJ termin 1 PKS 12/2021", or the office alone
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ElsewhereFacts:
    """What submitted reports, of this agreement and of any other, already account for.

    Asked for what this report holds, and no more; each mapping goes from the row here to where it was seen before.
    """

    evidence: Mapping[int, SeenFacts] = field(default_factory=dict)  #: BKU row → same number, date and amount
    files: Mapping[str, SeenFacts] = field(default_factory=dict)  #: evidence number → the very same file
    tax_payments: Mapping[int, SeenFacts] = field(default_factory=dict)  #: Pajak row → same NTPN
    aid: Mapping[int, SeenFacts] = field(default_factory=dict)  #: PM row → same person, component and form
    deaths: Mapping[int, date] = field(default_factory=dict)  #: PM row → day of death by the own office's register
    deaths_elsewhere: Mapping[int, SeenFacts] = field(default_factory=dict)  #: PM row → day by another office's alone
    before: SeenFacts | None = None  #: last line of the cash book of this agreement's report before


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """A standing signature under the statement of responsibility (SPTJM), and under the integrity pact."""

    role: str  #: "treasurer" or "partner_head"
    signed_on: date
    signer: str  #: tells two persons apart; not a name
    with_pact: bool = False  #: whether it covers the integrity pact too


@dataclass(frozen=True, slots=True)
class DecreedFacts:
    """What the decree of recipients in force says of the people in this report. No NIK stands here: rows do."""

    number: str
    people: int  #: on its list
    shares: Mapping[int, int] = field(default_factory=dict)  #: PM row → rupiah for this person; who is not on it: none
    missed: int = 0  #: people on its list of whom no row tells


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
    evidence_files: Mapping[str, frozenset[str]] | None = None  #: number → hashes of its files; None: not asked
    submitted_on: date | None = None  #: None: not submitted; judged as of ``today``
    today: date | None = None
    elsewhere: ElsewhereFacts | None = None  #: None: not asked
    decreed: DecreedFacts | None = None  #: None: the decree names no persons, or was not asked for
    signatures: tuple[SignatureFacts, ...] | None = None  #: None: not asked
    law: Law = field(default_factory=Law)  #: rules and figures as the legal officer has amended them
