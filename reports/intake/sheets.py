"""Finds the sheets, header rows and columns of the layout in a workbook that people have worked on.

Sheets are known by title, else by their header row; columns by header text wherever they stand; the header row may
have moved. What cannot be found is a finding, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from regulations.findings import Finding, Severity, Where
from reports.intake import problems
from reports.intake.layout import (
    FINDINGS_SHEET,
    IDENTITY_SHEET,
    INSTRUCTIONS_SHEET,
    MARKER_SHEET,
    PLACEMENTS,
    RAB,
    SUMMARY,
    TABLES,
    VERSION,
    Kind,
    Placement,
    Table,
)
from reports.intake.workbook import Workbook
from sheets import Sheet, is_blank

_HEADER_SEARCHED = 40  #: rows from the top in which the header may stand
_OWN_SHEETS = {FINDINGS_SHEET, IDENTITY_SHEET, INSTRUCTIONS_SHEET, MARKER_SHEET}


def normal(text: str) -> str:
    """Text with capitals, blanks and punctuation disregarded: "No.  Bukti " is "nobukti"."""
    return "".join(character for character in text.casefold() if character.isalnum())


@dataclass(slots=True)
class Found:
    """What was found of the layout: sheets with their placements by our titles, and what to say about it."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    placements: dict[str, Placement] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def _names(table: Table) -> dict[str, str]:
    """Normalised header to key; the column's own header wins over other names."""
    names = {normal(other): column.key for column in table.columns for other in column.also}
    return names | {normal(column.header): column.key for column in table.columns}


_SUMMARY_NAMES = {
    normal(SUMMARY.label_header): "label",
    normal(SUMMARY.computed_header): "computed",
    normal(SUMMARY.declared_header): "declared",
    normal(SUMMARY.gap_header): "gap",
}
_NAMES: Mapping[str, Mapping[str, str]] = {
    **{table.title: _names(table) for table in (RAB, *TABLES)},
    SUMMARY.title: _SUMMARY_NAMES,
}


def _header(sheet: Sheet, names: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The row that holds most of the headers, and where each stands; (0, {}) if none holds enough."""
    best_row, best = 0, dict[str, int]()
    for row in sheet.rows:
        if row.number > _HEADER_SEARCHED:
            break
        columns: dict[str, int] = {}
        for place, value in sorted(row.cells.items()):
            key = names.get(normal(value)) if isinstance(value, str) else None
            if key and key not in columns:
                columns[key] = place
        if len(columns) > len(best):
            best_row, best = row.number, columns
    enough = max(2, len(set(names.values())) // 2)
    return (best_row, best) if len(best) >= enough else (0, {})


def find_sheets(book: Workbook, version: int = VERSION) -> Found:
    """Where the sheets of the layout stand in ``book``, which follows this version of it."""
    found = Found()
    headers = {(sheet.title, title): _header(sheet, _NAMES[title]) for sheet in book.sheets for title in _NAMES}
    claimed: set[str] = set()
    for title in _NAMES:
        sheet = book.sheet(title)
        if sheet is not None and headers[sheet.title, title][0]:
            found.sheets[title] = sheet
            claimed.add(sheet.title)
    for title in _NAMES:
        alike = [
            sheet
            for sheet in book.sheets
            if sheet.title not in claimed | _OWN_SHEETS and not sheet.hidden and headers[sheet.title, title][0]
        ]
        if title in found.sheets:
            found.findings += [
                problems.sheet_twice(title, sheet.title)
                for sheet in alike
                if _holds_data(sheet, headers[sheet.title, title][0])
            ]
        elif alike:
            best = max(alike, key=lambda sheet: len(headers[sheet.title, title][1]))
            found.sheets[title] = best
            claimed.add(best.title)
            found.findings.append(problems.sheet_renamed(title, best.title))
        else:
            severity = Severity.WARNING if title == RAB.title else Severity.ERROR
            found.findings.append(problems.sheet_missing(title, severity))
    for title, sheet in found.sheets.items():
        row, columns = headers[sheet.title, title]
        _place(found, title, sheet, row, columns, version)
    found.findings += [
        problems.hidden_table(title, sheet.title)
        for title, sheet in found.sheets.items()
        if sheet.hidden and title != RAB.title
    ]
    found.findings += [
        problems.hidden_sheet(sheet.title)
        for sheet in book.sheets
        if sheet.hidden and sheet.rows and sheet.title not in claimed | _OWN_SHEETS
    ]
    return found


def _holds_data(sheet: Sheet, header_row: int) -> bool:
    return any(row.number > header_row for row in sheet.rows)


def _unknown_headers(sheet: Sheet, header_row: int, columns: Mapping[str, int]) -> dict[str, str]:
    """Headers that name none of our columns, by their normalised text: one of them may be ours, mistyped."""
    known = set(columns.values())
    cells = next((row.cells for row in sheet.rows if row.number == header_row), {})
    texts = (value for place, value in cells.items() if place not in known and isinstance(value, str))
    return {normal(text): text for text in texts if normal(text)}


def _place(found: Found, title: str, sheet: Sheet, header_row: int, columns: dict[str, int], version: int) -> None:
    if title == SUMMARY.title:
        found.placements[title] = _summary_placement(found, sheet, header_row, columns, version)
        return
    placement = found.placements[title] = Placement(sheet.title, header_row, columns)
    if sheet.beyond:
        found.findings.append(problems.beyond_limits(Where(title), sheet.beyond))
    if title != RAB.title:
        table = next(table for table in TABLES if table.title == title)
        unknown = _unknown_headers(sheet, header_row, columns)
        for column in table.columns:
            if column.kind is not Kind.UNREAD and column.key not in columns:
                near = get_close_matches(normal(column.header), unknown, n=1)
                instead = unknown[near[0]] if near else None
                found.findings.append(problems.column_missing(Where(title, None, column.key), instead))
        found.findings += _hidden_parts(table, sheet, placement)


def _hidden_parts(table: Table, sheet: Sheet, placement: Placement) -> list[Finding]:
    """Notes of entries and columns that are read although nobody sees them."""
    typed = [column for column in table.columns if column.kind is not Kind.UNREAD and column.key in placement.columns]
    inputs = [placement.columns[column.key] for column in typed if not column.computed]
    rows = [
        row.number
        for row in sheet.rows
        if row.number in sheet.hidden_rows
        and row.number > placement.header_row
        and any(not is_blank(row.cells.get(place)) for place in inputs)
    ]
    findings = [problems.hidden_rows(table.title, rows)] if rows else []
    return findings + [
        problems.hidden_column(Where(table.title, None, column.key))
        for column in typed
        if placement.columns[column.key] in sheet.hidden_columns
    ]


def _summary_placement(found: Found, sheet: Sheet, header_row: int, columns: dict[str, int], version: int) -> Placement:
    """Lines of the summary are known by their labels, the declared figure by the header above it."""
    label_column = columns.get("label", SUMMARY.label_column)
    labels = {
        normal(value): row.number
        for row in reversed(sheet.rows)
        if row.number > header_row and isinstance(value := row.cells.get(label_column), str)
    }
    rows: dict[str, int] = {}
    for line in SUMMARY.lines:
        row = labels.get(normal(line.label))
        if row is not None:
            rows[line.key] = row
        elif version >= line.since:
            found.findings.append(problems.column_missing(Where(SUMMARY.title, None, line.key)))
    if "declared" not in columns:
        found.findings.append(problems.column_missing(Where(SUMMARY.title)))
        return Placement(sheet.title, header_row)
    return Placement(sheet.title, header_row, {line.key: columns["declared"] for line in SUMMARY.lines}, rows)


def placements_of(found: Found) -> dict[str, Placement]:
    """Placements for every sheet of the layout: as found, else as the template has them."""
    return {**PLACEMENTS, **found.placements}


def by_place(findings: Iterable[Finding], placements: Mapping[str, Placement]) -> list[Finding]:
    """Findings in reading order: sheet by sheet, row by row, cell by cell."""
    order = {title: rank for rank, title in enumerate(PLACEMENTS)}

    def key(finding: Finding) -> tuple[int, int, int]:
        where = finding.where
        placement = placements.get(where.sheet or "")
        row = where.row or (placement.rows.get(where.field or "", 0) if placement else 0)
        column = placement.columns.get(where.field or "", 0) if placement else 0
        return order.get(where.sheet or "", len(order)), row, column

    return sorted(findings, key=key)
