"""For each rule one report that passes, one that fails, one on the border: the cases that the handbook tells of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from regulations.facts import ReportFacts
from tests.regulations.builders import (
    FIRST_ROW,
    NIK_OF_A_MAN,
    beneficiary,
    clean_agreement,
    clean_entries,
    clean_facts,
    clean_instalment,
    with_beneficiary,
    with_booked_interest,
    with_declared,
    with_disbursement,
    with_entry,
    with_tax,
)
from tests.regulations.cases import Case
from tests.regulations.examples_aid import AID_CASES
from tests.regulations.examples_office import OFFICE_CASES


def _with_balances(*balances: int | None) -> ReportFacts:
    entries = [replace(entry, balance=balance) for entry, balance in zip(clean_entries(), balances, strict=True)]
    return clean_facts(entries=tuple(entries))


def _with_opening_line() -> ReportFacts:
    first, *rest = clean_entries()
    opening = replace(first, date=None, description=None, evidence_number=None, received=None, balance=0)
    return clean_facts(entries=(opening, replace(first, row=FIRST_ROW + 10), *rest))


def _with_line_spent_before(spent: int) -> ReportFacts:
    first, *rest = clean_agreement().budget_lines
    return clean_facts(agreement=clean_agreement(budget_lines=(replace(first, spent_before=spent), *rest)))


def _paid_before_received() -> ReportFacts:
    receipt, first, *rest = clean_entries()
    day = first.date
    moved = replace(first, row=FIRST_ROW, balance=-4_500_000)
    return clean_facts(entries=(moved, replace(receipt, row=FIRST_ROW + 1, date=day, balance=55_500_000), *rest))


def _all_spent() -> ReportFacts:
    facts = with_entry(4, paid=49_000_000, balance=0)
    return replace(facts, declared=replace(facts.declared, spent=60_000_000, remainder=0))


def _received_in_two_parts(*parts: int) -> ReportFacts:
    first, *rest = clean_entries()
    receipts = [
        replace(first, row=2 + place, evidence_number=f"BM-{place}", received=part, balance=sum(parts[: place + 1]))
        for place, part in enumerate(parts)
    ]
    return clean_facts(entries=(*receipts, *rest))


def _same_person(**changes: str) -> ReportFacts:
    return clean_facts(
        beneficiaries=(beneficiary(FIRST_ROW, NIK_OF_A_MAN), beneficiary(FIRST_ROW + 1, NIK_OF_A_MAN, **changes))
    )


def _two_sp2d() -> ReportFacts:
    (one,) = clean_instalment().disbursements
    halves = (replace(one, amount=30_000_000), replace(one, sp2d_number="210040302000002", amount=30_000_000))
    return clean_facts(instalment=clean_instalment(disbursements=halves))


CASES = {
    "BKU-01": Case(
        failing=_with_balances(None, None, None, None, 34_001_000),
        border=_with_balances(60_000_000, 55_500_000, 50_600_000, 49_100_000, 34_100_000),
    ),
    "BKU-02": Case(
        failing=_with_balances(60_000_000, 55_000_000, 50_500_000, 49_000_000, 34_000_000),
        border=_with_balances(60_000_000, 55_000_000, 50_000_000, 48_500_000, 33_500_000),
        border_fails=True,
    ),
    "BKU-03": Case(failing=clean_facts(opening_expected=250_000), border=with_declared(opening=None)),
    "BKU-04": Case(failing=with_entry(0, received=59_000_000), border=_received_in_two_parts(20_000_000, 40_000_000)),
    "BKU-05": Case(failing=with_entry(1, date=date(2021, 3, 31)), border=with_entry(0, date=date(2021, 4, 1))),
    "BKU-06": Case(failing=with_entry(2, date=date(2021, 5, 2)), border=with_entry(2, date=date(2021, 5, 3))),
    "BKU-07": Case(failing=with_entry(1, paid=-4_500_000), border=with_entry(0, paid=0)),
    "BKU-08": Case(failing=with_entry(1, payee=None), border=with_entry(0, payee=None)),
    "BKU-09": Case(failing=with_entry(1, description=None), border=_with_opening_line()),
    "BKU-10": Case(failing=_paid_before_received(), border=with_entry(4, paid=49_000_000)),
    "BKU-10.1": Case(failing=with_entry(4, paid=49_000_001), border=with_entry(4, paid=49_000_000)),
    "BKU-12.1": Case(failing=_paid_before_received(), border=_all_spent()),
    "BKU-11": Case(failing=with_entry(1, date=None), border=_with_opening_line()),
    "RAB-01": Case(failing=with_entry(1, budget_code="K.O1"), border=with_entry(1, budget_code=" k.01")),
    "RAB-02": Case(failing=with_entry(1, budget_code=None), border=with_entry(0, budget_code=None)),
    "RAB-03": Case(failing=_with_line_spent_before(8_500_001), border=_with_line_spent_before(8_500_000)),
    "BKT-01": Case(failing=with_entry(1, evidence_number=None), border=with_entry(0, evidence_number=None)),
    "BKT-02": Case(
        failing=with_entry(2, evidence_number="BK-001"),
        border=with_entry(2, evidence_number="bk-001 "),
        border_fails=True,
    ),
    "BKT-03": Case(
        failing=clean_facts(evidenced=frozenset({"BK-001", "BK-003", "BK-004"})),
        border=clean_facts(evidenced=frozenset({"BK-001", "bk-002", "BK-003", "BK-004"})),
    ),
    "MTR-01": Case(failing=with_entry(2, paid=5_500_000), border=with_entry(2, paid=5_000_000)),
    "PM-01": Case(
        failing=with_beneficiary(0, nik=NIK_OF_A_MAN[:15]), border=with_beneficiary(1, nik="3204115708900002")
    ),
    "PM-02": Case(
        failing=with_beneficiary(0, nik="3.60204E+15", nik_was_number=True),
        border=with_beneficiary(0, nik=NIK_OF_A_MAN, nik_was_number=True),
        border_fails=True,
    ),
    "PM-03": Case(failing=_same_person(), border=_same_person(component="terapi")),
    "PM-04": Case(failing=_same_person(component="terapi"), border=_same_person()),
    "PM-05": Case(failing=with_beneficiary(0, nik=None), border=with_beneficiary(0, nik=None, nik_was_number=True)),
    "PM-06": Case(
        failing=clean_facts(beneficiaries=()),
        border=replace(clean_facts(entries=clean_entries()[:1]), beneficiaries=()),
    ),
    "PM-07": Case(
        failing=with_beneficiary(0, received_on=date(2022, 1, 1)),
        border=with_beneficiary(0, received_on=date(2021, 12, 31)),
    ),
    "PM-08": Case(failing=with_beneficiary(0, value=58_650_001), border=with_beneficiary(0, value=58_650_000)),
    "PJK-01": Case(failing=with_tax(ntpn="0A1B2C3D4E5F6G7"), border=with_tax(ntpn="0a1b2c3d4e5f6g7h")),
    "PJK-02": Case(failing=with_tax(ntpn=None), border=with_tax(ntpn=None, amount=0)),
    "PJK-03": Case(failing=with_tax(evidence_number="BK-030"), border=with_tax(evidence_number="bk-003")),
    "PJK-04": Case(failing=with_tax(amount=1_500_001), border=with_tax(amount=1_500_000)),
    "BKU-12": Case(failing=with_entry(4, paid=49_000_001), border=_all_spent()),
    "BKU-13": Case(
        failing=clean_facts(today=date(2021, 6, 30)),
        border=clean_facts(today=date(2021, 7, 1)),
        passing=clean_facts(today=date(2021, 7, 2)),
    ),
    "SISA-01": Case(
        failing=with_declared(remainder=33_000_000),
        border=replace(with_entry(4, paid=49_000_000), declared=replace(clean_facts().declared, remainder=0)),
    ),
    "SISA-02": Case(
        failing=with_declared(spent=27_000_000),
        border=replace(clean_facts(entries=clean_entries()[:1]), declared=replace(clean_facts().declared, spent=0)),
    ),
    "SISA-03": Case(failing=with_declared(received=6_000_000), border=_two_sp2d()),
    "SISA-04": Case(
        failing=with_booked_interest(12_345),
        border=with_entry(0, description="Dana termin 1 bagi LKS Bunga Contoh"),
        passing=with_declared(interest=12_345),
    ),
    "SISA-05": Case(
        failing=with_declared(interest=60_000_001),
        border=with_declared(interest=0),
        passing=with_declared(interest=12_345),
    ),
    "AKUN-01": Case(
        failing=with_disbursement(account="521219"), border=with_disbursement(account="581111"), border_fails=True
    ),
    "AKUN-02": Case(
        failing=clean_facts(agreement=clean_agreement(form="barang")), border=with_disbursement(account="521219")
    ),
    "WKT-01": Case(
        failing=clean_facts(submitted_on=date(2022, 1, 16)), border=clean_facts(submitted_on=date(2022, 1, 15))
    ),
    **AID_CASES,
    **OFFICE_CASES,
}
