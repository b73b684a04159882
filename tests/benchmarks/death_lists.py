"""Long lists of deaths, and the ways in which they come in. Runs as stages of the bench."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from import_export.resources import ModelResource
from openpyxl import Workbook, load_workbook
from tablib import Dataset

from accounts.models import User
from grants.columns import DEATHS
from grants.importing import DEATH_LIST
from grants.models import DeathRecord
from imports.actions.runs import begin_import, confirm_import
from imports.actions.work import check_import, save_import
from imports.models import ImportRun
from tests.benchmarks.harness import paired, seconds
from tests.benchmarks.weighing import child_peak_of_table
from tests.cast import Cast
from vault.private import keyed_index

_SOURCE = "Akta kematian nomor {}/KM/2021"


def prepare(*, lengths: list[int], folder: str) -> list[str]:
    """Open the account that imports, and write a file of each length: their paths."""
    Cast().person("finance")
    files = []
    for length in lengths:
        file = Path(folder) / f"kematian-{length}.xlsx"
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Kematian")
        sheet.append([column.heading for column in DEATHS.columns])
        for row in deaths(length):
            sheet.append(row)
        book.save(file)
        files.append(str(file))
    return files


def deaths(length: int) -> Iterator[tuple[str, date, str]]:
    """People who are all different: NIK, day of death, source."""
    for number in range(length):
        born, serial = divmod(number, 9_000)
        yield (
            f"3271061{born % 10}0890{serial + 1:04}"[:16],
            date(2021, 1, 1) + timedelta(number % 300),
            _SOURCE.format(number),
        )


def compare(*, file: str, rounds: int) -> dict[str, float]:
    """Median seconds of the least and of the whole, and their ratio."""

    def base() -> None:
        least(file)
        DeathRecord.objects.all().delete()

    def whole() -> None:
        imported(file)
        DeathRecord.objects.all().delete()

    # What is deleted is taken off: both leave the same rows.
    least(file)
    emptying = seconds(DeathRecord.objects.all().delete)
    times = paired(base, whole, rounds=rounds)
    cleaned = {name: times[name] - emptying for name in ("base", "whole")}
    return {**cleaned, "ratio": cleaned["whole"] / cleaned["base"]}


def least(file: str) -> None:
    """A bare pass over the file, and its rows written plainly."""
    by = finance()
    rows = load_workbook(file, read_only=True, data_only=True).active.iter_rows(min_row=2, values_only=True)
    DeathRecord.objects.bulk_create(
        [
            DeathRecord(
                office=by.office,
                nik=nik,
                nik_index=keyed_index(nik),
                died_on=died_on.date(),
                source=source,
                recorded_by=by,
            )
            for nik, died_on, source in rows
        ]
    )


def imported(file: str) -> dict[str, Any]:
    """The whole way: door, reading, preview, confirmation; the worker's part is done here."""
    by = finance()
    upload = SimpleUploadedFile(Path(file).name, Path(file).read_bytes())
    took: dict[str, float] = {}
    runs: list[ImportRun] = []
    took["upload"] = seconds(lambda: runs.append(begin_import(importer=DEATH_LIST, upload=upload, by=by)))
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
    return child_peak_of_table(file, DEATHS)


def row_by_row(*, file: str) -> dict[str, Any]:
    """The library's default: a query, a copy, a difference in HTML and a save for each row; tried first, then done."""
    by = finance()
    DeathRecord.objects.all().delete()
    rows = load_workbook(io.BytesIO(Path(file).read_bytes()), read_only=True).active.iter_rows(
        min_row=2, values_only=True
    )
    names = ("office", "nik", "nik_index", "died_on", "source", "recorded_by")
    dataset = Dataset(headers=names)
    for nik, died_on, source in rows:
        dataset.append([by.office_id, nik, keyed_index(nik), died_on.date(), source, by.pk])

    class Default(ModelResource):
        class Meta:
            model = DeathRecord
            fields = names
            import_id_fields = ("nik_index",)

    began = time.perf_counter()
    Default().import_data(dataset, dry_run=True, raise_errors=True)
    Default().import_data(dataset, raise_errors=True)
    return {"new": DeathRecord.objects.count(), "seconds": time.perf_counter() - began}


def finance() -> User:
    return User.objects.get(email="finance@contoh.id")
