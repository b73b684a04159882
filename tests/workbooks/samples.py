"""What a treasurer would type into the demonstration's workbook: a clean report, one full of faults, and it mended.

``expected_of`` names the instalment that the samples were made for. Every person, number and amount is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from regulations.facts import AgreementFacts, InstalmentFacts, ReportFacts
from reports.intake.identity import TemplateIdentity
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM, SUMMARY, TAX, Table
from reports.intake.read import Expected, Intake
from tests.workbooks.calc import Content
from tests.workbooks.identity import DEMO_IDENTITY

FOLDER = Path(__file__).parent
CLEAN, FAULTY, MENDED = FOLDER / "clean.xlsx", FOLDER / "faulty.xlsx", FOLDER / "mended.xlsx"
CLEAN_ODS, CLEAN_XLS = FOLDER / "clean.ods", FOLDER / "clean.xls"

_FIELDS = ("date", "evidence_number", "description", "payee", "budget_code", "paid", "stamp_duty")
_ENTRIES: tuple[tuple[Any, ...], ...] = (
    ("2021-04-20", "KW-001", "Permakanan April, 200 porsi", "Warung Contoh Rasa", "1.1", 5_000_000, None),
    ("2021-05-03", "KW-002", "Tas, buku dan seragam 30 anak", "Toko Contoh Ilmu", "1.2", 10_500_000, 10_000),
    ("2021-05-20", "KW-003", "Permakanan Mei, 200 porsi", "Warung Contoh Rasa", "1.1", 5_000_000, None),
    ("2021-06-07", "KW-004", "Alat bantu dengar 5 unit", "CV Contoh Sehat", "2.1", 12_500_000, 10_000),
    ("2021-06-21", "KW-005", "Permakanan Juni, 190 porsi", "Warung Contoh Rasa", "1.1", 4_750_000, None),
    ("2021-07-05", "KW-006", "Bahan pelatihan memasak", "Toko Contoh Dapur", "2.2", 7_600_000, 10_000),
    ("2021-08-02", "KW-007", "Honor pekerja sosial, dua bulan", "Sari Contoh", "3.1", 2_000_000, None),
    ("2021-09-01", "KW-008", "Honor pekerja sosial, dua bulan", "Sari Contoh", "3.1", 2_000_000, None),
)
_PEOPLE: tuple[tuple[str, str, str, str, str, int, str], ...] = (
    ("3271064101100001", "Ani Contoh", "Anak", "Dukungan pemenuhan hidup layak", "Barang", 350_000, "2021-05-04"),
    ("3271060203110002", "Bayu Contoh", "Anak", "Dukungan pemenuhan hidup layak", "Barang", 350_000, "2021-05-04"),
    ("3271061505120003", "Candra Contoh", "Anak", "Dukungan keluarga", "Barang", 350_000, "2021-05-04"),
    ("3271066007550004", "Dewi Contoh", "Lanjut usia", "Dukungan aksesibilitas", "Barang", 2_500_000, "2021-06-08"),
    (
        "3271060809500005",
        "Eko Contoh",
        "Penyandang disabilitas",
        "Dukungan aksesibilitas",
        "Barang",
        2_500_000,
        "2021-06-08",
    ),
    (
        "3271065110880006",
        "Fitri Contoh",
        "Tuna sosial dan korban perdagangan orang",
        "Pelatihan vokasional dan/atau pembinaan kewirausahaan",
        "Jasa",
        760_000,
        "2021-07-06",
    ),
)
SPENT, REMAINDER = 49_350_000, 650_000
_FIRST_EXPENSE = FIRST_DATA_ROW + len(DEMO_IDENTITY.disbursements)  #: the template fills in the treasury's payment


def expected_of(identity: TemplateIdentity = DEMO_IDENTITY) -> Expected:
    """The instalment that a workbook of this identity is uploaded for."""
    return Expected(
        instalment_id=identity.instalment_id,
        instalment_number=identity.instalment_number,
        agreement_number=identity.agreement_number,
        partner_id=identity.partner_id,
        period=(identity.agreement_starts_on, identity.agreement_ends_on),
    )


def facts_of(intake: Intake, identity: TemplateIdentity = DEMO_IDENTITY) -> ReportFacts:
    """An intake as the rules read it, with the agreement and instalment of ``identity``."""
    return ReportFacts(
        agreement=AgreementFacts(
            number=identity.agreement_number,
            partner_name=identity.partner_name,
            starts_on=identity.agreement_starts_on,
            ends_on=identity.agreement_ends_on,
            value=sum(line.amount for line in identity.budget_lines),
            purpose="rehabilitasi",
            form="uang",
            budget_lines=identity.budget_lines,
        ),
        instalment=InstalmentFacts(
            identity.instalment_number, identity.received, identity.report_due_on, identity.disbursements
        ),
        entries=intake.entries,
        beneficiaries=intake.beneficiaries,
        taxes=intake.taxes,
        declared=intake.declared,
        opening_expected=identity.opening_balance,
        unreadable_tables=intake.unreadable_tables,
    )


def put(content: Content, table: Table, row: int, values: Mapping[str, Any]) -> None:
    """Adds one row of a table to what the user types; texts that are ISO dates in date columns become dates."""
    cells = content.setdefault("cells", {}).setdefault(table.title, {})
    for key, value in values.items():
        if value is not None:
            is_date = table.column(key).kind == "tanggal" and isinstance(value, str) and value[:2] == "20"
            cells[f"{table.letter(key)}{row}"] = {"date": value} if is_date else value


def clean_content() -> Content:
    """A report without any finding."""
    content: Content = {}
    for row, values in enumerate(_ENTRIES, start=_FIRST_EXPENSE):
        put(content, BKU, row, dict(zip(_FIELDS, values, strict=True)))
    people = ("nik", "name", "cluster", "component", "form", "value", "received_on")
    for row, person in enumerate(_PEOPLE, start=FIRST_DATA_ROW):
        values = dict(zip(people, person, strict=True))
        put(content, PM, row, values | _proofs(values, row - FIRST_DATA_ROW + 1))
    tax = {"evidence_number": "KW-007", "kind": "PPh 21", "base": 2_000_000, "amount": 50_000}
    put(content, TAX, FIRST_DATA_ROW, tax | {"ntpn": "0A1B2C3D4E5F6G7H", "paid_on": "2021-08-10"})
    declared = content["cells"].setdefault(SUMMARY.title, {})
    declared[f"C{SUMMARY.row('spent')}"] = SPENT
    declared[f"C{SUMMARY.row('remainder')}"] = REMAINDER
    return content


def _proofs(person: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Assessment, case conference and hand-over of one aid; goods handed over on one day share a record."""
    proofs: dict[str, Any] = {"assessed_on": f"2021-04-{12 + number}", "conferred_on": "2021-04-26"}
    if person["form"] == "Barang":
        proofs["handover_number"] = f"BAST/{person['received_on'][5:7]}/2021"
    return proofs


def faulty_content() -> Content:
    """The same report as somebody in a hurry typed it. What a person understands must not become a finding."""
    content = clean_content()
    book, people = content["cells"][BKU.title], content["cells"][PM.title]
    at = BKU.letter
    book[f"{at('paid')}8"] = "Rp 5.000.000,00"  # understood
    book[f"{at('date')}9"] = "3 Mei 2021"  # understood
    book[f"{at('budget_code')}9"] = "9.9"  # RAB code unknown
    book[f"{at('payee')}10"] = ""  # no payee
    del book[f"{at('stamp_duty')}11"]  # more than Rp5,000,000 without a stamp
    book[f"{at('date')}12"] = {"date": "2022-02-01"}  # after the agreement, and out of order
    book[f"{at('evidence_number')}13"] = "KW-004"  # used twice
    book[f"{at('paid')}14"] = "dua juta"  # unreadable amount
    book[f"{at('paid')}15"] = {"formula": "=2000000/0"}  # error cell
    book[f"{at('description')}17"] = "Jumlah"  # a row of sums, understood
    book[f"{at('paid')}17"] = {"formula": f"=SUM({at('paid')}7:{at('paid')}13)"}
    book[f"{at('description')}20"] = "Bogor, September 2021"  # a place to sign, understood
    book[f"{at('description')}23"] = "Budi Contoh"
    people[f"{PM.letter('nik')}7"] = 3271064101100001  # a number
    people[f"{PM.letter('nik')}8"] = "327106020311000"  # 15 digits
    people[f"{PM.letter('cluster')}9"] = "anak"  # understood
    people[f"{PM.letter('cluster')}10"] = "Lansia jompo"  # not in the list
    people[f"{PM.letter('name')}11"] = ""  # required
    content["cells"][SUMMARY.title][f"C{SUMMARY.row('remainder')}"] = 1_000_000  # not what the book comes to
    content["merges"] = {BKU.title: [f"{at('stamp_duty')}12:{at('stamp_duty')}13"]}
    content["hidden"] = {"Catatan lama": {"A1": "Catatan pribadi", "B2": 125_000}}
    return content


def mended_content() -> Content:
    """The faulty report after most of it was mended: the code that is not in the RAB is still there."""
    content = deepcopy(clean_content())
    content["cells"][BKU.title][f"{BKU.letter('budget_code')}9"] = "9.9"
    return content


DATED = date(2021, 10, 1)  #: a day on which the samples are judged
