"""Long lists of a decree's recipients, and the ways in which they come in. Runs as stages of the bench."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from import_export.resources import ModelResource
from openpyxl import Workbook, load_workbook
from tablib import Dataset

from accounts.models import User
from grants.models import Decree, DecreeRecipient
from grants.recipient_columns import RECIPIENTS
from grants.recipient_importing import RECIPIENT_LIST
from imports.actions.runs import begin_import, confirm_import
from imports.actions.work import check_import, save_import
from imports.models import ImportRun
from tests.benchmarks.harness import paired, seconds
from tests.benchmarks.weighing import child_peak_of_table
from tests.cast import Cast
from vault.private import keyed_index

_COMPONENT, _FORM = ("Dukungan pemenuhan hidup layak", "hidup_layak"), ("Uang", "uang")
_FIELDS = ("nik", "name", "component", "form", "amount", "bank", "account_number", "account_holder")
Row = tuple[str, str, str, str, int, str, str, str]


def prepare(*, lengths: list[int], folder: str) -> list[str]:
    """Draft a decree that names persons, and write a file of each length: their paths."""
    cast = Cast()
    cast.drafted_decree(cast.agreement(), names_people=True)
    files = []
    for length in lengths:
        file = Path(folder) / f"penerima-{length}.xlsx"
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Penerima SK")
        sheet.append([column.heading for column in RECIPIENTS.columns])
        for row in recipients(length):
            sheet.append(row)
        book.save(file)
        files.append(str(file))
    return files


def recipients(length: int) -> Iterator[Row]:
    """People who are all different, each with an account of their own."""
    for number in range(length):
        born, serial = divmod(number, 9_000)
        nik = f"3271061{born % 10}0890{serial + 1:04}"[:16]
        name = f"Penerima Contoh {number}"
        yield nik, name, _COMPONENT[0], _FORM[0], 500 + number % 400, "Bank Contoh", f"77{number:010}", name


def decree() -> Decree:
    return Decree.objects.select_related("agreement").get()


def emptied() -> None:
    DecreeRecipient.objects.all()._raw_delete("default")


def compare(*, file: str, rounds: int) -> dict[str, float]:
    """Median seconds of the least and of the whole, and their ratio."""

    def base() -> None:
        least(file)
        emptied()

    def whole() -> None:
        imported(file)
        emptied()

    # What is deleted is taken off: both leave the same rows.
    least(file)
    emptying = seconds(emptied)
    times = paired(base, whole, rounds=rounds)
    cleaned = {name: times[name] - emptying for name in ("base", "whole")}
    return {**cleaned, "ratio": cleaned["whole"] / cleaned["base"]}


def least(file: str) -> None:
    """A bare pass over the file, and its rows written plainly."""
    mine = decree()
    rows = load_workbook(file, read_only=True, data_only=True).active.iter_rows(min_row=2, values_only=True)
    DecreeRecipient.objects.bulk_create(
        [
            DecreeRecipient(
                decree=mine,
                place=place,
                nik=row[0],
                nik_index=keyed_index(row[0]),
                name=row[1],
                component=_COMPONENT[1],
                form=_FORM[1],
                amount=row[4],
                bank=row[5],
                account_number=row[6],
                account_index=keyed_index(row[6]),
                account_holder=row[7],
            )
            for place, row in enumerate(rows, start=1)
        ]
    )


def imported(file: str) -> dict[str, Any]:
    """The whole way: door, reading, preview, confirmation; the worker's part is done here."""
    by = ppk()
    upload = SimpleUploadedFile(Path(file).name, Path(file).read_bytes())
    took: dict[str, float] = {}
    runs: list[ImportRun] = []
    took["upload"] = seconds(
        lambda: runs.append(begin_import(importer=RECIPIENT_LIST, upload=upload, by=by, context=decree()))
    )
    (run,) = runs
    if run.in_background:
        took["preview"] = seconds(lambda: check_import(run=run, by=by))
    confirm_import(run=run, by=by, version=run.version, fingerprint=run.fingerprint)
    if run.in_background:
        took["saving"] = seconds(lambda: save_import(run=run, by=by))
    assert run.state == "saved"
    return {"new": run.new, "seconds": {name: round(each, 2) for name, each in took.items()}}


def take_in(*, file: str) -> dict[str, Any]:
    """The same, once, for its memory and for the time of each of its parts."""
    return imported(file)


def reading_peak(*, file: str) -> float:
    """Peak memory in MB of the process that reads the file."""
    return child_peak_of_table(file, RECIPIENTS)


def row_by_row(*, file: str) -> dict[str, Any]:
    """The library's default: a query, a copy, a difference in HTML and a save for each row; tried first, then done."""
    mine = decree()
    emptied()
    rows = load_workbook(file, read_only=True).active.iter_rows(min_row=2, values_only=True)
    names = ("decree", "place", "nik_index", "account_index", *_FIELDS)
    dataset = Dataset(headers=names)
    for place, row in enumerate(rows, start=1):
        nik, name, _, _, *rest = row
        dataset.append(
            [mine.pk, place, keyed_index(nik), keyed_index(row[6]), nik, name, _COMPONENT[1], _FORM[1], *rest]
        )

    class Default(ModelResource):
        class Meta:
            model = DecreeRecipient
            fields = names
            import_id_fields = ("nik_index",)

    began = time.perf_counter()
    Default().import_data(dataset, dry_run=True, raise_errors=True)
    Default().import_data(dataset, raise_errors=True)
    return {"new": DecreeRecipient.objects.count(), "seconds": time.perf_counter() - began}


def ppk() -> User:
    return User.objects.get(email="ppk@contoh.id")
