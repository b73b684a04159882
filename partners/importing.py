"""Import of LKS from a stored file: what it would do, and doing just that."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from import_export.results import RowResult
from tablib import Dataset

from accounts.models import User
from accounts.roles import Permission
from partners.columns import BY_ATTRIBUTE, COLUMNS
from partners.permissions import require
from partners.resources import ROW_NUMBER, UNREADABLE, PartnerResource
from partners.saving import plain
from partners.sheet import Sheet, SheetRow
from partners.sheet_apart import read_sheet_apart
from regulations.dates import tanggal
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from vault.models import StoredFile


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


def review_import(*, stored: StoredFile, by: User) -> Review:
    """What importing the file would do to the LKS of the office; nothing is written."""
    require(by, Permission.MANAGE_PARTNERS)
    sheet = _read(stored)
    return _run(sheet, by=by, dry_run=True)


@transaction.atomic
def confirm_import(*, stored: StoredFile, by: User, fingerprint: str) -> Review:
    """Import the file, whole or not at all, if it still does what the review with this fingerprint showed."""
    require(by, Permission.MANAGE_PARTNERS)
    review = _run(_read(stored), by=by, dry_run=False)
    if review.fingerprint != fingerprint:
        raise StalePage(
            "Data LKS berubah sejak Anda memeriksa berkas ini.",
            "Tidak ada yang disimpan. Periksa lagi apa yang akan terjadi, lalu simpan.",
        )
    if not review.may_be_confirmed:
        raise Refusal("Masih ada baris yang salah, atau tidak ada yang berubah. Tidak ada yang disimpan.")
    data = {"sha256": stored.sha256, "new": len(review.of(Fate.NEW)), "changed": len(review.of(Fate.CHANGED))}
    record_event(verb="partner.import", obj=stored, by=by, data=data)
    return review


def _read(stored: StoredFile) -> Sheet:
    with stored.open() as file:
        return read_sheet_apart(file)


def _run(sheet: Sheet, *, by: User, dry_run: bool) -> Review:
    attributes = [column.attribute for column in COLUMNS]
    dataset = Dataset(headers=[ROW_NUMBER, UNREADABLE, *attributes])
    for row in sheet.rows:
        dataset.append([row.number, row.wrong, *(row.cells.get(attribute) for attribute in attributes)])
    resource = PartnerResource(by=by)
    result = resource.import_data(dataset, dry_run=dry_run, raise_errors=False, retain_instance_in_row_result=True)
    broken = [error.error for _, errors in result.row_errors() for error in errors] + [
        error.error for error in result.base_errors
    ]
    if broken:
        raise broken[0]
    rows = [_reviewed(sheet, row, outcome) for row, outcome in zip(sheet.rows, result.rows, strict=True)]
    return Review(rows, sheet.unknown, _fingerprint(rows))


def _reviewed(sheet: Sheet, row: SheetRow, outcome: RowResult) -> ReviewedRow:
    fate = _FATES[outcome.import_type]
    name = str(row.cells.get("name") or row.cells.get("registration_number") or "–")
    if fate is Fate.WRONG:
        found = outcome.validation_error.message_dict
        problems = [
            _problem(sheet, row.number, attribute, message)
            for attribute in (*BY_ATTRIBUTE, NON_FIELD_ERRORS)
            for message in found.get(attribute, ())
        ]
        return ReviewedRow(row.number, name, fate, problems=problems)
    changes = [
        CellChange(BY_ATTRIBUTE[attribute].heading, _shown(was) if fate is Fate.CHANGED else "", _shown(will))
        for attribute, was, will in outcome.instance.changes
    ]
    return ReviewedRow(row.number, outcome.instance.name, fate, changes=changes)


def _problem(sheet: Sheet, number: int, attribute: str, sentence: str) -> CellProblem:
    if attribute == NON_FIELD_ERRORS:
        return CellProblem("", "", sentence)
    return CellProblem(sheet.place(attribute, number), BY_ATTRIBUTE[attribute].heading, sentence)


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
