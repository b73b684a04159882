"""What taking in some rows would do, row by row, and doing just that: for whatever table a resource knows.

What is found is kept as plain lists, for there may be very many; ``told`` makes of a row what a page shows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from import_export.results import RowResult
from tablib import Dataset

from imports.columns import FlatTable
from imports.resources import ROW_NUMBER, UNREADABLE, FlatResource
from imports.sheet import Rows
from regulations.dates import tanggal


class Fate(StrEnum):
    """What an import does with a row; the value stands in addresses."""

    WRONG = "salah"
    NEW = "baru"
    CHANGED = "berubah"
    SAME = "sama"
    LEFT_OUT = "dilewati"

    @property
    def label(self) -> str:
        return {
            "salah": "Salah",
            "baru": "Baru",
            "berubah": "Berubah",
            "sama": "Tidak berubah",
            "dilewati": "Dilewati",
        }[self.value]

    @property
    def field(self) -> str:
        """The field of a run, or of a part of it, that counts the rows of this fate."""
        return self.name.lower()


_FATES = {
    RowResult.IMPORT_TYPE_NEW: Fate.NEW,
    RowResult.IMPORT_TYPE_UPDATE: Fate.CHANGED,
    RowResult.IMPORT_TYPE_SKIP: Fate.SAME,
    RowResult.IMPORT_TYPE_INVALID: Fate.WRONG,
}

#: [fate, name, changes as [attribute, was, will], problems as [attribute, sentence], notes as problems]
Judged = list[Any]


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
    changes: list[CellChange]
    problems: list[CellProblem]
    notes: list[CellProblem]  #: what is odd, and holds nothing back


def judge(rows: Rows, *, table: FlatTable, resource: FlatResource, dry_run: bool) -> list[Judged]:
    """Have the resource take in the rows; a dry run writes nothing. Raises what breaks and is no row's fault."""
    dataset = Dataset(headers=[ROW_NUMBER, UNREADABLE, *table.attributes])
    columns = [
        [date.fromordinal(cell) if type(cell) is int else cell for cell in cells] if column.is_date else cells
        for column, cells in zip(table.columns, rows.columns, strict=True)
    ]
    for number, *cells in zip(rows.numbers, *columns, strict=True):
        dataset.append([number, rows.wrong.get(number, {}), *cells])
    result = resource.import_data(dataset, dry_run=dry_run, raise_errors=False, retain_instance_in_row_result=True)
    broken = [error.error for _, errors in result.row_errors() for error in errors]
    broken += [error.error for error in result.base_errors]
    if broken:
        raise broken[0]
    return [_judged(table, resource, dataset, place, outcome) for place, outcome in enumerate(result.rows)]


def _judged(table: FlatTable, resource: FlatResource, dataset: Dataset, place: int, outcome: RowResult) -> Judged:
    fate = _FATES[outcome.import_type]
    if fate is not Fate.WRONG:
        instance = outcome.instance
        why = resource.left_out(instance) if fate is Fate.SAME else ""
        if why:
            return [Fate.LEFT_OUT.value, str(instance), [], [[NON_FIELD_ERRORS, why]], []]
        changed = fate is Fate.CHANGED
        changes = [
            [attribute, _shown(was) if changed else "", _shown(will)] for attribute, was, will in instance.changes
        ]
        notes = [[attribute, each] for attribute, found in resource.notes_of(instance).items() for each in found]
        return [fate.value, str(instance), changes, [], notes]
    found = outcome.validation_error.message_dict
    problems = [
        [attribute, sentence]
        for attribute in (*table.attributes, NON_FIELD_ERRORS)
        for sentence in found.get(attribute, ())
    ]
    return [fate.value, resource.name_of(dict(zip(dataset.headers, dataset[place], strict=True))), [], problems, []]


def written(judged: list[Judged]) -> str:
    """The judgement as it is kept, and as its fingerprint is taken."""
    return json.dumps(judged, ensure_ascii=False, separators=(",", ":"))


def told(number: int, judged: Judged, *, table: FlatTable, letters: dict[str, str]) -> ReviewedRow:
    """A row as a page shows it."""
    fate, name, changes, problems, notes = judged
    return ReviewedRow(
        number,
        name,
        Fate(fate),
        [CellChange(table.column(attribute).heading, was, will) for attribute, was, will in changes],
        [_problem(number, attribute, sentence, table, letters) for attribute, sentence in problems],
        [_problem(number, attribute, sentence, table, letters) for attribute, sentence in notes],
    )


#: How a sentence goes on that begins with the heading of its column.
_SAID_OF_A_HEADING = ("wajib ", "tidak boleh ", "hanya ", "harus ")


def _problem(number: int, attribute: str, sentence: str, table: FlatTable, letters: dict[str, str]) -> CellProblem:
    if attribute == NON_FIELD_ERRORS:
        return CellProblem("", "", sentence)
    place = f"{letters[attribute]}{number}" if attribute in letters else ""
    heading = table.column(attribute).heading
    # The heading stands before it: “Pagu: Wajib diisi”, not “Pagu: Pagu wajib diisi”.
    rest = sentence.removeprefix(f"{heading} ")
    doubled = rest != sentence and rest.startswith(_SAID_OF_A_HEADING)
    return CellProblem(place, heading, f"{rest[:1].upper()}{rest[1:]}" if doubled else sentence)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "–"
    return tanggal(value) if isinstance(value, date) else str(value)
