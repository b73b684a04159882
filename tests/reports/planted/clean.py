"""A clean workbook as a treasurer fills it in, and what the system knows beside it; both may then be spoiled."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from openpyxl.workbook import Workbook

from desk.demo.papers import Expense, Filling, fill
from regulations.casefiles import assessment_number, conference_number
from regulations.catalogue import check
from regulations.components import COMPONENTS
from regulations.facts import DecreeFacts, DocumentFacts, ElsewhereFacts, ReportFacts, SignatureFacts
from reports.intake.layout import BKU, FIRST_DATA_ROW, SUMMARY, Table
from reports.intake.read import Intake, read_report
from tests.templates import template_of
from tests.workbooks.identity import DEMO_IDENTITY
from tests.workbooks.samples import expected_of, facts_of

IDENTITY = replace(DEMO_IDENTITY, report_due_on=date(2022, 1, 15))
HANDED_IN = date(2022, 1, 10)  #: and signed, and judged
MONEY = IDENTITY.received
PAID_ON = IDENTITY.disbursements[0].sp2d_date
JUDGED_ON = date(2026, 12, 31)  #: a day on which the newest version of every rule holds

EXPENSES = (
    Expense(date(2021, 4, 20), "KW-001", "Permakanan April", "Warung Contoh Rasa", "1.1", 3_500_000),
    Expense(date(2021, 4, 27), "KW-002", "Permakanan Mei", "Warung Contoh Tani", "1.1", 3_000_000),
    Expense(date(2021, 5, 3), "KW-003", "Tas dan buku 30 anak", "Toko Contoh Ilmu", "1.2", 10_500_000, 10_000),
    Expense(date(2021, 6, 7), "KW-004", "Alat bantu dengar 5 unit", "CV Contoh Sehat", "2.1", 12_500_000, 10_000),
    Expense(date(2021, 7, 5), "KW-005", "Bahan pelatihan memasak", "Toko Contoh Dapur", "2.2", 7_600_000, 10_000),
    Expense(date(2021, 8, 2), "KW-006", "Uang saku pelatihan", "Gita Contoh", "3.1", 2_000_000),
)
ADULT, CHILD, OLD, TRAINEE = "3271060203880001", "3271064101120002", "3271066007550003", "3271065110900004"


def _person(nik: str, name: str, cluster: str, component: str, form: str, value: int, day: date) -> dict[str, Any]:
    person = {
        "nik": nik,
        "name": name,
        "cluster": cluster,
        "component": COMPONENTS[component],
        "form": form,
        "value": value,
        "received_on": day,
        "assessed_on": date(2021, 4, 2),
        "conferred_on": date(2021, 4, 6),
    }
    return person | ({"handover_number": f"BAST-{day:%m%d}"} if form == "Barang" else {})


PEOPLE = (
    _person(ADULT, "Adi Contoh", "Penyandang disabilitas", "aksesibilitas", "Barang", 2_500_000, date(2021, 6, 8)),
    _person(CHILD, "Bela Contoh", "Anak", "hidup_layak", "Barang", 350_000, date(2021, 5, 4)),
    _person(OLD, "Dewi Contoh", "Lanjut usia", "terapi", "Jasa", 760_000, date(2021, 7, 6)),
    _person(TRAINEE, "Gita Contoh", "Penyandang disabilitas", "vokasional", "Uang", 2_000_000, date(2021, 8, 2)),
)
TAXES = (
    {
        "evidence_number": "KW-005",
        "kind": "PPh 22",
        "base": 7_600_000,
        "amount": 114_000,
        "ntpn": "0A1B2C3D4E5F6G7H",
        "paid_on": date(2021, 7, 6),
    },
    {
        "evidence_number": "KW-003",
        "kind": "PPN",
        "base": 10_500_000,
        "amount": 1_050_000,
        "ntpn": "1A1B2C3D4E5F6G7H",
        "paid_on": date(2021, 5, 10),
    },
)


@dataclass(frozen=True)
class Judged:
    """A workbook read, and what was found in it; ``found`` holds rule and cell of each finding."""

    intake: Intake
    found: list[tuple[str, str]]


def workbook(
    expenses: Sequence[Expense] = EXPENSES,
    people: Sequence[dict[str, Any]] = PEOPLE,
    taxes: Sequence[dict[str, Any]] = TAXES,
    *,
    edit: Callable[[Workbook], None] | None = None,
) -> bytes:
    """A clean workbook of these lines; ``edit`` spoils it before it is saved."""
    filling = Filling(PAID_ON, MONEY, list(expenses), list(people), list(taxes))
    return fill(template_of(IDENTITY), filling, spoil=edit).read()


def judged(content: bytes, change: Callable[[ReportFacts], ReportFacts] | None = None) -> Judged:
    """Read as an upload is, and judged by all rules; ``change`` spoils what the system knows."""
    intake = read_report(io.BytesIO(content), expected=expected_of(IDENTITY))
    facts = with_records(facts_of(intake, IDENTITY))
    if change is not None:
        facts = change(facts)
    findings = [*intake.findings, *check(facts, on=JUDGED_ON)]
    return Judged(intake, [(finding.rule, intake.cell_of(finding)) for finding in findings])


def with_records(facts: ReportFacts) -> ReportFacts:
    """The facts of a workbook with all that the system knows beside it, faultless and handed in in time."""
    (payment,) = facts.instalment.disbursements
    payment = replace(
        payment,
        spp_date=PAID_ON - timedelta(days=4),
        spm_date=PAID_ON - timedelta(days=2),
        decree=DecreeFacts("10/SK/CONTOH/2021", date(2021, 4, 5), has_file=True),
        fiscal_year=PAID_ON.year,
        account_holder=IDENTITY.partner_name,
    )
    numbers = [entry.evidence_number for entry in facts.entries if entry.paid and entry.evidence_number]
    for person in facts.beneficiaries:
        numbers += [assessment_number(person.assessed_on)] if person.assessed_on else []
        numbers += [conference_number(person.conferred_on)] if person.conferred_on else []
    return replace(
        facts,
        agreement=replace(
            facts.agreement,
            signed_on=facts.agreement.starts_on,
            instalment_amounts=(MONEY, facts.agreement.value - MONEY),
            documents=(
                DocumentFacts("tanda_daftar", "TD/001/2020", date(2020, 1, 10), date(2024, 12, 31)),
                DocumentFacts("akta", "12", date(2015, 3, 2)),
            ),
            components=tuple(COMPONENTS),
        ),
        instalment=replace(facts.instalment, amount=MONEY, disbursements=(payment,)),
        evidenced=frozenset(numbers),
        evidence_files={number: frozenset({f"berkas {number}"}) for number in numbers},
        elsewhere=ElsewhereFacts(),
        signatures=(
            SignatureFacts("treasurer", HANDED_IN, "1"),
            SignatureFacts("partner_head", HANDED_IN, "2", with_pact=True),
        ),
        submitted_on=HANDED_IN,
        today=HANDED_IN,
    )


def put(book: Workbook, table: Table, row: int, **values: Any) -> None:
    for key, value in values.items():
        book[table.title].cell(row, table.index(key)).value = value


def declare(book: Workbook, **amounts: int) -> None:
    for key, amount in amounts.items():
        book[SUMMARY.title].cell(SUMMARY.row(key), SUMMARY.declared_column).value = amount


def tie(book: Workbook) -> None:
    """Balances and declarations follow from the amounts again."""
    sheet, balance, spent = book[BKU.title], 0, 0
    for row in range(FIRST_DATA_ROW, sheet.max_row + 1):
        received, paid = (sheet.cell(row, BKU.index(key)).value for key in ("received", "paid"))
        if isinstance(received, int) or isinstance(paid, int):
            balance += (received or 0) - (paid or 0)
            spent += paid or 0
            put(book, BKU, row, balance=balance)
    declare(book, spent=spent, remainder=balance)
