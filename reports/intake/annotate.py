"""The workbook to take home: the own file of the treasurer, findings as comments on its cells, and a list that jumps.

Colours are conditional formats, so the treasurer's own fills stay untouched underneath; they, our comments and the
list carry a mark by which the next annotation takes them away again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException, IllegalCharacterError, InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from regulations.findings import Finding, Severity
from reports.intake.findings_sheet import write_findings_sheet
from reports.intake.layout import FINDINGS_SHEET
from reports.intake.package import DAMAGED, Unreadable, damage_told
from reports.intake.results import Results, formula_results
from reports.intake.saving import to_bytes, without_controls

AUTHOR = "Amanah"
MARK = "[Temuan Amanah]"
_HIGHLIGHT = 'ISTEXT("temuan-amanah")'  #: always true; tells our conditional formats from the treasurer's
_COLOURS = {Severity.ERROR: "FBCFC9", Severity.WARNING: "FFE6AE", Severity.NOTE: "D8E8F8"}
#: How openpyxl shows that something in a file is not as it should be, beside what ``damage_told`` knows.
_FOREIGN_DAMAGE = (
    InvalidFileException,
    IllegalCharacterError,
    CellCoordinatesException,
    SyntaxError,  # of XML
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)
_MOST_CELLS = 5_000  #: cells with comments; more would make the file slow to open
_RANGES_IN_ONE = 200  #: ranges in one conditional format
_LONGEST_COMMENT = 2_500


@dataclass(frozen=True, slots=True)
class Located:
    """A finding and its cell in this workbook, "BKU!F18"; "" where it speaks of no cell."""

    finding: Finding
    cell: str

    @property
    def sheet(self) -> str:
        """The title of the sheet, without the quotes that a reference needs."""
        title = self.cell.rpartition("!")[0]
        return title[1:-1].replace("''", "'") if title.startswith("'") else title

    @property
    def reference(self) -> str:
        return self.cell.rpartition("!")[2]


def annotate(file: BinaryIO, located: Sequence[Located]) -> bytes:
    """The same workbook with its findings written into it. Raises Unreadable if it cannot be opened.

    An earlier annotation is replaced. The result, corrected, may be uploaded as it is.
    """
    results = formula_results(file)
    file.seek(0)
    with damage_told():
        try:
            return _annotated(load_workbook(file, keep_links=False), located, results)
        except _FOREIGN_DAMAGE as error:
            raise Unreadable(DAMAGED) from error


def _annotated(book: Workbook, located: Sequence[Located], results: Results) -> bytes:
    _clear(book)
    titles = {title.strip().casefold(): title for title in book.sheetnames}
    for wanted, places in _by_sheet(located).items():
        title = titles.get(wanted.strip().casefold())
        if title is not None:
            _comment(book[title], places)
            _colour(book[title], places)
    visible = {sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"}
    write_findings_sheet(book.create_sheet(FINDINGS_SHEET, 0), located, visible)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == FINDINGS_SHEET
    book.active = 0
    created = book.properties.created
    return to_bytes(book, dated=created.date() if created else date(1980, 1, 1), results=results)


def _by_sheet(located: Iterable[Located]) -> dict[str, dict[str, list[Finding]]]:
    sheets: dict[str, dict[str, list[Finding]]] = {}
    cells = 0
    for each in located:
        if not each.cell:
            continue
        places = sheets.setdefault(each.sheet, {})
        if each.reference not in places:
            cells += 1
            if cells > _MOST_CELLS:
                continue
        places.setdefault(each.reference, []).append(each.finding)
    return sheets


def _clear(book: Workbook) -> None:
    """Takes an earlier annotation out again."""
    if FINDINGS_SHEET in book.sheetnames:
        del book[FINDINGS_SHEET]
    for sheet in book.worksheets:
        # Only cells that exist: iter_rows() would make every cell up to one formatted in the far corner.
        for cell in sheet._cells.values():
            if cell.comment is not None and MARK in cell.comment.text:
                own = _own_text(cell.comment)
                cell.comment = Comment(own, cell.comment.author) if own else None
        formats = sheet.conditional_formatting
        sheet.conditional_formatting = ConditionalFormattingList()
        for each in formats:
            for rule in each.rules:
                if _HIGHLIGHT not in (rule.formula or ()):
                    sheet.conditional_formatting.add(str(each.sqref), rule)


def _own_text(comment: Comment) -> str:
    """What the treasurer wrote above our mark, if anything."""
    return str(comment.text).partition(MARK)[0].rstrip()


def _comment(sheet: Worksheet, places: dict[str, list[Finding]]) -> None:
    for reference, findings in places.items():
        cell = _writable(sheet, reference)
        own, author = "", AUTHOR
        if cell.comment is not None:
            own, author = f"{cell.comment.text.rstrip()}\n\n", cell.comment.author or AUTHOR
        text = MARK + "\n" + "\n\n".join(_sentences(finding) for finding in findings)
        if len(text) > _LONGEST_COMMENT:
            text = text[: _LONGEST_COMMENT - 1] + "…"
        comment = Comment(without_controls(own + text), author, width=380)
        comment.height = min(120 + 110 * (len(findings) - 1) + 18 * own.count("\n"), 480)
        cell.comment = comment


def _writable(sheet: Worksheet, reference: str) -> Cell:
    """The cell, or the one that holds its value when it is merged into another."""
    cell = sheet[reference]
    if isinstance(cell, MergedCell):
        for merged in sheet.merged_cells.ranges:
            if reference in merged:
                return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _sentences(finding: Finding) -> str:
    return "\n".join(
        (
            f"{finding.severity.label} {finding.rule}: {finding.message}",
            f"Ditemukan: {finding.found}",
            f"Seharusnya: {finding.expected}",
            f"Cara memperbaiki: {finding.remedy}",
            f"Dasar: {finding.citation}",
        )
    )


def _colour(sheet: Worksheet, places: dict[str, list[Finding]]) -> None:
    by_severity: dict[Severity, list[str]] = {}
    for reference, findings in places.items():
        heaviest = min((finding.severity for finding in findings), key=lambda severity: severity.rank)
        by_severity.setdefault(heaviest, []).append(reference)
    for severity, references in by_severity.items():
        fill = PatternFill("solid", start_color=_COLOURS[severity], end_color=_COLOURS[severity])
        ranges = _ranges(references)
        for start in range(0, len(ranges), _RANGES_IN_ONE):
            cells = " ".join(ranges[start : start + _RANGES_IN_ONE])
            sheet.conditional_formatting.add(cells, FormulaRule([_HIGHLIGHT], fill=fill))


def _ranges(references: Iterable[str]) -> list[str]:
    """Single cells gathered into runs down their column: F7, F8, F9 is "F7:F9"."""
    runs: list[tuple[str, int, int]] = []
    for letters, row in sorted(coordinate_from_string(reference) for reference in references):
        if runs and runs[-1][0] == letters and runs[-1][2] == row - 1:
            runs[-1] = (letters, runs[-1][1], row)
        else:
            runs.append((letters, row, row))
    return [
        f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}" for letters, first, last in runs
    ]
