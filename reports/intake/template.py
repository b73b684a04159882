"""Makes the workbook that a treasurer downloads: filled with what the office knows, locked where it must not change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from regulations.facts import BudgetLineFacts, DisbursementFacts
from reports.intake import layout
from reports.intake.choices import FORMS
from reports.intake.instructions import write_instructions
from reports.intake.layout import BKU, PM, RAB, SUMMARY, TAX, Column, Table
from reports.intake.prefilled import first_entries, given_figures
from reports.intake.saving import put_text, to_bytes
from reports.intake.styles import add_styles, style_of
from reports.intake.validations import (
    PERIOD_NAMES,
    add_validation,
    ask_amount,
    ask_date,
    choice_lists,
    column_range,
    offer_choices,
    offer_list,
)

FIRST, LAST, TOTALS = layout.FIRST_DATA_ROW, layout.LAST_ROW, layout.TOTALS_ROW


@dataclass(frozen=True, slots=True)
class TemplateIdentity:
    """What the office knows of one instalment when its workbook is made. Amounts are whole rupiah."""

    office_name: str
    partner_id: str
    partner_name: str
    head_name: str
    treasurer_name: str
    agreement_number: str
    agreement_starts_on: date
    agreement_ends_on: date
    instalment_id: str
    instalment_number: int
    received: int
    disbursements: tuple[DisbursementFacts, ...]
    budget_lines: tuple[BudgetLineFacts, ...]
    report_due_on: date | None = None
    opening_balance: int = 0

    @property
    def marker(self) -> dict[str, str]:
        """What the hidden sheet says of the workbook."""
        values = (
            layout.KIND,
            str(layout.VERSION),
            self.instalment_id,
            str(self.instalment_number),
            self.agreement_number,
            self.partner_id,
        )
        return dict(zip(layout.MARKER_KEYS, values, strict=True))


def make_workbook(identity: TemplateIdentity) -> bytes:
    """The .xlsx for this instalment. The same identity always gives the same bytes."""
    return to_bytes(build_workbook(identity), dated=identity.agreement_starts_on)


def build_workbook(identity: TemplateIdentity) -> Workbook:
    """The workbook of this instalment before it is saved."""
    book = Workbook()
    add_styles(book)
    sheets = {
        title: book.create_sheet(title)
        for title in (
            layout.INSTRUCTIONS_SHEET,
            layout.IDENTITY_SHEET,
            RAB.title,
            BKU.title,
            PM.title,
            TAX.title,
            SUMMARY.title,
            layout.MARKER_SHEET,
        )
    }
    del book["Sheet"]
    _write_marker(sheets[layout.MARKER_SHEET], identity)
    write_instructions(sheets[layout.INSTRUCTIONS_SHEET])
    _write_identity(sheets[layout.IDENTITY_SHEET], identity)
    _name_period(book)
    _write_rab(sheets[RAB.title], identity)
    _write_bku(sheets[BKU.title], identity)
    _write_pm(sheets[PM.title], identity)
    _write_tax(sheets[TAX.title], identity)
    _write_summary(sheets[SUMMARY.title], identity)
    for sheet in sheets.values():
        _protect(sheet)
        _print_setup(sheet)
    book.active = 0
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = "Amanah"
    book.properties.title = f"LPJ {identity.agreement_number} termin {identity.instalment_number}"
    return book


def _put(sheet: Worksheet, row: int, place: int, value: object) -> Cell:
    """Writes what the office knows; a text stays text, whatever it begins with."""
    cell = sheet.cell(row, place)
    if isinstance(value, str):
        return put_text(cell, value)
    cell.value = value
    return cell


def _write_marker(sheet: Worksheet, identity: TemplateIdentity) -> None:
    """Kind, version and owner in columns A and B; the entries of the dropdowns from column D on."""
    for row, (key, value) in enumerate(identity.marker.items(), start=1):
        sheet.cell(row, 1, key)
        _put(sheet, row, 2, value).number_format = "@"
    for place, choices in enumerate(choice_lists(), start=4):
        for row, choice in enumerate(choices, start=1):
            sheet.cell(row, place, choice.label)
    sheet.sheet_state = "hidden"


def _write_title(sheet: Worksheet, heading: str, help_text: str, identity: TemplateIdentity) -> None:
    sheet.cell(1, 1, heading).style = "amanah judul"
    owner = (
        f"{identity.partner_name}  ·  Perjanjian {identity.agreement_number}  ·  Termin {identity.instalment_number}"
    )
    _put(sheet, 2, 1, owner).style = "amanah subjudul"
    sheet.cell(3, 1, help_text).style = "amanah bantuan"
    sheet.row_dimensions[1].height = 24
    sheet.sheet_view.showGridLines = False


def _write_identity(sheet: Worksheet, identity: TemplateIdentity) -> None:
    _write_title(sheet, "Identitas", "Diisi oleh balai dan dikunci. Bila ada yang keliru, hubungi balai.", identity)
    sheet.cell(layout.HEADER_ROW, 1, "Keterangan").style = "amanah kepala"
    sheet.cell(layout.HEADER_ROW, 2, "Isi").style = "amanah kepala"
    for key, label in layout.IDENTITY_LINES:
        row = layout.PLACEMENTS[layout.IDENTITY_SHEET].rows[key]
        value = getattr(identity, key)
        sheet.cell(row, 1, label).style = "amanah label"
        kind = "tanggal" if isinstance(value, date) else "angka" if isinstance(value, int) else "teks"
        _put(sheet, row, 2, value).style = f"amanah kunci {kind}"
    row = FIRST + len(layout.IDENTITY_LINES) + 1
    for place, header in enumerate(("Nomor SP2D", "Tanggal SP2D", "Jumlah"), start=1):
        sheet.cell(row, place, header).style = "amanah kepala"
    for offset, disbursement in enumerate(identity.disbursements, start=1):
        _put(sheet, row + offset, 1, disbursement.sp2d_number).style = "amanah kunci teks"
        sheet.cell(row + offset, 2, disbursement.sp2d_date).style = "amanah kunci tanggal"
        sheet.cell(row + offset, 3, disbursement.amount).style = "amanah kunci angka"
    for place, width in enumerate((32, 48, 20), start=1):
        sheet.column_dimensions[layout.letter(place)].width = width


def _name_period(book: Workbook) -> None:
    rows = layout.PLACEMENTS[layout.IDENTITY_SHEET].rows
    for name, key in zip(PERIOD_NAMES, ("agreement_starts_on", "agreement_ends_on"), strict=True):
        book.defined_names[name] = DefinedName(name, attr_text=f"{layout.IDENTITY_SHEET}!$B${rows[key]}")


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


def _write_rab(sheet: Worksheet, identity: TemplateIdentity) -> None:
    _write_title(sheet, RAB.heading, RAB.help, identity)
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
                cell = _put(sheet, row, place, getattr(line, column.key))
            cell.style = style_of(column, locked=True)
    last = FIRST + max(len(identity.budget_lines), 1) - 1
    for key in ("amount", "spent_before", "used", "left"):
        at = RAB.letter(key)
        _write_total(sheet, RAB.index(key), "Jumlah", f"=SUM({at}{FIRST}:{at}{last})")
    left = RAB.letter("left")
    _highlight(sheet, f"{left}{FIRST}:{left}{last}", f"{left}{FIRST}<0")


def _write_total(sheet: Worksheet, place: int, label: str, formula: str | int) -> None:
    sheet.cell(TOTALS - 1, place, label).style = "amanah total label"
    sheet.cell(TOTALS, place, formula).style = "amanah total"


def _write_bku(sheet: Worksheet, identity: TemplateIdentity) -> None:
    _write_title(sheet, BKU.heading, BKU.help, identity)
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
            _put(sheet, row, BKU.index(key), value)
    last_code = FIRST + max(len(identity.budget_lines), 1) - 1
    offer_list(sheet, BKU, "budget_code", f"RAB!$A${FIRST}:$A${last_code}", "Pilih kode dari lembar RAB.")
    ask_date(sheet, BKU, "date")
    for key in ("received", "paid", "stamp_duty"):
        ask_amount(sheet, BKU, key)
    _highlight(sheet, column_range(BKU, "balance"), f"AND(ISNUMBER({balance}{FIRST}),{balance}{FIRST}<0)")


def _write_pm(sheet: Worksheet, identity: TemplateIdentity) -> None:
    _write_title(sheet, PM.heading, PM.help, identity)
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


def _write_tax(sheet: Worksheet, identity: TemplateIdentity) -> None:
    _write_title(sheet, TAX.heading, TAX.help, identity)
    _write_header(sheet, TAX)
    span = f"{TAX.letter('evidence_number')}{{row}}:{TAX.letter('paid_on')}{{row}}"
    _write_rows(sheet, TAX, {"number": _numbering(span)})
    amount = TAX.letter("amount")
    _write_total(sheet, TAX.index("amount"), "Jumlah", f"=SUM({amount}{FIRST}:{amount}{LAST})")
    offer_choices(sheet, TAX)
    ask_amount(sheet, TAX, "base")
    ask_amount(sheet, TAX, "amount")
    ask_date(sheet, TAX, "paid_on", until_end=False)


def _write_summary(sheet: Worksheet, identity: TemplateIdentity) -> None:
    _write_title(sheet, SUMMARY.heading, SUMMARY.help, identity)
    headers = (SUMMARY.label_header, SUMMARY.computed_header, SUMMARY.declared_header, SUMMARY.gap_header)
    for place, header in enumerate(headers, start=1):
        sheet.cell(layout.HEADER_ROW, place, header).style = "amanah kepala"
        sheet.column_dimensions[layout.letter(place)].width = (30, 24, 26, 34)[place - 1]
    sheet.row_dimensions[layout.HEADER_ROW].height = 32
    at = BKU.letter
    ours = {
        "opening": f"=BKU!{at('budget_code')}{TOTALS}",
        "received": f"=BKU!{at('received')}{TOTALS}",
        "spent": f"=BKU!{at('paid')}{TOTALS}",
        "remainder": f"=B{SUMMARY.row('opening')}+B{SUMMARY.row('received')}-B{SUMMARY.row('spent')}",
    }
    given = given_figures(identity)
    for line in SUMMARY.lines:
        row = SUMMARY.row(line.key)
        sheet.cell(row, SUMMARY.label_column, line.label).style = "amanah label"
        sheet.cell(row, SUMMARY.computed_column, ours.get(line.key)).style = "amanah kunci angka"
        declared = sheet.cell(row, SUMMARY.declared_column, given.get(line.key))
        declared.style = "amanah isi angka"
        sheet.cell(row, SUMMARY.gap_column, _gap(row, counted=line.counted)).style = "amanah periksa"
        sheet.cell(row, SUMMARY.gap_column + 1, line.help).style = "amanah bantuan"
        sheet.row_dimensions[row].height = 20
        rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        add_validation(sheet, rule, f"C{row}", "Tulis angka rupiah bulat, tanpa Rp dan tanpa titik.")
    sheet.column_dimensions["E"].width = 52
    note = SUMMARY.row(SUMMARY.lines[-1].key) + 2
    sheet.cell(note, 1, "Angka di kolom Pernyataan Bendahara adalah pernyataan Anda dan akan ditandatangani.")
    sheet.cell(note, 1).style = "amanah bantuan"


def _gap(row: int, *, counted: bool) -> str:
    """A formula that compares what is declared with our sum; without a sum it says what becomes of the money."""
    if not counted:
        return f'=IF(N(C{row})=0,"Tidak ada","Disetor ke kas negara")'
    return f'=IF(C{row}="","Belum Anda isi",IF(C{row}=B{row},"Cocok","Selisih "&TEXT(ABS(C{row}-B{row}),"#,##0")))'


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


def _protect(sheet: Worksheet) -> None:
    """Without a password: it guards against slips, and an office can open it when it has to."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "formatCells", "insertRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)  # False means: not protected against


def _print_setup(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.right.text = "Halaman &P dari &N"
    sheet.oddFooter.left.text = "&A"
