"""Cells to typed facts: one pass over each table, every problem collected, empty rows skipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from regulations.facts import BeneficiaryFacts, DeclaredFacts, EntryFacts, TaxFacts
from regulations.findings import Finding, Where
from reports.intake import problems
from reports.intake.layout import BKU, MAX_COLUMNS, PM, SUMMARY, TAX, VERSION, Column, Kind, Placement, Table
from reports.intake.rows_apart import RowsApart
from reports.intake.values import Reader, read_amount, readers_for
from sheets import Merge, Row, Sheet, Uncalculated, is_blank

#: a row of a table that fills both is an entry, whatever else stands in it
ANCHORS = {BKU.title: ("date", "evidence_number"), PM.title: ("nik", "name"), TAX.title: ("evidence_number", "kind")}
_TALLEST_MERGE = 5_000
_PLAIN: dict[Kind, type] = {Kind.AMOUNT: int, Kind.DATE: date}  #: values that need no reading


@dataclass(slots=True)
class TableRows:
    """The rows of one table as keyword arguments of its facts, and what reading them complained about."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def entries_of(sheet: Sheet, placement: Placement, years: range) -> tuple[list[EntryFacts], list[Finding]]:
    """Lines of the cash book; a year of two digits may mean one of ``years``, here and below."""
    read = _read_table(BKU, sheet, placement, years)
    return [EntryFacts(**row) for row in read.rows], read.findings


def beneficiaries_of(sheet: Sheet, placement: Placement, years: range) -> tuple[list[BeneficiaryFacts], list[Finding]]:
    """Lines of the list of beneficiaries; a NIK held as a number is marked, its rule speaks of it."""
    read = _read_table(PM, sheet, placement, years)
    return [BeneficiaryFacts(**row) for row in read.rows], read.findings


def taxes_of(sheet: Sheet, placement: Placement, years: range) -> tuple[list[TaxFacts], list[Finding]]:
    """Lines of the list of taxes."""
    read = _read_table(TAX, sheet, placement, years)
    return [TaxFacts(**row) for row in read.rows], read.findings


def declared_of(sheet: Sheet, placement: Placement, version: int = VERSION) -> tuple[DeclaredFacts, list[Finding]]:
    """What the treasurer declares; a figure whose label or column is gone counts as unreadable.

    ``version`` is that of the workbook's layout: a figure that it did not ask for is left blank.
    """
    by_number = {row.number: row.cells for row in sheet.rows}
    findings: list[Finding] = []
    figures: dict[str, int] = {}
    unreadable: set[str] = set()
    for line in SUMMARY.lines:
        if line.key not in placement.rows or line.key not in placement.columns:
            if version >= line.since:
                unreadable.add(line.key)
            continue
        value = by_number.get(placement.rows[line.key], {}).get(placement.columns[line.key])
        if value is None or is_blank(value):
            continue
        before = len(findings)
        amount = read_amount(value, None, Where(SUMMARY.title, None, line.key), findings)
        if amount is not None:
            figures[line.key] = amount
        elif len(findings) > before:
            unreadable.add(line.key)
    return DeclaredFacts(**figures, unreadable=frozenset(unreadable)), findings


@dataclass(slots=True)
class _Formulas:
    """Whether the table's own running formulas can be believed, and where they were never calculated."""

    broken: bool = False  #: an amount above or beside them is unreadable, or is text that they pass over
    uncalculated: dict[str, list[int]] = field(default_factory=dict)


class _Field(NamedTuple):
    column: Column
    key: str
    place: int
    read: Reader
    plain: type | None


def _read_table(table: Table, sheet: Sheet, placement: Placement, years: range) -> TableRows:
    read = TableRows()
    readable = [column for column in table.columns if column.kind is not Kind.UNREAD]
    readers = readers_for(years)
    fields = [
        _Field(column, column.key, placement.columns[column.key], readers[column.kind], _PLAIN.get(column.kind))
        for column in readable
        if column.key in placement.columns
    ]
    missing = frozenset(column.key for column in readable if column.key not in placement.columns)
    covered = _covered(sheet.merges, placement.header_row)
    apart = RowsApart(table, placement, ANCHORS[table.title], sheet.merges)
    nik_place = placement.columns.get("nik")
    kept: set[int] = set()
    formulas = _Formulas()
    for row in sheet.rows:
        if row.number <= placement.header_row or not apart.is_used(row):
            continue
        note = apart.note(row)
        if note is not None:
            read.findings.append(note)
            continue
        kept.add(row.number)
        facts = _read_row(table, fields, missing, covered.get(row.number), row, formulas, read.findings)
        if nik_place is not None and type(row.cells.get(nik_place)) in (int, float):
            facts["nik_was_number"] = True
        read.rows.append(facts)
    read.findings += [
        problems.uncalculated_column(Where(table.title, rows[0], key), len(rows))
        for key, rows in formulas.uncalculated.items()
    ]
    keys = {field_.place: field_.key for field_ in fields}
    read.findings += _merged(table, sheet.merges, keys, kept)
    return read


def _read_row(
    table: Table,
    fields: list[_Field],
    missing: frozenset[str],
    covered: set[int] | None,
    row: Row,
    formulas: _Formulas,
    findings: list[Finding],
) -> dict[str, Any]:
    """Arguments of the row's facts. This runs for every row of a long book: plain values take the short way."""
    facts: dict[str, Any] = {"row": row.number}
    unreadable: set[str] = set()
    cells = row.cells
    for column, key, place, read, plain in fields:
        if covered and place in covered:  # what lies under a merge is not what the treasurer sees
            unreadable.add(key)
            continue
        value = cells.get(place)
        if value is not None and type(value) is plain:
            facts[key] = value
            continue
        if value is None or is_blank(value):
            if column.required:
                findings.append(problems.blank(Where(table.title, row.number, key), column))
            continue
        if plain is None and type(value) is str and column.kind is Kind.TEXT:
            facts[key] = value.strip()
            continue
        if column.computed and (formulas.broken or isinstance(value, Uncalculated)):
            if not formulas.broken:
                formulas.uncalculated.setdefault(key, []).append(row.number)
            unreadable.add(key)
            continue
        before = len(findings)
        where = Where(table.title, row.number, key)
        result = read(value, column, where, findings)
        if result is not None:
            facts[key] = result
            if column.summed and isinstance(result, int):
                findings.append(problems.amount_as_text(where, value, result))
        elif len(findings) > before:
            unreadable.add(key)
        if column.summed and (result is not None or len(findings) > before):
            formulas.broken = True
    if formulas.broken:
        for column in table.columns:
            if column.computed and facts.pop(column.key, None) is not None:
                unreadable.add(column.key)
    if unreadable or missing:
        facts["unreadable"] = missing | unreadable
    return facts


def _covered(merges: list[Merge], header_row: int) -> dict[int, set[int]]:
    """Cells of the table, by row, that a merge has swallowed."""
    covered: dict[int, set[int]] = {}
    for merge in merges:
        last = min(merge.bottom, merge.top + _TALLEST_MERGE)
        for number in range(max(merge.top, header_row + 1), last + 1):
            places = covered.setdefault(number, set())
            places.update(range(merge.left, min(merge.right, MAX_COLUMNS) + 1))
            if number == merge.top:
                places.discard(merge.left)
    return covered


def _merged(table: Table, merges: list[Merge], keys: dict[int, str], kept: set[int]) -> Iterator[Finding]:
    """One finding for each merge that touches a row that was read."""
    for merge in merges:
        touched = next((row for row in range(merge.top, merge.bottom + 1) if row in kept), None)
        key = next((keys[place] for place in range(merge.left, merge.right + 1) if place in keys), None)
        if touched is not None and key is not None:
            yield problems.merged_cells(Where(table.title, touched, key), merge)
