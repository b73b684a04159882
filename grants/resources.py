"""Import of deaths: one flat row becomes a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from import_export.results import RowResult

from accounts.models import User
from grants.actions.death_lists import record_deaths
from grants.columns import DEATHS
from grants.deaths import recorded_by_office
from grants.models import DeathRecord
from imports.resources import ROW_NUMBER, FlatResource
from partners.regions import unknown_origin
from partners.saving import field_sentences
from regulations.dates import tanggal
from regulations.nik import digits_of
from vault.private import keyed_index, mask_nik

#: The keyed index of a row's NIK, taken once.
_INDEX = "indeks"


@dataclass(slots=True)
class FlatDeath:
    """A death on one row; ``recorded_on`` is the day that the register has for this person already."""

    nik: str = ""
    died_on: date | None = None
    source: str = ""
    recorded_on: date | None = None
    #: What the row would record: attribute, nothing, what will be.
    changes: list[tuple[str, Any, Any]] = field(default_factory=list, compare=False)

    def __str__(self) -> str:
        return mask_nik(self.nik)


class DeathResource(FlatResource):
    """Knows a person by NIK within the register of the office of ``by``. Who stands there already is left as it is;
    another day for the same person is wrong, for a record is withdrawn and never changed.

    Writes through the action, a part of the file at a time.
    """

    table = DEATHS

    class Meta(FlatResource.Meta):
        import_id_fields = ("nik",)
        fields = import_order = tuple(DEATHS.attributes)

    def __init__(self, *, by: User) -> None:
        super().__init__()
        self.by = by
        self._today = timezone.localdate()
        self._recorded: dict[str, date] = {}
        self._rows_by_nik: dict[str, int] = {}
        self._new: list[FlatDeath] = []

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Find who stands in the office's register already, in a few queries."""
        indexes = [keyed_index(nik) for nik in map(digits_of, dataset["nik"]) if nik]
        self._recorded = recorded_by_office(self.by.office_id, indexes)

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row["nik"] = digits_of(row["nik"])

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> FlatDeath | None:
        if not self._recorded or not row["nik"]:
            return None
        recorded = self._recorded.get(keyed_index(row["nik"]))
        return FlatDeath(nik=row["nik"], recorded_on=recorded) if recorded else None

    def init_instance(self, row: dict[str, Any] | None = None) -> FlatDeath:
        return FlatDeath()

    def name_of(self, row: dict[str, Any]) -> str:
        return mask_nik(digits_of(row["nik"])) or "–"

    def skip_row(self, instance: FlatDeath, original: FlatDeath, row: dict[str, Any], errors: Any = None) -> bool:
        if instance.recorded_on is None:
            instance.changes = [("died_on", None, instance.died_on), ("source", None, instance.source)]
            return False
        twice = instance.nik in self._rows_by_nik
        return instance.recorded_on == instance.died_on and not twice and not errors

    def faults_of(self, instance: FlatDeath, unreadable: frozenset[str]) -> dict[str, list[str]]:
        faults = {
            name: sentences for name, sentences in _wrong_with(instance, self._today).items() if name not in unreadable
        }
        twice = self._rows_by_nik.get(instance.nik)
        if twice is not None:
            faults.setdefault("nik", []).append(f"Orang ini sudah ada pada baris {twice} berkas ini.")
        elif instance.died_on and instance.recorded_on not in (None, instance.died_on):
            faults.setdefault("died_on", []).append(
                f"Sudah tercatat meninggal {tanggal(instance.recorded_on)}. Bila catatan itu keliru, tarik dahulu."
            )
        return faults

    def after_import_row(self, row: dict[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        if row["nik"]:
            self._rows_by_nik.setdefault(row["nik"], row[ROW_NUMBER])

    def notes_of(self, instance: FlatDeath) -> dict[str, list[str]]:
        doubt = unknown_origin(instance.nik)
        return {"nik": [doubt]} if doubt else {}

    def write(self, instance: FlatDeath) -> None:
        self._new.append(instance)

    def write_rest(self) -> None:
        deaths = [(each.nik, each.died_on, each.source) for each in self._new if each.died_on is not None]
        self._new.clear()
        if deaths:
            record_deaths(deaths=deaths, by=self.by)


def _wrong_with(flat: FlatDeath, today: date) -> dict[str, list[str]]:
    """Sentences by attribute for everything in the row that could not be kept."""
    wrong = {
        column.attribute: [f"{column.heading} wajib diisi."]
        for column in DEATHS.columns
        if not getattr(flat, column.attribute)
    }
    record = DeathRecord(nik=flat.nik, source=flat.source)
    if flat.died_on:
        record.died_on = flat.died_on
    for name, sentences in field_sentences(record, DEATHS.attributes).items():
        wrong.setdefault(name, sentences)
    if flat.died_on and flat.died_on > today:
        wrong.setdefault("died_on", [f"{tanggal(flat.died_on)} belum terjadi. Periksa tanggalnya."])
    return wrong
