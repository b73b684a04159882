"""Typed values between processes: the same again, and nothing believed that nobody would say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pytest

from vault.wire import Garbled, heard, said


class Colour(StrEnum):
    RED = "merah"


@dataclass(frozen=True)
class Row:
    number: int
    cell: str | date | None = None
    sure: bool = True
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Table:
    title: str
    colour: Colour
    rows: tuple[Row, ...]
    columns: list[list[str | int | None]]
    places: Mapping[str, int] = field(default_factory=dict)
    wrong: dict[int, dict[str, str]] = field(default_factory=dict)


TABLE = Table(
    "Kas “Bu Siti” 🍚",
    Colour.RED,
    (Row(7, date(2021, 4, 20)), Row(8, "entah", False, frozenset({"b", "a"})), Row(9)),
    [["Beras", None, 3], []],
    {"date": 2},
    {8: {"cell": "Bukan tanggal."}, 9: {}},
)


def carried(kind: Any, value: Any) -> Any:
    """Over the wire and back."""
    return heard(kind, json.loads(json.dumps(said(kind, value))))


def test_a_value_comes_back_as_it_went() -> None:
    assert carried(Table, TABLE) == TABLE
    assert carried(list[Row], []) == []
    assert carried(str | None, None) is None


def test_a_column_of_defaults_costs_nothing() -> None:
    columns = {"number": [1, 2], "cell": None, "sure": None, "keys": None}
    assert said(list[Row], [Row(1), Row(2)]) == [[2], columns]


def test_a_day_cannot_be_taken_for_a_number() -> None:
    with pytest.raises(NotImplementedError):
        said(int | date, 7)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (str, None),
        (str, ["a", "b"]),
        (str, [7]),
        (str, ["a\x00b"]),
        (str, ["a\ud800b"]),
        (int, [True]),
        (int, ["7"]),
        (int, [1.5]),
        (bool, [1]),
        (date, [10**9]),
        (date, [0]),
        (date | None, ["2021-04-20"]),
        (Colour, ["biru"]),
        (list[int], [[[2], [1]]]),
        (list[int], [[-1], []]),
        (list[int], [[2], [1]]),
        (list[int], [[10**12], []]),
        (dict[str, int], [[1], ["a"], []]),
        (dict[str, int], {"a": 1}),
        (list[Row], [[2], {"number": None, "cell": None, "sure": None, "keys": None}]),
        (list[Row], [[2], {"number": [1], "cell": None, "sure": None, "keys": None}]),
        (list[Row], [[1], {"number": [1], "cell": None, "sure": None}]),
        (list[Row], [[1], {"number": [1], "cell": None, "sure": None, "keys": None, "more": None}]),
        (Row, [{"__class__": "x"}]),
    ],
)
def test_what_nobody_would_say_is_not_believed(kind: Any, value: Any) -> None:
    with pytest.raises(Garbled):
        heard(kind, value)


def test_a_few_bytes_cannot_stand_for_more_than_any_file_holds() -> None:
    @dataclass(frozen=True)
    class Blank:
        number: int = 0

    with pytest.raises(Garbled):
        heard(list[Blank], [[10**10], {"number": None}])
