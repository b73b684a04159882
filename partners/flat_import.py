"""What an import of a flat table would do, row by row, and doing just that: for whatever table a resource knows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from import_export.resources import Resource
from import_export.results import RowResult
from tablib import Dataset

from partners.columns import FlatTable
from partners.saving import plain
from partners.sheet import Sheet, SheetRow
from regulations.dates import tanggal

#: Where a dataset's row says which row of the sheet it was, and which of its cells could not be read, and why.
ROW_NUMBER, UNREADABLE = "baris", "tak terbaca"


class Fate(StrEnum):
    """What an import does with a row; the value stands in addresses."""

    WRONG = "salah"
    NEW = "baru"
    CHANGED = "berubah"
    SAME = "sama"

    @property
    def label(self) -> str:
        return {"salah": "Salah", "baru": "Baru", "berubah": "Berubah", "sama": "Tidak berubah"}[self.value]


_FATES = {
    RowResult.IMPORT_TYPE_NEW: Fate.NEW,
    RowResult.IMPORT_TYPE_UPDATE: Fate.CHANGED,
    RowResult.IMPORT_TYPE_SKIP: Fate.SAME,
    RowResult.IMPORT_TYPE_INVALID: Fate.WRONG,
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that differs from the record: its heading, what was, what will be."""

    heading: str
    was: str
    will: str


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be taken: its name in the sheet ("F12"), its heading, what is wrong and how to mend it."""

    place: str
    heading: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """A row of the file and its fate."""

    number: int
    name: str
    fate: Fate
    changes: list[CellChange] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Review:
    """What a file would do. ``fingerprint`` tells one review from another."""

    rows: list[ReviewedRow]
    unknown_columns: list[str]
    fingerprint: str

    def of(self, fate: Fate) -> list[ReviewedRow]:
        return [row for row in self.rows if row.fate is fate]

    @property
    def writes(self) -> int:
        """How many rows would write something."""
        return len(self.of(Fate.NEW)) + len(self.of(Fate.CHANGED))

    @property
    def may_be_confirmed(self) -> bool:
        return self.writes > 0 and not self.of(Fate.WRONG)


def run_import(
    sheet: Sheet, *, table: FlatTable, resource: Resource, name_of: Callable[[SheetRow], str], dry_run: bool
) -> Review:
    """Have the resource import the sheet; a dry run writes nothing. ``name_of`` tells a row that cannot be taken.

    The resource's instances carry ``changes``: attribute, what was, what will be.
    """
    attributes = [column.attribute for column in table.columns]
    dataset = Dataset(headers=[ROW_NUMBER, UNREADABLE, *attributes])
    for row in sheet.rows:
        dataset.append([row.number, row.wrong, *(row.cells.get(attribute) for attribute in attributes)])
    result = resource.import_data(dataset, dry_run=dry_run, raise_errors=False, retain_instance_in_row_result=True)
    broken = [error.error for _, errors in result.row_errors() for error in errors] + [
        error.error for error in result.base_errors
    ]
    if broken:
        raise broken[0]
    rows = [
        _reviewed(sheet, table, name_of, row, outcome) for row, outcome in zip(sheet.rows, result.rows, strict=True)
    ]
    return Review(rows, sheet.unknown, _fingerprint(rows))


def _reviewed(
    sheet: Sheet, table: FlatTable, name_of: Callable[[SheetRow], str], row: SheetRow, outcome: RowResult
) -> ReviewedRow:
    fate = _FATES[outcome.import_type]
    if fate is Fate.WRONG:
        found = outcome.validation_error.message_dict
        problems = [
            _problem(sheet, table, row.number, attribute, message)
            for attribute in (*(column.attribute for column in table.columns), NON_FIELD_ERRORS)
            for message in found.get(attribute, ())
        ]
        return ReviewedRow(row.number, name_of(row), fate, problems=problems)
    changes = [
        CellChange(table.column(attribute).heading, _shown(was) if fate is Fate.CHANGED else "", _shown(will))
        for attribute, was, will in outcome.instance.changes
    ]
    return ReviewedRow(row.number, str(outcome.instance), fate, changes=changes)


def _problem(sheet: Sheet, table: FlatTable, number: int, attribute: str, sentence: str) -> CellProblem:
    if attribute == NON_FIELD_ERRORS:
        return CellProblem("", "", sentence)
    return CellProblem(sheet.place(attribute, number), table.column(attribute).heading, sentence)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "–"
    return tanggal(value) if isinstance(value, date) else str(value)


def _fingerprint(rows: list[ReviewedRow]) -> str:
    told = [
        [row.number, row.fate.value, [[change.heading, plain(change.was), change.will] for change in row.changes]]
        for row in rows
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
