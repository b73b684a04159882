"""Import of deaths: one flat row becomes a record, through the action."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from import_export import fields, resources, widgets
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult

from accounts.models import User
from grants.actions.deaths import record_death
from grants.columns import DEATHS
from grants.deaths import recorded_by_office
from grants.models import DeathRecord
from partners.flat_import import ROW_NUMBER, UNREADABLE
from partners.saving import field_sentences
from regulations.dates import tanggal
from trail.refusal import Refusal
from vault.private import keyed_index, mask_nik


@dataclass
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


class DeathResource(resources.Resource):
    """Knows a person by NIK within the register of the office of ``by``. Who stands there already is left as it is;
    another day for the same person is wrong, for a record is withdrawn and never changed.

    A dry run judges every row and writes nothing at all; the real run writes through the action.
    """

    class Meta:
        instance_loader_class = BaseInstanceLoader
        import_id_fields = ("nik",)
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        use_transactions = True
        # No savepoint around each row: the action has its own, and a file is taken in whole or not at all.
        use_bulk = True
        fields = import_order = tuple(column.attribute for column in DEATHS.columns)

    def __init__(self, *, by: User) -> None:
        super().__init__()
        self.by = by
        self.fields = {
            column.attribute: fields.Field(
                attribute=column.attribute, column_name=column.attribute, widget=widgets.Widget()
            )
            for column in DEATHS.columns
        }
        self._recorded: dict[str, date] = {}
        self._rows_by_nik: dict[str, int] = {}

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Find who stands in the office's register already, in a few queries."""
        indexes = [keyed_index(nik) for nik in map(_digits, dataset["nik"]) if nik]
        self._recorded = recorded_by_office(self.by.office_id, indexes)

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row["nik"] = _digits(row.get("nik"))

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> FlatDeath | None:
        recorded = self._recorded.get(keyed_index(row["nik"])) if row["nik"] else None
        return FlatDeath(nik=row["nik"], recorded_on=recorded) if recorded else None

    def init_instance(self, row: dict[str, Any] | None = None) -> FlatDeath:
        return FlatDeath()

    def import_field(self, field: fields.Field, instance: FlatDeath, row: dict[str, Any], **kwargs: Any) -> None:
        if field.attribute in row[UNREADABLE]:
            raise ValueError(row[UNREADABLE][field.attribute])
        value = row.get(field.column_name)
        if value not in (None, ""):
            setattr(instance, field.attribute, value)

    def skip_row(self, instance: FlatDeath, original: FlatDeath, row: dict[str, Any], errors: Any = None) -> bool:
        instance.changes = [
            (column.attribute, None, getattr(instance, column.attribute))
            for column in DEATHS.columns
            if column.attribute != "nik" and instance.recorded_on is None
        ]
        twice = instance.nik in self._rows_by_nik
        return (
            instance.recorded_on is not None and instance.recorded_on == instance.died_on and not twice and not errors
        )

    def validate_instance(
        self,
        instance: FlatDeath,
        import_validation_errors: dict[str, Any] | None = None,
        validate_unique: bool = True,
    ) -> None:
        """Everything that is wrong with a row, by attribute, in one go; raises ValidationError."""
        errors: dict[str, list[str]] = {}
        for name, problems in (import_validation_errors or {}).items():
            errors.setdefault(name, []).extend(ValidationError(problems).messages)
        for name, sentences in _wrong_with(instance).items():
            errors.setdefault(name, sentences)
        twice = self._rows_by_nik.get(instance.nik)
        if twice is not None:
            errors.setdefault("nik", []).append(f"Orang ini sudah ada pada baris {twice} berkas ini.")
        elif instance.died_on and instance.recorded_on not in (None, instance.died_on):
            errors.setdefault("died_on", []).append(
                f"Sudah tercatat meninggal {tanggal(instance.recorded_on)}. Bila catatan itu keliru, tarik dahulu."
            )
        if errors:
            raise ValidationError(errors)

    def after_import_row(self, row: dict[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        if row["nik"]:
            self._rows_by_nik.setdefault(row["nik"], row[ROW_NUMBER])

    def save_instance(self, instance: FlatDeath, is_create: bool, row: dict[str, Any], **kwargs: Any) -> None:
        if kwargs["dry_run"] or instance.died_on is None:
            return
        try:
            record_death(nik=instance.nik, died_on=instance.died_on, source=instance.source, by=self.by)
        except Refusal as refusal:
            raise ValidationError({NON_FIELD_ERRORS: list(refusal.sentences)}) from refusal


def _digits(value: Any) -> str:
    """A NIK as it is kept: without the blanks that people group its digits by."""
    return "".join(str(value or "").split())


def _wrong_with(flat: FlatDeath) -> dict[str, list[str]]:
    """Sentences by attribute for everything in the row that could not be kept."""
    wrong = {
        column.attribute: [f"{column.heading} wajib diisi."]
        for column in DEATHS.columns
        if not getattr(flat, column.attribute)
    }
    record = DeathRecord(nik=flat.nik, source=flat.source)
    if flat.died_on:
        record.died_on = flat.died_on
    for name, sentences in field_sentences(record, [column.attribute for column in DEATHS.columns]).items():
        wrong.setdefault(name, sentences)
    if flat.died_on and flat.died_on > timezone.localdate():
        wrong.setdefault("died_on", [f"{tanggal(flat.died_on)} belum terjadi. Periksa tanggalnya."])
    return wrong
