"""What the spreadsheet itself refuses or warns of while the treasurer types: dropdowns, amounts, dates."""

from __future__ import annotations

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.intake import layout
from reports.intake.layout import FIRST_DATA_ROW, LAST_ROW, Column, Table

#: defined names of the first and last day of the agreement
PERIOD_NAMES = ("perjanjian_mulai", "perjanjian_berakhir")


def choice_lists() -> list[tuple[layout.Choice, ...]]:
    columns = [column for table in layout.TABLES for column in table.columns if column.choices]
    return list(dict.fromkeys(column.choices for column in columns))


def _choice_range(column: Column) -> str:
    place = layout.letter(4 + choice_lists().index(column.choices))
    return f"{quote_sheetname(layout.MARKER_SHEET)}!${place}$1:${place}${len(column.choices)}"


def column_range(table: Table, key: str) -> str:
    place = table.letter(key)
    return f"{place}{FIRST_DATA_ROW}:{place}{LAST_ROW}"


def add_validation(sheet: Worksheet, rule: DataValidation, cells: str, message: str, *, soft: bool = False) -> None:
    rule.errorTitle = "Periksa isian"
    rule.error = message
    rule.errorStyle = "warning" if soft else "stop"
    rule.showErrorMessage = True
    rule.add(cells)
    sheet.add_data_validation(rule)


def offer_list(sheet: Worksheet, table: Table, key: str, source: str, message: str) -> None:
    rule = DataValidation(type="list", formula1=source, allow_blank=True)
    add_validation(sheet, rule, column_range(table, key), message)


def offer_choices(sheet: Worksheet, table: Table) -> None:
    for column in table.columns:
        if column.choices:
            offer_list(sheet, table, column.key, _choice_range(column), "Pilih salah satu dari daftar.")


def ask_amount(sheet: Worksheet, table: Table, key: str) -> None:
    rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    add_validation(
        sheet, rule, column_range(table, key), "Tulis angka rupiah bulat, tanpa Rp dan tanpa titik: 1500000."
    )


def ask_date(sheet: Worksheet, table: Table, key: str, *, within_agreement: bool = True) -> None:
    """Dates outside the agreement are only warned of here: the treasurer may have to write one down and explain it."""
    if within_agreement:
        rule = DataValidation(type="date", operator="between", formula1=PERIOD_NAMES[0], formula2=PERIOD_NAMES[1])
        message = "Tanggal ini di luar masa perjanjian. Contoh penulisan: 17/03/2021."
    else:
        rule = DataValidation(type="date", operator="greaterThan", formula1=PERIOD_NAMES[0])
        message = "Tanggal ini sebelum perjanjian mulai. Contoh penulisan: 17/03/2021."
    rule.allow_blank = True
    add_validation(sheet, rule, column_range(table, key), message, soft=True)
