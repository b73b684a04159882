"""The examples of the rules about aid: assessment, hand-over, who got it, and what stands in other reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from regulations.components import COMPONENTS
from regulations.facts import ElsewhereFacts, ReportFacts, SeenFacts
from tests.regulations.builders import (
    FIRST_ROW,
    NIK_OF_A_MAN,
    NIK_OF_A_WOMAN,
    beneficiary,
    clean_agreement,
    clean_entries,
    clean_facts,
    clean_instalment,
    tax,
    with_beneficiary,
    with_entry,
    with_tax,
)
from tests.regulations.cases import Case

HERE = "LPJ termin 1 perjanjian PKS-01/CONTOH/2021"
_RECEIVED = date(2021, 6, 10)


def seen(field: str, key: object, *, on: date | None = date(2021, 3, 1), where: str = HERE) -> ReportFacts:
    """Clean facts with one thing that stands elsewhere too."""
    mapping: Mapping[Any, Any] = {key: SeenFacts(where, on)}
    return clean_facts(elsewhere=ElsewhereFacts(**{field: mapping}))


def died(on: date) -> ReportFacts:
    return clean_facts(elsewhere=ElsewhereFacts(deaths={FIRST_ROW: on}))


def report_before(on: date) -> ReportFacts:
    return clean_facts(elsewhere=ElsewhereFacts(before=SeenFacts(HERE, on)))


def money_only(*values: int, **changes: Any) -> ReportFacts:
    """A report whose beneficiaries received nothing but money; its cash book pays Rp26,000,000."""
    people = [
        replace(
            beneficiary(FIRST_ROW + place, nik), form="uang", value=value, name=f"Orang {place}", handover_number=None
        )
        for place, (nik, value) in enumerate(zip((NIK_OF_A_MAN, NIK_OF_A_WOMAN), values, strict=True))
    ]
    return clean_facts(beneficiaries=tuple(people), **changes)


def paid_to(name: str, facts: ReportFacts) -> ReportFacts:
    """The same whose third expense, of Rp1,500,000, was paid to this person."""
    return with_entry(3, facts, payee=name)


def _aged(cluster: str, born: str, day: date = _RECEIVED) -> ReportFacts:
    return with_beneficiary(0, nik=f"320411{born}0001", cluster=cluster, received_on=day)


def _two_named_alike(other: str) -> ReportFacts:
    people = (beneficiary(FIRST_ROW, NIK_OF_A_MAN), beneficiary(FIRST_ROW + 1, other))
    return clean_facts(beneficiaries=tuple(replace(person, name="Orang Contoh") for person in people))


def _two_taxes(**changes: Any) -> ReportFacts:
    return clean_facts(taxes=(tax(FIRST_ROW), tax(FIRST_ROW + 1, **changes)))


def _same_files(*numbers: str) -> ReportFacts:
    files = {number: frozenset({number}) for number in ("BK-001", "BK-002", "BK-003", "BK-004")}
    return clean_facts(evidence_files=files | {number: frozenset({"satu berkas"}) for number in numbers})


def _same_purchase(**changes: Any) -> ReportFacts:
    first = clean_entries()[1]
    facts = with_entry(2, paid=first.paid, payee=first.payee, balance=51_000_000, description=first.description)
    return with_entry(2, facts, **changes) if changes else facts


def _split(first: int, second: int, payee: str = "Toko Contoh 1") -> ReportFacts:
    return with_entry(2, with_entry(1, paid=first, payee="Toko Contoh 1"), paid=second, payee=payee)


def _last_instalment(number: int) -> ReportFacts:
    third = replace(clean_agreement().budget_lines[2], code="K.09")
    lines = (*clean_agreement().budget_lines, third)
    agreement = clean_agreement(budget_lines=lines, instalment_amounts=(60_000_000, 60_000_000))
    return clean_facts(agreement=agreement, instalment=clean_instalment(number=number))


AID_CASES = {
    "ASM-01": Case(
        failing=with_beneficiary(0, assessed_on=date(2021, 6, 11)),
        border=with_beneficiary(0, assessed_on=_RECEIVED, conferred_on=_RECEIVED),
    ),
    "ASM-02": Case(
        failing=with_beneficiary(0, conferred_on=date(2021, 4, 11)),
        border=with_beneficiary(0, conferred_on=date(2021, 4, 12)),
    ),
    "ASM-03": Case(
        failing=with_beneficiary(0, assessed_on=None),
        border=with_beneficiary(0, assessed_on=None, unreadable=frozenset({"assessed_on"})),
    ),
    "ASM-04": Case(
        failing=with_beneficiary(0, conferred_on=None),
        border=with_beneficiary(0, conferred_on=None, unreadable=frozenset({"conferred_on"})),
    ),
    "ASM-05": Case(
        failing=with_beneficiary(0, assessed_on=date(2021, 4, 11)),
        border=with_beneficiary(0, assessed_on=None),
    ),
    "ASM-06": Case(
        failing=with_beneficiary(0, conferred_on=date(2021, 4, 21)),
        border=with_beneficiary(0, conferred_on=None),
    ),
    "BST-01": Case(
        failing=with_beneficiary(0, handover_number=None),
        border=with_beneficiary(0, form="jasa", handover_number=None),
    ),
    "BST-02": Case(
        failing=with_beneficiary(1, received_on=date(2021, 6, 11)),
        border=with_beneficiary(1, handover_number="BAST-002"),
    ),
    "BST-03": Case(
        failing=with_beneficiary(0, received_on=date(2021, 4, 19)),
        border=with_beneficiary(0, received_on=date(2021, 4, 20)),
    ),
    "BST-04": Case(
        failing=with_beneficiary(0, received_on=date(2021, 5, 2)),
        border=with_beneficiary(0, received_on=date(2021, 5, 3)),
    ),
    "BST-05": Case(failing=with_beneficiary(0, value=24_650_001), border=with_beneficiary(0, value=24_650_000)),
    "PM-09": Case(
        failing=replace(with_beneficiary(0, received_on=date(2021, 7, 2)), today=date(2021, 7, 1)),
        border=replace(with_beneficiary(0, received_on=date(2021, 7, 2)), today=date(2021, 7, 2)),
        passing=clean_facts(today=date(2021, 7, 2)),
    ),
    "PM-10": Case(
        failing=money_only(13_000_000, 10_400_000),
        border=with_beneficiary(0, form="uang", handover_number=None),
        passing=money_only(13_000_000, 13_000_000),
    ),
    "PM-11": Case(
        failing=paid_to("orang  0", money_only(1_650_000, 24_350_000)),
        border=money_only(1_650_000, 24_350_000),
        passing=paid_to("Orang 0", money_only(1_500_000, 24_500_000)),
    ),
    "PM-12": Case(failing=died(date(2021, 6, 9)), border=died(_RECEIVED)),
    "PM-13": Case(
        failing=_aged("lansia", "170890"),
        border=_aged("anak", "100603"),
        passing=_aged("anak", "110603"),
        border_fails=True,
    ),
    "PM-14": Case(
        failing=_two_named_alike("3204111708900011"),
        border=_two_named_alike(NIK_OF_A_MAN),
        passing=_two_named_alike("3301020101500007"),
    ),
    "PM-15": Case(failing=with_beneficiary(0, value=0), border=with_beneficiary(0, value=0, form="jasa")),
    "PM-17": Case(
        failing=seen("deaths_elsewhere", FIRST_ROW, on=date(2021, 6, 9), where="catatan kematian Balai Contoh"),
        border=seen("deaths_elsewhere", FIRST_ROW, on=_RECEIVED, where="catatan kematian Balai Contoh"),
    ),
    "PM-16": Case(
        failing=clean_facts(
            agreement=clean_agreement(components=("terapi",)), beneficiaries=clean_facts().beneficiaries[:1]
        ),
        border=clean_facts(agreement=clean_agreement(components=tuple(COMPONENTS))),
        passing=clean_facts(agreement=clean_agreement(components=("terapi", "aksesibilitas"))),
    ),
    "ULG-01": Case(
        failing=seen("aid", FIRST_ROW, on=date(2020, 6, 10), where="laporan lain di Balai Contoh"),
        border=seen("aid", FIRST_ROW, on=date(2020, 6, 9)),
    ),
    "ULG-02": Case(failing=seen("aid", FIRST_ROW, on=_RECEIVED), border=seen("aid", FIRST_ROW, on=date(2021, 6, 11))),
    "ULG-03": Case(failing=seen("evidence", FIRST_ROW + 1), border=clean_facts(elsewhere=ElsewhereFacts())),
    "ULG-04": Case(failing=seen("files", "bk-002"), border=seen("files", "BK-030")),
    "ULG-05": Case(
        failing=seen("tax_payments", FIRST_ROW), border=seen("tax_payments", FIRST_ROW, on=None), border_fails=True
    ),
    "ULG-06": Case(failing=report_before(date(2021, 4, 22)), border=report_before(date(2021, 4, 21))),
    "BKT-04": Case(failing=_same_files("BK-001", "BK-002"), border=_same_files("BK-001"), passing=_same_files()),
    "BKT-05": Case(failing=_same_purchase(), border=_same_purchase(evidence_number="bk-001")),
    "PJK-05": Case(failing=_two_taxes(kind="PPN"), border=_two_taxes()),
    "PJK-06": Case(failing=with_tax(paid_on=date(2021, 6, 6)), border=with_tax(paid_on=date(2021, 6, 7))),
    "PJK-07": Case(failing=with_tax(base=1_500_001), border=with_tax(base=1_500_000)),
    "PJK-08": Case(
        failing=clean_facts(taxes=(tax(FIRST_ROW, paid_on=date(2021, 7, 3)),), today=date(2021, 7, 2)),
        border=clean_facts(taxes=(tax(FIRST_ROW, paid_on=date(2021, 7, 2)),), today=date(2021, 7, 2)),
        passing=clean_facts(today=date(2021, 7, 2)),
    ),
    "RAB-04": Case(failing=_last_instalment(2), border=_last_instalment(1)),
    "MTR-02": Case(
        failing=_split(4_900_000, 4_500_000),
        border=_split(4_900_000, 3_900_000),
        passing=_split(4_900_000, 4_900_000, "Toko Contoh 2"),
    ),
}
