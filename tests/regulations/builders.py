"""Facts of a clean report, and ways to spoil one thing in it. Everybody and every number here is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from regulations.facts import (
    AgreementFacts,
    BeneficiaryFacts,
    BudgetLineFacts,
    DeclaredFacts,
    DisbursementFacts,
    EntryFacts,
    InstalmentFacts,
    ReportFacts,
    TaxFacts,
)

#: The row of the first entry; tables have their head in row 6.
FIRST_ROW = 7

NIK_OF_A_MAN = "3204111708900001"
NIK_OF_A_WOMAN = "3204115708900002"


def clean_agreement(**changes: Any) -> AgreementFacts:
    agreement = AgreementFacts(
        number="PKS-01/CONTOH/2021",
        partner_name="LKS Contoh",
        starts_on=date(2021, 4, 1),
        ends_on=date(2021, 12, 31),
        value=120_000_000,
        purpose="rehabilitasi",
        form="uang",
        budget_lines=(
            BudgetLineFacts("K.01", "Permakanan", 12, "bulan", 1_500_000, 18_000_000),
            BudgetLineFacts("K.02", "Alat bantu", 20, "unit", 1_350_000, 27_000_000),
            BudgetLineFacts("K.03", "Pelatihan vokasional", 5, "paket", 15_000_000, 75_000_000),
        ),
    )
    return replace(agreement, **changes)


def clean_instalment(**changes: Any) -> InstalmentFacts:
    instalment = InstalmentFacts(
        number=1,
        amount=60_000_000,
        report_due_on=date(2022, 1, 15),
        disbursements=(DisbursementFacts("210040302000001", date(2021, 4, 20), 60_000_000, "571111"),),
    )
    return replace(instalment, **changes)


def clean_entries() -> tuple[EntryFacts, ...]:
    """One receipt of Rp60,000,000 and four expenses of Rp26,000,000 in all."""
    return (
        EntryFacts(
            row=FIRST_ROW,
            date=date(2021, 4, 21),
            evidence_number="BM-001",
            description="Dana termin 1",
            received=60_000_000,
            balance=60_000_000,
        ),
        expense(1, day=date(2021, 5, 3), budget_code="K.01", paid=4_500_000, balance=55_500_000),
        expense(2, day=date(2021, 5, 3), budget_code="K.01", paid=5_000_000, balance=50_500_000),
        expense(3, day=date(2021, 6, 7), budget_code="K.02", paid=1_500_000, balance=49_000_000),
        expense(4, day=date(2021, 7, 1), budget_code="K.03", paid=15_000_000, balance=34_000_000, stamp_duty=10_000),
    )


def expense(number: int, *, day: date, budget_code: str, paid: int, balance: int, **more: Any) -> EntryFacts:
    """The expense with evidence number BK-00``number``, which stands ``number`` rows below the first entry."""
    return EntryFacts(
        row=FIRST_ROW + number,
        date=day,
        evidence_number=f"BK-{number:03}",
        description="Belanja contoh",
        payee=f"Toko Contoh {number}",
        budget_code=budget_code,
        paid=paid,
        balance=balance,
        **more,
    )


def clean_beneficiaries() -> tuple[BeneficiaryFacts, ...]:
    return (
        beneficiary(FIRST_ROW, NIK_OF_A_MAN),
        beneficiary(FIRST_ROW + 1, NIK_OF_A_WOMAN),
    )


def beneficiary(row: int, nik: str | None, **changes: Any) -> BeneficiaryFacts:
    """A beneficiary with a cooking set worth Rp1,350,000."""
    given = BeneficiaryFacts(
        row=row,
        nik=nik,
        name=f"Orang Contoh {row}",
        cluster="disabilitas",
        component="aksesibilitas",
        form="barang",
        value=1_350_000,
        received_on=date(2021, 6, 10),
        assessed_on=date(2021, 4, 12),
        conferred_on=date(2021, 4, 20),
        handover_number="BAST-001",
    )
    return replace(given, **changes)


def clean_taxes() -> tuple[TaxFacts, ...]:
    return (tax(FIRST_ROW),)


def tax(row: int, **changes: Any) -> TaxFacts:
    """Tax of Rp22,500 on expense BK-003, paid in."""
    withheld = TaxFacts(
        row=row,
        evidence_number="BK-003",
        kind="PPh 22",
        base=1_500_000,
        amount=22_500,
        ntpn="0A1B2C3D4E5F6G7H",
        paid_on=date(2021, 6, 9),
    )
    return replace(withheld, **changes)


def clean_facts(**changes: Any) -> ReportFacts:
    """A report without any fault: submitted in time, each expense evidenced; ``changes`` replace whole fields."""
    facts = ReportFacts(
        agreement=clean_agreement(),
        instalment=clean_instalment(),
        entries=clean_entries(),
        beneficiaries=clean_beneficiaries(),
        taxes=clean_taxes(),
        declared=DeclaredFacts(opening=0, received=60_000_000, spent=26_000_000, remainder=34_000_000),
        opening_expected=0,
        evidenced=frozenset({"BK-001", "BK-002", "BK-003", "BK-004", "ASESMEN-2021-04-12", "PEMBAHASAN-2021-04-20"}),
        submitted_on=date(2022, 1, 10),
    )
    return replace(facts, **changes)


def with_entry(number: int, facts: ReportFacts | None = None, **changes: Any) -> ReportFacts:
    """Clean facts (or ``facts``) with the entry at place ``number`` changed, 0 being the receipt."""
    facts = facts or clean_facts()
    entries = list(facts.entries)
    entries[number] = replace(entries[number], **changes)
    return replace(facts, entries=tuple(entries))


def with_beneficiary(number: int, **changes: Any) -> ReportFacts:
    facts = clean_facts()
    beneficiaries = list(facts.beneficiaries)
    beneficiaries[number] = replace(beneficiaries[number], **changes)
    return replace(facts, beneficiaries=tuple(beneficiaries))


def with_tax(**changes: Any) -> ReportFacts:
    return clean_facts(taxes=(tax(FIRST_ROW, **changes),))


def with_declared(**changes: Any) -> ReportFacts:
    facts = clean_facts()
    return replace(facts, declared=replace(facts.declared, **changes))


def with_booked_interest(amount: int, **changes: Any) -> ReportFacts:
    """Interest of the bank among the receipts, in a line after the first; balances and remainder follow."""
    receipt, *expenses = clean_entries()
    line = EntryFacts(
        row=100,
        date=receipt.date,
        evidence_number="RK-001",
        description="Bunga bank April",
        received=amount,
        balance=60_000_000 + amount,
    )
    rest = [replace(entry, balance=(entry.balance or 0) + amount) for entry in expenses]
    facts = with_declared(remainder=34_000_000 + amount)
    return replace(facts, entries=(receipt, replace(line, **changes), *rest))


def with_disbursement(**changes: Any) -> ReportFacts:
    facts = clean_facts()
    disbursement = replace(facts.instalment.disbursements[0], **changes)
    return replace(facts, instalment=replace(facts.instalment, disbursements=(disbursement,)))
