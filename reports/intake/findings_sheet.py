"""The front sheet "Temuan" of an annotated workbook: every finding with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from regulations.findings import Finding, Severity
from reports.intake.layout import header_of
from reports.intake.saving import put_text
from reports.intake.styles import BRAND, LINE, MUTED, PAPER

_HEADERS = ("No", "Tingkat", "Letak", "Kolom", "Temuan", "Ditemukan", "Seharusnya", "Cara memperbaiki", "Dasar")
_WIDTHS = (6, 13, 16, 20, 48, 30, 40, 48, 44)
_HEADER_ROW = 4
_MOST_ROWS = 5_000
_LINE_HEIGHT = 15  #: points
_INK = {Severity.ERROR: "A3261B", Severity.WARNING: "8A5A00", Severity.NOTE: "1D5A8C"}


class Place(Protocol):
    """A finding and its cell."""

    @property
    def finding(self) -> Finding: ...
    @property
    def cell(self) -> str: ...
    @property
    def sheet(self) -> str: ...


def write_findings_sheet(sheet: Worksheet, located: Sequence[Place], titles: AbstractSet[str]) -> None:
    """Fills the sheet; links only to sheets that are among ``titles``."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "A3261B"
    sheet.cell(1, 1, "Temuan").font = Font(size=16, bold=True, color=BRAND)
    put_text(sheet.cell(2, 1), _summary(located)).font = Font(color=MUTED)
    thin = Side(style="thin", color=LINE)
    box, wrap = Border(left=thin, right=thin, top=thin, bottom=thin), Alignment(vertical="top", wrap_text=True)
    for place, (header, width) in enumerate(zip(_HEADERS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(_HEADER_ROW, place, header)
        cell.font = Font(bold=True, color=PAPER)
        cell.fill = PatternFill("solid", start_color=BRAND, end_color=BRAND)
        cell.alignment, cell.border = wrap, box
        sheet.column_dimensions[cell.column_letter].width = width
    ordered = sorted(located, key=lambda each: each.finding.severity.rank)[:_MOST_ROWS]
    for number, each in enumerate(ordered, start=1):
        finding, row = each.finding, _HEADER_ROW + number
        texts = (
            finding.severity.label,
            each.cell or "Laporan",
            header_of(finding.where),
            finding.message,
            finding.found,
            finding.expected,
            finding.remedy,
            f"{finding.rule} · {finding.citation}",
        )
        sheet.cell(row, 1, number)
        for place, text in enumerate(texts, start=2):
            put_text(sheet.cell(row, place), text)
        for place in range(1, len(_HEADERS) + 1):
            sheet.cell(row, place).alignment, sheet.cell(row, place).border = wrap, box
        lines = max(-(-len(text) // width) for text, width in zip(texts, _WIDTHS[1:], strict=True))
        sheet.row_dimensions[row].height = _LINE_HEIGHT * max(lines, 1) + 3
        sheet.cell(row, 2).font = Font(bold=True, color=_INK[finding.severity])
        if each.cell and each.sheet in titles:
            link = sheet.cell(row, 3)
            link.hyperlink = f"#{each.cell}"
            put_text(link, each.cell)
            link.font = Font(underline="single", color=BRAND)
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:I{_HEADER_ROW + max(len(ordered), 1)}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"


def _summary(located: Sequence[Place]) -> str:
    if not located:
        return "Tidak ada temuan."
    counts = [
        f"{count} {severity.label.lower()}"
        for severity in Severity
        if (count := sum(each.finding.severity is severity for each in located))
    ]
    text = f"{', '.join(counts)}. Klik Letak untuk menuju selnya. Perbaiki, simpan, lalu unggah berkas ini kembali."
    left_out = len(located) - _MOST_ROWS
    return f"{text} {left_out} temuan lagi hanya terlihat di Amanah." if left_out > 0 else text
