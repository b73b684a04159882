"""A report to practise on: an LKS, its agreement and instalment that exist nowhere but here, and workbooks for them.

Pure facts, no record of any database: whoever tries things out touches nobody's report. All of it is made up.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from typing import BinaryIO

from regulations.facts import AgreementFacts, BudgetLineFacts, DisbursementFacts, InstalmentFacts
from reports.facts import workbook_facts
from reports.intake.identity import TemplateIdentity
from reports.intake.layout import BKU, PM, TAX
from reports.intake.read import Expected
from reports.intake.template import make_workbook
from reports.intake.typed import Line, Typed, blank_typed, write_typed
from reports.judge import Judgement, judge_facts, read

_RECEIVED = 30_000_000
_PAID_ON = date(2025, 4, 14)

IDENTITY = TemplateIdentity(
    office_name="Balai Contoh untuk Latihan",
    partner_id="latihan/LKS Contoh",
    partner_name="LKS Contoh (latihan)",
    head_name="Ketua Contoh",
    treasurer_name="Bendahara Contoh",
    agreement_number="000/PKS/LATIHAN/2025",
    agreement_starts_on=date(2025, 4, 1),
    agreement_ends_on=date(2025, 12, 31),
    instalment_id="latihan/LKS Contoh/000/PKS/LATIHAN/2025/1",
    instalment_number=1,
    received=_RECEIVED,
    disbursements=(DisbursementFacts("250000000000001", _PAID_ON, _RECEIVED, "571112"),),
    budget_lines=(
        BudgetLineFacts("K.01", "Permakanan penerima manfaat", 600, "porsi", 25_000, 15_000_000),
        BudgetLineFacts("K.02", "Perlengkapan sekolah", 30, "paket", 350_000, 10_500_000),
        BudgetLineFacts("K.03", "Honor pekerja sosial", 4, "orang bulan", 1_000_000, 4_000_000),
        BudgetLineFacts("K.04", "Alat bantu jalan", 1, "unit", 500_000, 500_000),
    ),
    report_due_on=date(2025, 10, 11),
)


class Exercise(StrEnum):
    """The workbooks to practise with."""

    EMPTY = "kosong"
    FAULTY = "bersalah"

    @property
    def file_name(self) -> str:
        return f"Latihan LPJ LKS Contoh - {self.value}.xlsx"


@cache
def exercise_workbook(exercise: Exercise) -> bytes:
    """The practice workbook: as a treasurer downloads it, or filled in with mistakes to find and mend."""
    return make_workbook(IDENTITY) if exercise is Exercise.EMPTY else write_typed(IDENTITY, faulty())


def is_practice(instalment_id: str) -> bool:
    """Whether a workbook that calls itself so belongs to the report to practise on."""
    return instalment_id == IDENTITY.instalment_id


def judge_practice(file: BinaryIO) -> Judgement:
    """Judge a practice workbook that has passed the door. Raises Refusal as ``reports.judge.judge`` does."""
    expected = Expected(
        instalment_id=IDENTITY.instalment_id,
        instalment_number=IDENTITY.instalment_number,
        agreement_number=IDENTITY.agreement_number,
        partner_id=IDENTITY.partner_id,
        period=(IDENTITY.agreement_starts_on, IDENTITY.agreement_ends_on),
    )
    intake = read(file, expected=expected)
    facts = workbook_facts(
        intake,
        agreement=AgreementFacts(
            number=IDENTITY.agreement_number,
            partner_name=IDENTITY.partner_name,
            starts_on=IDENTITY.agreement_starts_on,
            ends_on=IDENTITY.agreement_ends_on,
            value=_RECEIVED,
            purpose="rehabilitasi",
            form="barang",
            budget_lines=IDENTITY.budget_lines,
        ),
        instalment=InstalmentFacts(1, _RECEIVED, IDENTITY.report_due_on, IDENTITY.disbursements),
        opening_expected=IDENTITY.opening_balance,
    )
    return judge_facts(facts, intake, on=_PAID_ON)


def clean() -> Typed:
    """The practice report as it should be filled in: nothing is left to find."""
    entries: list[Line] = [
        *blank_typed(IDENTITY).lines(BKU),
        _expense("16/04/2025", "KW-001", "Permakanan April, 200 porsi", "Warung Contoh Rasa", "K.01", "5.000.000"),
        _expense("02/05/2025", "KW-002", "Tas, buku, dan seragam 30 anak", "Toko Contoh Ilmu", "K.02", "10.500.000"),
        _expense("19/05/2025", "KW-003", "Permakanan Mei, 200 porsi", "Warung Contoh Rasa", "K.01", "5.000.000"),
        _expense("16/06/2025", "KW-004", "Permakanan Juni, 200 porsi", "Warung Contoh Rasa", "K.01", "5.000.000"),
        _expense("30/06/2025", "KW-005", "Honor pekerja sosial, 4 bulan", "Sari Contoh", "K.03", "4.000.000"),
    ]
    entries[2] = {**entries[2], "stamp_duty": "10000"}
    people: list[Line] = [
        _person("3271064101100001", "Ani Contoh", "BAST-001"),
        _person("3271060203110002", "Bayu Contoh", "BAST-002"),
        _person("3271061505120003", "Candra Contoh", "BAST-003"),
    ]
    declared = {"opening": "0", "received": str(_RECEIVED), "spent": "29500000", "remainder": "500000"}
    return Typed({BKU.title: entries, PM.title: people, TAX.title: []}, declared)


def faulty() -> Typed:
    """The same with a mistake of each kind that treasurers make most often."""
    good = clean()
    entries, people = list(good.lines(BKU)), list(good.lines(PM))
    entries[1] = {**entries[1], "date": "31/04/2025"}  # no such day
    entries[2] = {**entries[2], "stamp_duty": ""}  # more than Rp5.000.000 without a stamp
    entries[3] = {**entries[3], "evidence_number": "KW-002"}  # used twice
    entries[4] = {**entries[4], "budget_code": "K.07", "payee": ""}  # not in the RAB; nobody paid
    entries[5] = {**entries[5], "paid": "empat juta"}
    people[0] = {**people[0], "nik": "327106410110001"}  # a digit is missing
    people[1] = {**people[1], "cluster": "Anak anak"}
    declared = {**good.declared, "remainder": "5000000"}
    return Typed({BKU.title: entries, PM.title: people, TAX.title: []}, declared)


def _expense(day: str, number: str, description: str, payee: str, code: str, paid: str) -> Line:
    return {
        "date": day,
        "evidence_number": number,
        "description": description,
        "payee": payee,
        "budget_code": code,
        "paid": paid,
    }


def _person(nik: str, name: str, handover: str) -> Line:
    return {
        "nik": nik,
        "name": name,
        "cluster": "Anak",
        "component": "Dukungan pemenuhan hidup layak",
        "form": "Barang",
        "value": "350000",
        "received_on": "05/05/2025",
        "assessed_on": "15/04/2025",
        "conferred_on": "17/04/2025",
        "handover_number": handover,
    }
