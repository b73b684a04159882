"""Lists of records that go out as workbooks: django-import-export resources, a line for each column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from import_export import fields, resources

from rupiah.format import format_angka
from trail.refusal import Refusal
from vault.tables import Table, workbook

#: What a list is made of: records as a queryset, or what was found about them.
Records = QuerySet[Any] | Sequence[Any]


class Column(fields.Field):
    """A column: its heading, its width, and where a record has its value: a path with ``__``, else the column's name.

    What the value is tells how it is written: a whole number as an amount, a day as a day, all else as text. An
    identifier is text even where it is kept as a number.
    """

    def __init__(self, heading: str, width: int, path: str | None = None, *, is_identifier: bool = False) -> None:
        super().__init__(attribute=path, column_name=heading, readonly=True)
        self.width = width
        self.is_identifier = is_identifier

    def get_value(self, instance: Any) -> Any:
        """What stands there, None where the way to it ends. A name that no record has is a mistake, no empty cell."""
        value = instance
        for name in self.attribute.split("__"):
            if value is None:
                return None
            value = getattr(value, name)
        return value() if callable(value) else value

    def export(self, instance: Any, **kwargs: Any) -> Any:
        value = self.get_value(instance)
        return str(value) if self.is_identifier and value is not None else value


class ListExport(resources.Resource):
    """A list that goes out. A class names its sheet and declares a Column for each column, in their order; what no path
    leads to, its method ``dehydrate_<column>`` tells of a record.

    ``export`` gives the whole list as a tablib Dataset. ``table`` and ``workbook`` read the records in chunks and write
    each row as it comes, so that a long list needs no more memory than a short one but for the file itself.
    """

    title: str
    #: A sheet of an .xlsx has 1,048,576 rows; the first is the headings'.
    most_rows: ClassVar[int] = 1_048_575

    class Meta:
        chunk_size = 2_000

    def __init__(self) -> None:
        super().__init__()
        self.fields = self.columns()
        for name, column in self.fields.items():
            column.attribute = column.attribute or name
        self._told = [getattr(self, f"dehydrate_{name}", column.export) for name, column in self.fields.items()]

    def columns(self) -> dict[str, Column]:
        """The columns by name: those that the class declares, where it does not take them from elsewhere."""
        declared: dict[str, Column] = self.fields
        return declared

    def iter_queryset(self, queryset: Iterable[Any]) -> Iterator[Any]:
        """The records in chunks, with what was prefetched."""
        if isinstance(queryset, QuerySet):
            return queryset.iterator(chunk_size=self.get_chunk_size())
        return iter(queryset)

    def export_resource(self, instance: Any, selected_fields: Any = None, **kwargs: Any) -> list[Any]:
        return [told(instance) for told in self._told]

    def table(self, records: Records) -> Table:
        """The sheet of these records, which are read while it is written; refused where they are too many for one."""
        if (records.count() if isinstance(records, QuerySet) else len(records)) > self.most_rows:
            most = format_angka(self.most_rows)
            raise Refusal(f"Daftar ini lebih dari {most} baris, tidak muat dalam satu lembar Excel. Saring dahulu.")
        headings = [(column.column_name, column.width) for column in self.fields.values()]
        return Table(self.title, headings, map(self.export_resource, self.iter_queryset(records)))

    def workbook(self, records: Records, *further: Table) -> bytes:
        """The .xlsx of these records, and of further sheets behind theirs."""
        return workbook([self.table(records), *further])
