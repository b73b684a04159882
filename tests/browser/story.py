"""The story of the journey: who takes part, what is agreed and when, and the papers that go in. All made up."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from playwright.sync_api import FilePayload

from desk.demo.papers import Expense, Filling, bank_slip, case_papers, fill, receipt
from desk.demo.people import address
from partners.columns import COLUMNS
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM
from rupiah.format import format_rupiah
from tests.browser.people import workbook

TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


PARTNER = "LKS Contoh Cemara"
REGISTRATION = "TD/031/CONTOH"
HEAD, HEAD_ADDRESS = "Wulan Contoh", address("ketua.cemara")
TREASURER, TREASURER_ADDRESS = "Bagas Contoh", address("bendahara.cemara")
NEW_PASSWORD = "pohon-cemara-di-tepi-jalan"

SIGNED, ENDS = ago(60), TODAY + timedelta(days=200)
AGREEMENT = f"031/PKS/CONTOH/{SIGNED:%m/%Y}"
VALUE, FIRST, SECOND = 50_000_000, 30_000_000, 20_000_000
DECIDED, SPP_ON, SPM_ON, RECEIVED = ago(55), ago(50), ago(48), ago(45)
SP2D = f"99{RECEIVED:%y}00000000031"

#: code, description, volume, unit, price of one in rupiah: Rp50.000.000 together
BUDGET = (
    ("K.01", "Permakanan penerima manfaat", 1000, "porsi", 25_000),
    ("K.02", "Perlengkapan sekolah", 50, "paket", 500_000),
)
#: What the auditor looks for: no other payment of the demonstration has this amount.
SOUGHT = 7_345_000
EXPENSES = [
    Expense(ago(44), "KW-001", "Permakanan minggu pertama", "Warung Contoh Bu Tini", "K.01", 3_000_000),
    Expense(ago(37), "KW-002", "Permakanan minggu kedua", "Warung Contoh Bu Tini", "K.01", 3_000_000),
    Expense(ago(36), "KW-101", "Perlengkapan sekolah 14 paket", "Toko Contoh Pelajar", "K.02", SOUGHT, 10_000),
    Expense(ago(30), "KW-102", "Perlengkapan sekolah 24 paket", "Toko Contoh Pelajar", "K.02", 12_000_000, 10_000),
]
SPENT = sum(expense.amount for expense in EXPENSES)
REMAINDER = FIRST - SPENT
BILLING, NTPN = "820999000000031", "C0NT0H0031CEMARA"


# What the treasurer writes


def written_well(template: bytes) -> FilePayload:
    """Without a mistake; the beneficiary has no identity card yet, which wants a word of explanation."""

    def spoil(book: Any) -> None:
        book[PM.title].cell(FIRST_DATA_ROW, PM.index("nik")).value = None

    return _filled(template, spoil)


def written_badly(template: bytes) -> FilePayload:
    """A day that is no day, a code that the RAB lacks, no stamp on a large receipt."""

    def spoil(book: Any) -> None:
        _put(book, "KW-001", "date", "kemarin lusa")
        _put(book, "KW-002", "budget_code", "K.09")
        _put(book, "KW-102", "stamp_duty", None)

    return _filled(template, spoil)


def half_mended(template: bytes) -> FilePayload:
    """Day and stamp are mended, the code has been forgotten, and a payee has got lost."""

    def spoil(book: Any) -> None:
        _put(book, "KW-002", "budget_code", "K.09")
        _put(book, "KW-101", "payee", None)

    return _filled(template, spoil)


def row_of(number: str) -> int:
    """The row of the cash book in which this evidence stands; the receipt of the money comes first."""
    return FIRST_DATA_ROW + 1 + [expense.number for expense in EXPENSES].index(number)


def cell_of(number: str, key: str) -> str:
    return f"{BKU.letter(key)}{row_of(number)}"


def _put(book: Any, number: str, key: str, value: Any) -> None:
    book[BKU.title].cell(row_of(number), BKU.index(key)).value = value


def _filling() -> Filling:
    person = {
        "nik": f"3204014507{(TODAY.year - 10) % 100:02d}0001",
        "name": "Penerima Contoh",
        "cluster": "Anak",
        "component": "Dukungan pemenuhan hidup layak",
        "form": "Barang",
        "value": 500_000,
        "received_on": ago(29),
        "assessed_on": ago(56),
        "conferred_on": ago(52),
        "handover_number": "BAST-001",
    }
    return Filling(RECEIVED, FIRST, EXPENSES, [person])


def _filled(template: bytes, spoil: Callable[[Any], None] | None) -> FilePayload:
    return workbook("LPJ cemara termin 1.xlsx", fill(template, _filling(), spoil=spoil).read())


# Photos and scans


def photos(*numbers: str, description: str = "") -> list[FilePayload]:
    """Photos of receipts, each named after its evidence number; ``description`` makes it another photo."""
    taken = []
    for expense in EXPENSES:
        if expense.number in numbers:
            shown = Expense(
                expense.day, expense.number, description or expense.description, expense.payee, "", expense.amount
            )
            taken.append(_picture(f"{expense.number}.jpg", "image/jpeg", receipt(shown, PARTNER).read()))
    return taken


def files_of_cases() -> list[FilePayload]:
    """Scans of the assessment's instrument and of the conference's minutes, named after their days."""
    return [_picture(str(paper.name), "image/png", paper.read()) for paper in case_papers(_filling(), PARTNER)]


def slip() -> FilePayload:
    text = f"NTPN {NTPN}\nSetoran sisa dana {format_rupiah(REMAINDER)}"
    return _picture("bukti-setor.png", "image/png", bank_slip(text).read())


def scan(title: str) -> FilePayload:
    return _picture(f"{title}.png", "image/png", bank_slip(title).read())


def _picture(name: str, kind: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


# The list of LKS that finance imports


def partners_to_import(*, mended: bool) -> FilePayload:
    """Two new LKS, one that changed its telephone number; before it is ``mended``, one of the new has no regency."""
    rows: list[dict[str, object]] = [
        {"name": "LKS Contoh Teratai", "registration_number": "TD/032/CONTOH", "regency": "Kabupaten Garut"},
        {
            "name": "LKS Contoh Kenanga",
            "registration_number": "TD/033/CONTOH",
            "regency": "Kota Serang" if mended else "Serang Raya",
        },
        {
            "name": "LKS Yakenas Madani",
            "registration_number": "TD/001/CONTOH",
            "regency": "Kota Serang",
            "phone": "0800-0000-9999",
        },
    ]
    book = Workbook()
    book.active.append([column.heading for column in COLUMNS])
    for row in rows:
        book.active.append([row.get(column.attribute) for column in COLUMNS])
    content = io.BytesIO()
    book.save(content)
    return workbook("Daftar LKS.xlsx", content.getvalue())
