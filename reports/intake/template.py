"""Makes the workbook that a treasurer downloads: filled with what the office knows, locked where it must not change."""

from __future__ import annotations

from datetime import date

from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.intake import layout
from reports.intake.identity import TemplateIdentity
from reports.intake.instructions import write_instructions
from reports.intake.layout import BKU, PM, RAB, SUMMARY, TAX
from reports.intake.prefilled import given_figures
from reports.intake.saving import to_bytes
from reports.intake.styles import add_styles
from reports.intake.table_sheets import put, write_bku, write_pm, write_rab, write_tax, write_title
from reports.intake.validations import PERIOD_NAMES, add_validation, choice_lists

FIRST, TOTALS = layout.FIRST_DATA_ROW, layout.TOTALS_ROW


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
    write_rab(sheets[RAB.title], identity)
    write_bku(sheets[BKU.title], identity)
    write_pm(sheets[PM.title], identity)
    write_tax(sheets[TAX.title], identity)
    _write_summary(sheets[SUMMARY.title], identity)
    for sheet in sheets.values():
        _protect(sheet)
        _print_setup(sheet)
    book.active = 0
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = "Amanah"
    book.properties.title = f"LPJ {identity.agreement_number} termin {identity.instalment_number}"
    return book


def _write_marker(sheet: Worksheet, identity: TemplateIdentity) -> None:
    """Kind, version and owner in columns A and B; the entries of the dropdowns from column D on."""
    for row, (key, value) in enumerate(identity.marker.items(), start=1):
        sheet.cell(row, 1, key)
        put(sheet, row, 2, value).number_format = "@"
    for place, choices in enumerate(choice_lists(), start=4):
        for row, choice in enumerate(choices, start=1):
            sheet.cell(row, place, choice.label)
    sheet.sheet_state = "hidden"


def _write_identity(sheet: Worksheet, identity: TemplateIdentity) -> None:
    write_title(sheet, "Identitas", "Diisi oleh balai dan dikunci. Bila ada yang keliru, hubungi balai.", identity)
    sheet.cell(layout.HEADER_ROW, 1, "Keterangan").style = "amanah kepala"
    sheet.cell(layout.HEADER_ROW, 2, "Isi").style = "amanah kepala"
    for key, label in layout.IDENTITY_LINES:
        row = layout.PLACEMENTS[layout.IDENTITY_SHEET].rows[key]
        value = getattr(identity, key)
        sheet.cell(row, 1, label).style = "amanah label"
        kind = "tanggal" if isinstance(value, date) else "angka" if isinstance(value, int) else "teks"
        put(sheet, row, 2, value).style = f"amanah kunci {kind}"
    row = FIRST + len(layout.IDENTITY_LINES) + 1
    for place, header in enumerate(("Nomor SP2D", "Tanggal SP2D", "Jumlah"), start=1):
        sheet.cell(row, place, header).style = "amanah kepala"
    for offset, disbursement in enumerate(identity.disbursements, start=1):
        put(sheet, row + offset, 1, disbursement.sp2d_number).style = "amanah kunci teks"
        sheet.cell(row + offset, 2, disbursement.sp2d_date).style = "amanah kunci tanggal"
        sheet.cell(row + offset, 3, disbursement.amount).style = "amanah kunci angka"
    for place, width in enumerate((32, 48, 20), start=1):
        sheet.column_dimensions[layout.letter(place)].width = width


def _name_period(book: Workbook) -> None:
    rows = layout.PLACEMENTS[layout.IDENTITY_SHEET].rows
    for name, key in zip(PERIOD_NAMES, ("agreement_starts_on", "agreement_ends_on"), strict=True):
        book.defined_names[name] = DefinedName(name, attr_text=f"{layout.IDENTITY_SHEET}!$B${rows[key]}")


def _write_summary(sheet: Worksheet, identity: TemplateIdentity) -> None:
    write_title(sheet, SUMMARY.heading, SUMMARY.help, identity)
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
    gap = f'IF(C{row}=B{row},"Cocok","Selisih "&TEXT(ABS(C{row}-B{row}),"#,##0"))'
    return f'=IF(C{row}="","Belum Anda isi",IF(ISNUMBER(C{row}),{gap},"Tulis angka saja"))'


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
