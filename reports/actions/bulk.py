"""Writing the thousands of rows of one workbook: plain values, one prepared statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connections, models, router

#: Fields that store texts and whole numbers as they are.
_AS_IT_IS = (models.CharField, models.TextField, models.IntegerField, models.BigIntegerField, models.ForeignKey)


def insert_rows(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows given as values by column ("revision_id"); all of them name the same ones.

    What they do not name gets the field's default. For rows that were checked before and that nobody listens for: no
    instance is made, no signal sent, no key told, which takes an eighth of the time of ``bulk_create``.
    """
    named = list(rows)
    if not named:
        return
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = [_column(field, named, connection) for field in fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608  # our own names
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(zip(*columns, strict=True)))


def _column(field: models.Field[Any, Any], rows: list[Mapping[str, Any]], connection: Any) -> list[Any]:
    """The values of one column, as the database takes them."""
    if field.attname not in rows[0]:
        return [field.get_db_prep_save(field.get_default(), connection)] * len(rows)
    values = [row[field.attname] for row in rows]
    if type(field) in _AS_IT_IS:
        return values
    if isinstance(field, models.DateField):  # few days, in many rows
        days = {day: field.get_db_prep_save(day, connection) for day in set(values)}
        return [days[day] for day in values]
    return [field.get_db_prep_save(value, connection) for value in values]
