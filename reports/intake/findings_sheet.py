"""The front sheet "Temuan" of an annotated workbook: every finding with a link to its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from regulations.findings import Finding, Severity
from reports.intake.dressing import Dressing
from reports.intake.layout import header_of, letter
from sheets.package import MAIN
from vault.tables import without_controls

HEADER_ROW = 4
_HEADERS = ("No", "Tingkat", "Letak", "Kolom", "Temuan", "Ditemukan", "Seharusnya", "Cara memperbaiki", "Dasar")
LAST_COLUMN = letter(len(_HEADERS))
_WIDTHS = (6, 13, 16, 20, 48, 30, 40, 48, 44)
_LINK = 3  #: the column of places
_MOST_ROWS = 5_000
_LINE_HEIGHT = 15  #: points
_TAB = "FFA3261B"
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  #: which a spreadsheet would resolve


class Place(Protocol):
    """A finding and its cell."""

    @property
    def finding(self) -> Finding: ...
    @property
    def cell(self) -> str: ...
    @property
    def sheet(self) -> str: ...


def last_row(located: Sequence[Place]) -> int:
    """The last row of the list, or the first that it could have."""
    return HEADER_ROW + max(min(len(located), _MOST_ROWS), 1)


def findings_sheet(located: Sequence[Place], titles: AbstractSet[str], looks: Dressing) -> bytes:
    """The XML of the sheet; links only to sheets among ``titles``. Texts are texts, whatever they look like."""
    ordered = sorted(located, key=lambda each: each.finding.severity.rank)[:_MOST_ROWS]
    links: list[str] = []
    rows = [
        _row(1, [_text("A1", "Temuan", looks.title)]),
        _row(2, [_text("A2", _summary(located), looks.summary)]),
        _row(HEADER_ROW, _cells(HEADER_ROW, _HEADERS, [looks.header] * len(_HEADERS))),
    ]
    for number, each in enumerate(ordered, start=1):
        row = HEADER_ROW + number
        linked = bool(each.cell) and each.sheet in titles
        if linked:
            place = f"{letter(_LINK)}{row}"
            links.append(f"<hyperlink ref={quoteattr(place)} location={_attribute(each.cell)}/>")
        rows.append(_finding_row(row, number, each, looks, linked=linked))
    return "".join(_sheet(rows, links, last_row(located))).encode()


def _sheet(rows: list[str], links: list[str], last: int) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN.strip()}">'
    yield f'<sheetPr><tabColor rgb="{_TAB}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
    yield f'<pane ySplit="{HEADER_ROW}" topLeftCell="A{HEADER_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
    yield f'<selection pane="bottomLeft" activeCell="A{HEADER_ROW + 1}" sqref="A{HEADER_ROW + 1}"/>'
    yield '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>'
    for place, width in enumerate(_WIDTHS, start=1):
        yield f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield from rows
    yield f'</sheetData><autoFilter ref="A{HEADER_ROW}:{LAST_COLUMN}{last}"/>'
    if links:
        yield f"<hyperlinks>{''.join(links)}</hyperlinks>"
    yield '<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/>'
    yield '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'


def _finding_row(row: int, number: int, each: Place, looks: Dressing, *, linked: bool) -> str:
    finding = each.finding
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
    lines = max(-(-len(text) // width) for text, width in zip(texts, _WIDTHS[1:], strict=True))
    styles = [
        looks.severities[finding.severity],
        looks.link if linked else looks.body,
        *[looks.body] * (len(texts) - 2),
    ]
    cells = [f'<c r="A{row}" s="{looks.body}"><v>{number}</v></c>', *_cells(row, texts, styles, first=2)]
    return _row(row, cells, height=_LINE_HEIGHT * max(lines, 1) + 3)


def _row(number: int, cells: list[str], *, height: int | None = None) -> str:
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'


def _cells(row: int, texts: Sequence[str], styles: Sequence[int], *, first: int = 1) -> list[str]:
    return [
        _text(f"{letter(place)}{row}", text, style)
        for place, (text, style) in enumerate(zip(texts, styles, strict=True), start=first)
    ]


def _text(reference: str, text: str, style: int) -> str:
    said = escape(_LOOKS_ESCAPED.sub("_x005F_", without_controls(text)))
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _attribute(text: str) -> str:
    return quoteattr(without_controls(text))


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
