"""A report on stage: a paid instalment of LKS Sakura with its open report, and workbooks for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from PIL import Image

from accounts.models import User
from partners.models import Agreement, Partner
from reports.actions import attach_evidence, sign_report, upload_workbook
from reports.evidence import evidence_numbers
from reports.facts import template_identity
from reports.intake.identity import TemplateIdentity
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM, SUMMARY, Table
from reports.models import Report, Revision
from reports.statement import signing_digest
from tests.cast import Cast
from tests.templates import template_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: evidence number, RAB code, rupiah: three clean expenses that leave Rp4.000.000 of Rp30.000.000
EXPENSES = (("K-001", "1.1", 12_000_000), ("K-002", "1.2", 10_000_000), ("K-003", "3.1", 4_000_000))
SPENT = sum(amount for _, _, amount in EXPENSES)

Edit = Callable[[Workbook], None]
_SAVED = count(1)
#: stands in a filled workbook where its own number comes
_IDENTIFIER = b"nomor-berkas"


@dataclass
class Stage:
    """The cast with one paid instalment and its report."""

    cast: Cast
    partner: Partner
    agreement: Agreement
    report: Report
    #: Whether ``make_ready`` was done before the test began.
    ready: bool = False

    @property
    def treasurer(self) -> User:
        return self.cast.treasurer(self.partner)

    @property
    def head(self) -> User:
        return self.cast.head(self.partner)

    def template(self) -> bytes:
        return template_of(template_identity(self.report.instalment))

    def filled(self, *edits: Edit) -> bytes:
        """The template filled without a fault; ``edits`` then spoil or change it. No two are the same file."""
        identity = template_identity(self.report.instalment)
        if not edits:
            return _renamed(_filled(identity))
        book = _book(identity)
        for edit in edits:
            edit(book)
        # Also those that are saved within one second.
        book.properties.identifier = str(next(_SAVED))
        return saved(book)

    def upload(self, *edits: Edit, name: str = "LPJ.xlsx") -> Revision:
        """The treasurer uploads a filled workbook."""
        return upload_workbook(report=self.report, upload=xlsx(self.filled(*edits), name), by=self.treasurer)

    def attach_all(self) -> None:
        """A photo of its own for each expense, assessment and case conference of the last revision."""
        revision = self.report.latest
        assert revision is not None
        for place, number in enumerate(evidence_numbers(revision)):
            attach_evidence(report=self.report, evidence_number=number, upload=photo(place), by=self.treasurer)

    def explain(self, text: str = "Kantor kami terendam banjir.") -> None:
        """The treasurer explains every warning that wants it."""
        self.cast.explain(self.report, text)

    def sign_both(self) -> None:
        revision = self.report.latest
        assert revision is not None
        for person in (self.treasurer, self.head):
            sign_report(report=self.report, by=person, digest=signing_digest(self.report, revision))

    def make_ready(self) -> None:
        """Uploaded, evidenced, explained, signed: only the submission is left."""
        if self.ready:
            self.ready = False
            return
        self.upload()
        self.attach_all()
        self.explain()
        self.sign_both()
        self.report.refresh_from_db()


def _book(identity: TemplateIdentity) -> Workbook:
    """The template, filled without a fault."""
    book = load_workbook(io.BytesIO(template_of(identity)))
    paid_on = identity.disbursements[0].sp2d_date
    balance = identity.received
    put(book, BKU, FIRST_DATA_ROW, balance=balance)
    for place, (number, code, amount) in enumerate(EXPENSES, start=1):
        balance -= amount
        put(
            book,
            BKU,
            FIRST_DATA_ROW + place,
            date=paid_on + timedelta(days=place),
            evidence_number=number,
            description=f"Belanja contoh {place}",
            payee="Toko Contoh",
            budget_code=code,
            paid=amount,
            balance=balance,
            stamp_duty=10_000 if amount > 5_000_000 else None,
        )
    put(
        book,
        PM,
        FIRST_DATA_ROW,
        nik="3271065708900001",
        name="Penerima Contoh",
        cluster="Penyandang disabilitas",
        component="Dukungan pemenuhan hidup layak",
        form="Barang",
        value=350_000,
        received_on=paid_on + timedelta(days=3),
        assessed_on=paid_on - timedelta(days=20),
        conferred_on=paid_on - timedelta(days=10),
        handover_number="BAST-001",
    )
    declare(book, spent=SPENT, remainder=balance)
    return book


@cache
def _filled(identity: TemplateIdentity) -> bytes:
    book = _book(identity)
    book.properties.identifier = _IDENTIFIER.decode()
    return saved(book)


def _renamed(workbook: bytes) -> bytes:
    """The same workbook with an identifier of its own; to open and save it anew would take much longer."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as before, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as after:
        for part in before.infolist():
            content = before.read(part)
            if part.filename == "docProps/core.xml":
                content = content.replace(_IDENTIFIER, f"{next(_SAVED)}".encode())
            after.writestr(part, content)
    return out.getvalue()


def put(book: Workbook, table: Table, row: int, **values: object) -> None:
    for key, value in values.items():
        book[table.title].cell(row, table.index(key)).value = value


def declare(book: Workbook, **amounts: object) -> None:
    for key, amount in amounts.items():
        book[SUMMARY.title].cell(SUMMARY.row(key), SUMMARY.declared_column).value = amount


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(content: bytes, name: str = "LPJ.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=XLSX)


def photo(shade: int = 0, name: str = "bukti.jpg") -> SimpleUploadedFile:
    """A small JPEG; another ``shade`` has other bytes."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (shade * 20 % 256, 90, 120)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return cast.beforehand if isinstance(cast.beforehand, Stage) else stage_of(cast)


def stage_of(cast: Cast) -> Stage:
    """A paid first instalment of Rp30.000.000; its report is open."""
    partner = cast.partner()
    agreement = cast.agreement(partner)
    instalment = agreement.instalments.get(number=1)
    cast.paid(instalment)
    return Stage(cast, partner, agreement, Report.objects.get(instalment=instalment))


def ready_of(cast: Cast) -> Stage:
    """All done but the submission."""
    stage = stage_of(cast)
    stage.make_ready()
    stage.ready = True
    return stage
