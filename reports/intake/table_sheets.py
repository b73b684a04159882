"""The sheets of the template that hold a table: RAB as the office knows it; BKU, PM and Pajak to be filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.intake import layout
from reports.intake.choices import FORMS
from reports.intake.identity import TemplateIdentity
from reports.intake.layout import BKU, PM, RAB, TAX, Column, Table
from reports.intake.prefilled import first_entries
from reports.intake.saving import put_text
from reports.intake.styles import style_of
from reports.intake.validations import (
    add_validation,
    ask_amount,
    ask_date,
    column_range,
    offer_choices,
    offer_list,
)

FIRST, LAST, TOTALS = layout.FIRST_DATA_ROW, layout.LAST_ROW, layout.TOTALS_ROW


def write_rab(sheet: Worksheet, identity: TemplateIdentity) -> None:
    write_title(sheet, RAB.heading, RAB.help, identity)
    _write_header(sheet, RAB)
    code, paid = BKU.letter("budget_code"), BKU.letter("paid")
    amount, before, used = RAB.letter("amount"), RAB.letter("spent_before"), RAB.letter("used")
    formulas: dict[str, Callable[[int], str]] = {
        "used": lambda row: f"=SUMIF(BKU!${code}${FIRST}:${code}${LAST},A{row},BKU!${paid}${FIRST}:${paid}${LAST})",
        "left": lambda row: f"={amount}{row}-{before}{row}-{used}{row}",
    }
    for row, line in enumerate(identity.budget_lines, start=FIRST):
        for place, column in enumerate(RAB.columns, start=1):
            formula = formulas.get(column.key)
            if formula:
                cell = sheet.cell(row, place, formula(row))
            else:
                cell = put(sheet, row, place, getattr(line, column.key))
            cell.style = style_of(column, locked=True)
    last = FIRST + max(len(identity.budget_lines), 1) - 1
    for key in ("amount", "spent_before", "used", "left"):
        at = RAB.letter(key)
        _write_total(sheet, RAB.index(key), "Jumlah", f"=SUM({at}{FIRST}:{at}{last})")
    left = RAB.letter("left")
    _highlight(sheet, f"{left}{FIRST}:{left}{last}", f"{left}{FIRST}<0")


def write_bku(sheet: Worksheet, identity: TemplateIdentity) -> None:
    write_title(sheet, BKU.heading, BKU.help, identity)
    _write_header(sheet, BKU)
    at = BKU.letter
    opening, into, out, balance = at("budget_code"), at("received"), at("paid"), at("balance")
    first_input, last_input = at("date"), at("paid")
    _write_total(sheet, BKU.index("budget_code"), "Saldo awal", identity.opening_balance)
    _write_total(sheet, BKU.index("received"), "Jumlah penerimaan", f"=SUM({into}{FIRST}:{into}{LAST})")
    _write_total(sheet, BKU.index("paid"), "Jumlah pengeluaran", f"=SUM({out}{FIRST}:{out}{LAST})")
    _write_total(sheet, BKU.index("balance"), "Saldo akhir", f"={opening}{TOTALS}+{into}{TOTALS}-{out}{TOTALS}")

    def running(row: int) -> str:
        total = f"${opening}${TOTALS}+SUM({into}${FIRST}:{into}{row})-SUM({out}${FIRST}:{out}{row})"
        return f'=IF(AND({into}{row}="",{out}{row}=""),"",{total})'

    def hint(row: int) -> str:
        steps = [
            (f'{at("date")}{row}=""', "Isi tanggal"),
            (f'{at("evidence_number")}{row}=""', "Isi nomor bukti"),
            (f'{at("description")}{row}=""', "Isi uraian"),
            (f'AND({into}{row}="",{out}{row}="")', "Isi penerimaan atau pengeluaran"),
            (f'AND({out}{row}<>"",{at("payee")}{row}="")', "Isi penerima pembayaran"),
            (f'AND({out}{row}<>"",{at("budget_code")}{row}="")', "Pilih kode RAB"),
        ]
        return _hint(f"{first_input}{row}:{last_input}{row}", steps)

    _write_rows(
        sheet,
        BKU,
        {"number": _numbering(f"{first_input}{{row}}:{last_input}{{row}}"), "balance": running, "hint": hint},
    )
    for row, values in enumerate(first_entries(identity), start=FIRST):
        for key, value in values.items():
            put(sheet, row, BKU.index(key), value)
    last_code = FIRST + max(len(identity.budget_lines), 1) - 1
    offer_list(sheet, BKU, "budget_code", f"RAB!$A${FIRST}:$A${last_code}", "Pilih kode dari lembar RAB.")
    ask_date(sheet, BKU, "date")
    for key in ("received", "paid", "stamp_duty"):
        ask_amount(sheet, BKU, key)
    _highlight(sheet, column_range(BKU, "balance"), f"AND(ISNUMBER({balance}{FIRST}),{balance}{FIRST}<0)")


def write_pm(sheet: Worksheet, identity: TemplateIdentity) -> None:
    write_title(sheet, PM.heading, PM.help, identity)
    _write_header(sheet, PM)
    at = PM.letter
    span = f"{at('nik')}{{row}}:{at('handover_number')}{{row}}"
    goods = next(choice.label for choice in FORMS if choice.value == "barang")

    def hint(row: int) -> str:
        steps = [
            (f"NOT(ISTEXT({at('nik')}{row}))", "NIK harus berupa teks"),
            (f"LEN({at('nik')}{row})<>16", "NIK harus 16 angka"),
            *(
                (f'{at(column.key)}{row}=""', f"Isi {column.header.lower()}")
                for column in PM.columns
                if column.required
            ),
            (f'{at("assessed_on")}{row}=""', "Isi tanggal asesmen"),
            (f'{at("conferred_on")}{row}=""', "Isi tanggal pembahasan kasus"),
            (f'AND({at("form")}{row}="{goods}",{at("handover_number")}{row}="")', "Isi nomor BAST"),
        ]
        return _hint(span.format(row=row), steps)

    _write_rows(sheet, PM, {"number": _numbering(span), "hint": hint})
    value = PM.letter("value")
    _write_total(sheet, PM.index("value"), "Jumlah", f"=SUM({value}{FIRST}:{value}{LAST})")
    offer_choices(sheet, PM)
    ask_date(sheet, PM, "received_on")
    # Who is cared for may have been assessed before this agreement began.
    for key in ("assessed_on", "conferred_on"):
        ask_date(sheet, PM, key, from_start=False)
    ask_amount(sheet, PM, "value")
    add_validation(
        sheet,
        DataValidation(type="textLength", operator="equal", formula1="16", allow_blank=True),
        column_range(PM, "nik"),
        "NIK terdiri dari 16 angka. Tulis sebagai teks, tanpa spasi dan tanpa titik.",
    )


def write_tax(sheet: Worksheet, identity: TemplateIdentity) -> None:
    write_title(sheet, TAX.heading, TAX.help, identity)
    _write_header(sheet, TAX)
    span = f"{TAX.letter('evidence_number')}{{row}}:{TAX.letter('paid_on')}{{row}}"
    _write_rows(sheet, TAX, {"number": _numbering(span)})
    amount = TAX.letter("amount")
    _write_total(sheet, TAX.index("amount"), "Jumlah", f"=SUM({amount}{FIRST}:{amount}{LAST})")
    offer_choices(sheet, TAX)
    ask_amount(sheet, TAX, "base")
    ask_amount(sheet, TAX, "amount")
    ask_date(sheet, TAX, "paid_on", until_end=False)


def write_title(sheet: Worksheet, heading: str, help_text: str, identity: TemplateIdentity) -> None:
    sheet.cell(1, 1, heading).style = "amanah judul"
    owner = (
        f"{identity.partner_name}  ·  Perjanjian {identity.agreement_number}  ·  Termin {identity.instalment_number}"
    )
    put(sheet, 2, 1, owner).style = "amanah subjudul"
    sheet.cell(3, 1, help_text).style = "amanah bantuan"
    sheet.row_dimensions[1].height = 24
    sheet.sheet_view.showGridLines = False


def put(sheet: Worksheet, row: int, place: int, value: object) -> Cell:
    """Writes what the office knows; a text stays text, whatever it begins with."""
    cell = sheet.cell(row, place)
    if isinstance(value, str):
        return put_text(cell, value)
    cell.value = value
    return cell


def _write_header(sheet: Worksheet, table: Table) -> None:
    for place, column in enumerate(table.columns, start=1):
        cell = sheet.cell(layout.HEADER_ROW, place, column.header)
        cell.style = "amanah kepala"
        cell.comment = _help_comment(column)
        dimension = sheet.column_dimensions[layout.letter(place)]
        dimension.width = column.width
    sheet.row_dimensions[layout.HEADER_ROW].height = 32
    sheet.freeze_panes = f"A{FIRST}"
    sheet.print_title_rows = f"{layout.HEADER_ROW}:{layout.HEADER_ROW}"


def _help_comment(column: Column) -> Comment:
    return Comment(column.help, "Petunjuk", height=60, width=220)


def _write_rows(sheet: Worksheet, table: Table, formulas: dict[str, Callable[[int], str]]) -> None:
    """The prepared input rows; below them the columns themselves stay open, so that a long book fits too."""
    styles = [style_of(column, locked=False) for column in table.columns]
    for row in range(FIRST, FIRST + table.input_rows):
        for place, column in enumerate(table.columns, start=1):
            formula = formulas.get(column.key)
            cell = sheet.cell(row, place, formula(row) if formula else None)
            cell.style = styles[place - 1]
    for place, column in enumerate(table.columns, start=1):
        if not column.computed:
            prepared, dimension = sheet.cell(FIRST, place), sheet.column_dimensions[layout.letter(place)]
            dimension.number_format = prepared.number_format
            dimension.protection = copy(prepared.protection)


def _write_total(sheet: Worksheet, place: int, label: str, formula: str | int) -> None:
    sheet.cell(TOTALS - 1, place, label).style = "amanah total label"
    sheet.cell(TOTALS, place, formula).style = "amanah total"


def _numbering(span: str) -> Callable[[int], str]:
    return lambda row: f'=IF(COUNTA({span.format(row=row)})=0,"",ROW()-{layout.HEADER_ROW})'


def _hint(span: str, steps: Sequence[tuple[str, str]]) -> str:
    """A formula that names the first thing still missing in a row, "Lengkap" if none, nothing for an empty row."""
    formula = '"Lengkap"'
    for condition, advice in reversed(steps):
        formula = f'IF({condition},"{advice}",{formula})'
    return f'=IF(COUNTA({span})=0,"",IFERROR({formula},"Perbaiki rumus yang salah"))'


def _highlight(sheet: Worksheet, cells: str, formula: str) -> None:
    fill = PatternFill("solid", start_color="FBE3E0", end_color="FBE3E0")
    sheet.conditional_formatting.add(cells, FormulaRule([formula], fill=fill, font=Font(color="A3261B")))
