"""A list that goes out: each cell from its record, row by row, and nothing of it all at once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import QuerySet
from openpyxl import load_workbook

from accounts.models import Office
from trail.refusal import Refusal
from vault.exports import Column, ListExport


class GivenExport(ListExport):
    title = "Contoh"
    year = Column("Tahun", 8, is_identifier=True)
    name = Column("Nama", 30, "person__name")
    kind = Column("Jenis", 12, "get_kind_display")
    given_on = Column("Diserahkan", 14)
    value = Column("Nilai", 16)
    twice = Column("Dua kali", 16)

    def dehydrate_twice(self, record: Any) -> int:
        return int(record.value) * 2


def given(name: str | None = "=Sari", **others: Any) -> SimpleNamespace:
    person = SimpleNamespace(name=name) if name else None
    about = {"year": 2021, "person": person, "get_kind_display": lambda: "Uang", "given_on": date(2021, 4, 13)}
    return SimpleNamespace(**about, value=500_000, **others)


ROW = ["2021", "=Sari", "Uang", date(2021, 4, 13), 500_000, 1_000_000]


def test_each_column_tells_what_its_path_its_name_or_its_method_leads_to() -> None:
    found = GivenExport().export([given(), given(None)])
    assert found.headers == ["Tahun", "Nama", "Jenis", "Diserahkan", "Nilai", "Dua kali"]
    assert [list(row) for row in found] == [ROW, ["2021", None, *ROW[2:]]]


def test_the_sheet_has_the_widths_and_the_very_rows_of_the_dataset() -> None:
    table = GivenExport().table([given()])
    assert (table.title, list(table.headings)[:2]) == ("Contoh", [("Tahun", 8), ("Nama", 30)])
    assert [list(row) for row in table.rows] == [ROW]


def test_the_workbook_is_written_by_the_writer_that_holds_formulas_down() -> None:
    further = GivenExport().table([])
    book = load_workbook(io.BytesIO(GivenExport().workbook([given()], further)))
    year, name, _, day, value, _ = next(book["Contoh"].iter_rows(min_row=2))
    assert (year.value, name.value, value.value) == ("2021", "'=Sari", 500_000)
    assert (value.number_format, day.number_format) == ("#,##0", "dd/mm/yyyy")
    assert len(book.sheetnames) == 2


def test_a_name_that_no_record_has_is_a_mistake_and_no_empty_cell() -> None:
    class Misspelt(ListExport):
        title = "Contoh"
        name = Column("Nama", 30, "person__nama")

    with pytest.raises(AttributeError, match="nama"):
        Misspelt().export([given()])


def test_records_are_read_in_chunks_while_the_sheet_is_written() -> None:
    asked = []

    class Watched(QuerySet[Any]):
        def count(self) -> int:
            return 3

        def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
            for number in range(3):
                asked.append((number, chunk_size))
                yield given()

    rows = iter(GivenExport().table(Watched(Office)).rows)
    assert asked == []
    next(rows)
    assert asked == [(0, 2_000)]


def test_more_than_a_sheet_holds_is_refused_with_words_and_never_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GivenExport, "most_rows", 2)
    assert GivenExport().workbook([given()] * 2)
    with pytest.raises(Refusal, match="lebih dari 2 baris"):
        GivenExport().workbook([given()] * 3)
