"""What the django-import-export resources of flat tables have in common."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export import fields, resources, widgets
from import_export.instance_loaders import BaseInstanceLoader

from imports.columns import FlatTable

#: Where a dataset's row says which row of the sheet it was, and which of its cells could not be read, and why.
ROW_NUMBER, UNREADABLE = "baris", "tak terbaca"


class FlatResource(resources.Resource):
    """Takes the rows of one flat table. Instances are plain objects with an attribute for each column and ``changes``:
    what the row would change, as attribute, what was, what will be.

    A dry run judges every row and writes nothing at all. One resource takes all parts of a file, one after another, so
    what it remembers of a part (the natural keys that it has seen) holds for the next.
    """

    table: ClassVar[FlatTable]

    class Meta:
        instance_loader_class = BaseInstanceLoader
        skip_unchanged = True
        report_skipped = True
        skip_diff = True
        use_transactions = True
        # No savepoint around each row: a file is taken in whole or not at all.
        use_bulk = True

    def __init__(self) -> None:
        super().__init__()
        self.fields = {name: _Plain(attribute=name, column_name=name) for name in self.table.attributes}
        self._in_order = list(self.fields.values())

    def get_import_fields(self) -> list[fields.Field]:
        return self._in_order

    def import_field(self, field: fields.Field, instance: Any, row: dict[str, Any], **kwargs: Any) -> None:
        if field.attribute in row[UNREADABLE]:
            raise ValueError(row[UNREADABLE][field.attribute])
        value = row[field.column_name]
        if value not in (None, ""):
            setattr(instance, field.attribute, self.normal(field.attribute, value))

    def normal(self, attribute: str, value: str | date) -> Any:
        """A cell as the record keeps it; raises ValueError with a sentence."""
        return value

    def name_of(self, row: dict[str, Any]) -> str:
        """What a row is called that cannot be taken."""
        raise NotImplementedError

    def validate_instance(
        self,
        instance: Any,
        import_validation_errors: dict[str, Any] | None = None,
        validate_unique: bool = True,
    ) -> None:
        """Everything that is wrong with a row, by attribute, in one go; raises ValidationError."""
        errors = {name: ValidationError(each).messages for name, each in (import_validation_errors or {}).items()}
        for name, sentences in self.faults_of(instance, frozenset(errors)).items():
            errors.setdefault(name, []).extend(sentences)
        if errors:
            raise ValidationError(errors)

    def faults_of(self, instance: Any, unreadable: frozenset[str]) -> dict[str, list[str]]:
        """Sentences by attribute for what could not be kept; of ``unreadable`` attributes it has been said already."""
        raise NotImplementedError

    def notes_of(self, instance: Any) -> dict[str, list[str]]:
        """Sentences by attribute for what is odd about a row but holds nothing back."""
        return {}

    def left_out(self, instance: Any) -> str:
        """Why a row that is skipped is none of this table, such as a line of sums; "" for one that stands recorded."""
        return ""

    def absent(self) -> list[str]:
        """What is recorded and none of the rows judged so far has named. It is told, and stays as it is."""
        return []

    def save_instance(self, instance: Any, is_create: bool, row: dict[str, Any], **kwargs: Any) -> None:
        if not kwargs["dry_run"]:
            self.write(instance)

    def write(self, instance: Any) -> None:
        """Write the row, or put it by for ``write_rest``. A Refusal must be raised as a ValidationError."""
        raise NotImplementedError

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        if not kwargs["dry_run"]:
            self.write_rest()

    def write_rest(self) -> None:
        """Write, all together, what the rows of this part have put by."""


class _Plain(fields.Field):
    """A column whose cells have been read already."""

    def __init__(self, **about: Any) -> None:
        super().__init__(widget=widgets.Widget(), **about)


__all__ = ["NON_FIELD_ERRORS", "ROW_NUMBER", "UNREADABLE", "FlatResource"]
