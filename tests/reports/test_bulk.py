"""Rows written many at once are the rows that the model would have written one by one."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from reports.actions.bulk import insert_rows
from reports.models import BeneficiaryRow, Entry
from tests.reports.stage import Stage

#: Every kind of value that a row holds, also what a careless statement would take for its own syntax.
LINES = [
    {"row": 901, "date": date(2021, 4, 30), "description": '100% "beras" \'; --', "paid": 9_223_372_036_854_775_807},
    {"row": 902, "date": None, "description": "Beras 🍚", "paid": None},
]


def test_they_are_read_back_as_they_were_given(stage: Stage) -> None:
    revision = stage.upload()
    insert_rows(Entry, [{"revision_id": revision.pk, **line} for line in LINES])
    kept = Entry.objects.filter(revision=revision, row__gt=900).order_by("row")
    assert [{key: getattr(entry, key) for key in LINES[0]} for entry in kept] == LINES
    assert [entry.payee for entry in kept] == ["", ""], "what is not named has the default of its field"
    insert_rows(Entry, [])


def test_what_is_encrypted_stays_so_and_alike_values_do_not_look_alike(stage: Stage) -> None:
    revision = stage.upload()
    nik = "3271065708900001"
    insert_rows(BeneficiaryRow, [{"revision_id": revision.pk, "row": row, "nik": nik} for row in (901, 902)])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nik FROM {BeneficiaryRow._meta.db_table} WHERE row > 900")
        stored = {token for (token,) in cursor.fetchall()}
    assert len(stored) == 2
    assert nik not in "".join(stored)
    assert {person.nik for person in BeneficiaryRow.objects.filter(row__gt=900)} == {nik}


def test_the_database_still_refuses_what_it_refuses(stage: Stage) -> None:
    revision = stage.upload()
    twice = [{"revision_id": revision.pk, **LINES[0]}] * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Entry, twice)
    assert not Entry.objects.filter(row=901).exists()
