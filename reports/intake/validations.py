"""What the spreadsheet itself refuses or warns of while the treasurer types: dropdowns, amounts, dates."""

from __future__ import annotations

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.intake import layout
from reports.intake.choices import Choice
from reports.intake.layout import FIRST_DATA_ROW, LAST_ROW, Column, Table

#: defined names of the first and last day of the agreement
PERIOD_NAMES = ("perjanjian_mulai", "perjanjian_berakhir")


def choice_lists() -> list[tuple[Choice, ...]]:
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


def ask_date(sheet: Worksheet, table: Table, key: str, *, from_start: bool = True, until_end: bool = True) -> None:
    """A date within the agreement; open towards what may lie before it or after it.

    Other dates are only warned of here: the treasurer may have to write one down and explain it.
    """
    starts, ends = PERIOD_NAMES
    if from_start and until_end:
        rule = DataValidation(type="date", operator="between", formula1=starts, formula2=ends)
        fault = "di luar masa perjanjian"
    elif from_start:
        rule = DataValidation(type="date", operator="greaterThanOrEqual", formula1=starts)
        fault = "sebelum perjanjian mulai"
    else:
        rule = DataValidation(type="date", operator="lessThanOrEqual", formula1=ends)
        fault = "sesudah perjanjian berakhir"
    rule.allow_blank = True
    message = f"Tanggal ini {fault}. Contoh penulisan: 17/03/2021."
    add_validation(sheet, rule, column_range(table, key), message, soft=True)
