"""Papers of the demonstration: filled workbooks and photographed receipts, made up and marked as such."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from openpyxl import load_workbook
from PIL import Image, ImageDraw, ImageFont

from regulations.casefiles import assessment_number, conference_number
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM, SUMMARY, TAX, Table
from rupiah.format import format_rupiah


@dataclass(frozen=True, slots=True)
class Expense:
    """A purchase of the LKS; ``amount`` in rupiah."""

    day: date
    number: str
    description: str
    payee: str
    code: str
    amount: int
    stamp: int | None = None


@dataclass(slots=True)
class Filling:
    """What a treasurer writes into the workbook."""

    received_on: date
    received: int
    expenses: list[Expense]
    beneficiaries: list[dict[str, Any]] = field(default_factory=list)
    taxes: list[dict[str, Any]] = field(default_factory=list)
    interest: int = 0  #: rupiah that the bank paid on the money; no part of the cash book

    @property
    def spent(self) -> int:
        return sum(expense.amount for expense in self.expenses)

    @property
    def remainder(self) -> int:
        return self.received - self.spent


def fill(template: bytes, filling: Filling, *, spoil: Any = None) -> ContentFile[bytes]:
    """The template with the filling in it. ``spoil`` gets the open workbook last, to plant mistakes."""
    book = load_workbook(io.BytesIO(template))
    balance = filling.received
    first = {
        "date": filling.received_on,
        "evidence_number": "SP2D",
        "description": "Penerimaan dana bantuan menurut SP2D",
        "payee": "Kas LKS",
        "received": filling.received,
        "balance": balance,
    }
    rows = [first]
    for expense in sorted(filling.expenses, key=lambda expense: expense.day):
        balance -= expense.amount
        rows.append(
            {
                "date": expense.day,
                "evidence_number": expense.number,
                "description": expense.description,
                "payee": expense.payee,
                "budget_code": expense.code,
                "paid": expense.amount,
                "balance": balance,
                "stamp_duty": expense.stamp,
            }
        )
    _write(book[BKU.title], BKU, rows)
    _write(book[PM.title], PM, filling.beneficiaries)
    _write(book[TAX.title], TAX, filling.taxes)
    declared = {"spent": filling.spent, "remainder": filling.remainder, "interest": filling.interest}
    for key, amount in declared.items():
        book[SUMMARY.title].cell(SUMMARY.row(key), SUMMARY.declared_column, amount)
    if spoil is not None:
        spoil(book)
    out = io.BytesIO()
    book.save(out)
    return ContentFile(out.getvalue(), name="LPJ.xlsx")


def _write(sheet: Any, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    for row, values in enumerate(rows, start=FIRST_DATA_ROW):
        sheet.cell(row, 1, row - FIRST_DATA_ROW + 1)
        for key, value in values.items():
            sheet.cell(row, table.index(key), value)


def receipt(expense: Expense, partner: str) -> ContentFile[bytes]:
    """A photo of a made-up receipt, named after its evidence number."""
    picture = Image.new("RGB", (720, 960), "#f6f1e4")
    draw = ImageDraw.Draw(picture)
    large, small = ImageFont.load_default(34), ImageFont.load_default(24)
    draw.rectangle((30, 30, 690, 930), outline="#7a6f58", width=3)
    lines = [
        ("KUITANSI (CONTOH)", large),
        (f"Nomor: {expense.number}", small),
        (f"Tanggal: {expense.day:%d-%m-%Y}", small),
        (f"Sudah terima dari: {partner}", small),
        (f"Untuk: {expense.description[:44]}", small),
        (f"Penerima: {expense.payee}", small),
        (format_rupiah(expense.amount), large),
    ]
    top = 90
    for text, font in lines:
        draw.text((70, top), text, fill="#2c2a25", font=font)
        top += 90
    if expense.stamp:
        draw.rectangle((480, 700, 640, 860), outline="#a03a2b", width=4)
        draw.text((505, 760), "METERAI", fill="#a03a2b", font=small)
    draw.text((70, 870), "Karangan untuk demonstrasi", fill="#7a6f58", font=small)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return ContentFile(out.getvalue(), name=f"{expense.number}.jpg")


def case_papers(filling: Filling, whose: str) -> list[ContentFile[bytes]]:
    """The instruments of each day of assessment and the minutes of each case conference, named after their numbers."""
    held: dict[str, tuple[str, date]] = {}
    for person in filling.beneficiaries:
        held[assessment_number(person["assessed_on"])] = ("INSTRUMEN ASESMEN (CONTOH)", person["assessed_on"])
        held[conference_number(person["conferred_on"])] = ("NOTULA PEMBAHASAN KASUS (CONTOH)", person["conferred_on"])
    return [
        _scan(heading, f"{whose}\n{len(filling.beneficiaries)} penerima manfaat, {day:%d-%m-%Y}", f"{number}.png")
        for number, (heading, day) in held.items()
    ]


def bank_slip(text: str) -> ContentFile[bytes]:
    """A made-up proof of a payment into the treasury."""
    return _scan("BUKTI PENERIMAAN NEGARA (CONTOH)", text, "bukti-setor.png")


def bank_letter(text: str) -> ContentFile[bytes]:
    """A made-up letter of a bank that refused a transfer."""
    return _scan("SURAT BANK (CONTOH)", text, "surat-bank.png")


def decree_scan(text: str) -> ContentFile[bytes]:
    """A made-up scan of a decree of recipients."""
    return _scan("SK PENERIMA BANTUAN (CONTOH)", text, "sk-penerima.png")


def addendum_scan(text: str) -> ContentFile[bytes]:
    """A made-up scan of a signed addendum."""
    return _scan("ADENDUM PERJANJIAN (CONTOH)", text, "adendum.png")


def case_scan(heading: str, name: str) -> ContentFile[bytes]:
    """A made-up scan of an assessment or of the minutes of a case conference."""
    return _scan(f"{heading.upper()} (CONTOH)", name, "berkas-kasus.png")


def warrant_letter(text: str) -> ContentFile[bytes]:
    """A made-up letter that sends a team out to audit."""
    return _scan("SURAT TUGAS (CONTOH)", "\n".join(textwrap.fill(line, 48) for line in text.splitlines()), "st.png")


def law_page(text: str) -> ContentFile[bytes]:
    """A made-up page that stands for an official text."""
    return _scan("NASKAH CONTOH, BUKAN PERATURAN", textwrap.fill(text, 48), "naskah-contoh.png")


def _scan(heading: str, text: str, name: str) -> ContentFile[bytes]:
    picture = Image.new("RGB", (720, 420), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((40, 40), heading, fill="#1d3b36", font=ImageFont.load_default(30))
    for place, line in enumerate(text.splitlines()):
        draw.text((40, 120 + 50 * place), line, fill="#222222", font=ImageFont.load_default(24))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return ContentFile(out.getvalue(), name=name)


def plant_mistakes(book: Any) -> None:
    """What treasurers really get wrong: text for amounts and dates, a code that the RAB lacks, a NIK as a number."""
    sheet = book[BKU.title]

    def put(offset: int, key: str, value: Any) -> None:
        sheet.cell(FIRST_DATA_ROW + offset, BKU.index(key)).value = value  # given to cell(), None would clear nothing

    put(2, "paid", "Rp 1.500.000,00")
    put(3, "date", "kemarin lusa")
    put(4, "budget_code", "K.1O")
    put(5, "evidence_number", "KW-001")
    put(6, "payee", None)
    put(7, "paid", 1_750_000)
    put(9, "stamp_duty", None)
    put(9, "balance", 1)
    book[PM.title].cell(FIRST_DATA_ROW + 1, PM.index("nik"), 3201011102060001)
    book[PM.title].cell(FIRST_DATA_ROW + 3, PM.index("nik"), "32010111")
