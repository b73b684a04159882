"""The workbook to take home: the own file of the treasurer, findings as notes on its cells, and a list that jumps.

The package is changed where a finding says so and copied where not: pictures, charts, formulas with their results, and
whatever else people put into a workbook stay as they were. Colours are conditional formats, so the treasurer's own
fills stay untouched underneath; they, our notes and the list carry a mark by which the next annotation takes them away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter
from openpyxl.utils.exceptions import CellCoordinatesException

from regulations.findings import Finding, Severity
from reports.intake.book_edit import Book, BookSheet
from reports.intake.dressing import BARE_STYLES, Dressing, dress
from reports.intake.findings_sheet import HEADER_ROW, LAST_COLUMN, findings_sheet, last_row
from reports.intake.layout import FINDINGS_SHEET
from reports.intake.notes import MARK, Note, write_notes
from reports.intake.parts import Parts, parse, written
from reports.intake.sheet_marks import Outline, colours, marked, outline, utf8
from sheets import DAMAGED, Unreadable, damage_told
from vault.tables import without_controls

__all__ = ["MARK", "Located", "annotate"]

_FINDINGS_PART = "xl/worksheets/amanah-temuan.xml"
#: How a part shows that something in it is not as it should be, beside what ``damage_told`` knows.
_FOREIGN_DAMAGE = (etree.LxmlError, CellCoordinatesException, TypeError, AttributeError, StopIteration)
_MOST_CELLS = 5_000  #: cells with notes; more would make the file slow to open
_LONGEST_NOTE = 2_500


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
    with damage_told():
        try:
            return _annotated(Parts(file), located)
        except _FOREIGN_DAMAGE as error:
            raise Unreadable(DAMAGED) from error


def _annotated(parts: Parts, located: Sequence[Located]) -> bytes:
    book = Book(parts)
    book.drop_links()
    styles = book.styles()
    sheet = parse(parts.read(styles) if styles else BARE_STYLES)
    looks = dress(sheet)
    book.put_styles(written(sheet))
    places = {title.strip().casefold(): found for title, found in _by_sheet(located).items()}
    others = [each for each in book.sheets() if each.title.casefold() != FINDINGS_SHEET.casefold()]
    for number, each in enumerate(others, start=1):
        _mark(parts, each, places.get(each.title.strip().casefold(), {}), looks, number=number)
    visible = {each.title for each in others if each.visible}
    front = findings_sheet(located, visible, looks)
    last = last_row(located)
    book.put_first(FINDINGS_SHEET, _FINDINGS_PART, front, header_row=HEADER_ROW, last_column=LAST_COLUMN, last=last)
    return parts.to_bytes()


def _mark(parts: Parts, sheet: BookSheet, places: dict[str, list[Finding]], looks: Dressing, *, number: int) -> None:
    """Colours and notes of one sheet, in the place of our earlier ones."""
    xml = utf8(parts.read(sheet.path))
    found = outline(xml)
    if sheet.kind != "worksheet":
        parts.put(sheet.path, marked(xml, found, colours="", drawing=found.drawing))
        return
    drawing = write_notes(parts, sheet.path, found.drawing, _notes(found, places), number=number)
    parts.put(sheet.path, marked(xml, found, colours=colours(found, _coloured(places, looks)), drawing=drawing))


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


def _notes(found: Outline, places: dict[str, list[Finding]]) -> dict[str, Note]:
    """Our notes by cell; one that is merged into another is written where that begins."""
    by_cell: dict[str, list[Finding]] = {}
    for reference, findings in places.items():
        by_cell.setdefault(_shown_cell(found, reference), []).extend(findings)
    return {reference: _note(reference, findings) for reference, findings in by_cell.items()}


def _shown_cell(found: Outline, reference: str) -> str:
    letters, row = coordinate_from_string(reference)
    column = column_index_from_string(letters)
    for left, top, right, bottom in found.merges:
        if left <= column <= right and top <= row <= bottom:
            return f"{get_column_letter(left)}{top}"
    return reference


def _note(reference: str, findings: Sequence[Finding]) -> Note:
    text = without_controls(MARK + "\n" + "\n\n".join(_sentences(finding) for finding in findings))
    if len(text) > _LONGEST_NOTE:
        text = text[: _LONGEST_NOTE - 1] + "…"
    letters, row = coordinate_from_string(reference)
    height = min(90 + 80 * (len(findings) - 1), 360)
    return Note(row - 1, column_index_from_string(letters) - 1, text, height)


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


def _coloured(places: dict[str, list[Finding]], looks: Dressing) -> list[tuple[int, list[str]]]:
    """The colour of each severity with the ranges whose heaviest finding it is."""
    by_severity: dict[Severity, list[str]] = {}
    for reference, findings in places.items():
        heaviest = min((finding.severity for finding in findings), key=lambda severity: severity.rank)
        by_severity.setdefault(heaviest, []).append(reference)
    return [(looks.colours[severity], _ranges(references)) for severity, references in by_severity.items()]


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
