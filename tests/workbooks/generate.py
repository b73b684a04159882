"""Fills the template by script: clean reports of any length, for tests and benchmarks."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from regulations.facts import DisbursementFacts
from reports.intake.identity import TemplateIdentity
from reports.intake.layout import BKU, FIRST_DATA_ROW, HEADER_ROW, PM, SUMMARY, TAX, Table
from reports.intake.template import make_workbook
from tests.workbooks.identity import DEMO_IDENTITY

PRICE = 25_000  #: rupiah of every generated expense; far below any stamp duty
REMAINDER = 100_000  #: rupiah left over in every generated report


def identity_for(lines: int) -> TemplateIdentity:
    """The demonstration's instalment, with money and budget enough for ``lines`` cash book lines."""
    spent = (lines - 1) * PRICE
    received = spent + REMAINDER
    budget_line = replace(DEMO_IDENTITY.budget_lines[0], volume=lines + 3, unit_price=PRICE, amount=(lines + 3) * PRICE)
    first = DEMO_IDENTITY.disbursements[0]
    return replace(
        DEMO_IDENTITY,
        received=received,
        disbursements=(DisbursementFacts(first.sp2d_number, first.sp2d_date, received, first.account),),
        budget_lines=(budget_line,),
    )


def fill_clean(
    identity: TemplateIdentity,
    lines: int,
    *,
    beneficiaries: int = 20,
    own_columns: int = 0,
    template: Callable[[TemplateIdentity], bytes] = make_workbook,
) -> bytes:
    """The template of ``identity`` with ``lines`` clean cash book lines, the first of them the treasury's payment.

    ``own_columns`` adds as many columns of the treasurer's own to the right of the cash book. Cash book balances are
    written as values, as a program would that calculates; they tie.
    """
    book = load_workbook(io.BytesIO(template(identity)))
    cash_book = book[BKU.title]
    payment = identity.disbursements[0]
    balance = identity.opening_balance + payment.amount
    _put(cash_book, BKU, FIRST_DATA_ROW, number=1, balance=balance, hint="Lengkap")
    days = (identity.agreement_ends_on - payment.sp2d_date).days
    for n in range(1, lines):
        balance -= PRICE
        _put(
            cash_book,
            BKU,
            FIRST_DATA_ROW + n,
            number=n + 1,
            date=payment.sp2d_date + timedelta(days=n * days // lines),
            evidence_number=f"KW-{n:05d}",
            description=f"Permakanan penerima manfaat, kegiatan ke-{n}",
            payee=f"Warung Contoh {n % 97}",
            budget_code=identity.budget_lines[0].code,
            paid=PRICE,
            balance=balance,
            hint="Lengkap",
        )
    for place in range(len(BKU.columns) + 1, len(BKU.columns) + 1 + own_columns):
        cash_book.cell(HEADER_ROW, place, f"Catatan {place}")
        for n in range(lines):
            cash_book.cell(FIRST_DATA_ROW + n, place, f"catatan {n}")
    for n in range(min(beneficiaries, lines - 1)):
        _put(
            book[PM.title],
            PM,
            FIRST_DATA_ROW + n,
            number=n + 1,
            nik=f"327106{1 + n % 28:02d}0112{n + 1:04d}",
            name=f"Penerima Contoh {n + 1}",
            cluster="Anak",
            component="Dukungan pemenuhan hidup layak",
            form="Barang",
            value=PRICE,
            received_on=identity.agreement_ends_on,
            assessed_on=payment.sp2d_date - timedelta(days=20),
            conferred_on=payment.sp2d_date - timedelta(days=10),
            handover_number="BAST-001",
            hint="Lengkap",
        )
    _put(
        book[TAX.title],
        TAX,
        FIRST_DATA_ROW,
        number=1,
        evidence_number="KW-00001",
        kind="PPh 23",
        base=PRICE,
        amount=PRICE * 2 // 100,
        ntpn="0A1B2C3D4E5F6G7H",
        paid_on=identity.agreement_ends_on,
    )
    declared = {"spent": (lines - 1) * PRICE, "remainder": balance}
    for key, amount in declared.items():
        book[SUMMARY.title].cell(SUMMARY.row(key), SUMMARY.declared_column, amount)
    return saved(book)


def saved(book: object) -> bytes:
    """What openpyxl writes for a workbook."""
    out = io.BytesIO()
    book.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def _put(sheet: Worksheet, table: Table, row: int, **values: str | int | date) -> None:
    for key, value in values.items():
        sheet.cell(row, table.index(key), value)
