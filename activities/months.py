"""Months and spans of months, as figures are told by. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from regulations.dates import tanggal

_ROMAN = ("I", "II", "III", "IV")


def month_name(day: date) -> str:
    """“November 2026”."""
    return tanggal(day.replace(day=1)).partition(" ")[2]


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def last_day(day: date) -> date:
    return next_month(day) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months of a year: ``begin`` is the first day, ``end`` the first day after."""

    key: str
    label: str
    begin: date
    end: date


def spans(year: int) -> Iterator[Span]:
    """The year, its quarters and its months, as somebody may choose them."""
    yield Span("tahun", f"tahun {year}", date(year, 1, 1), date(year + 1, 1, 1))
    for quarter in range(4):
        begin = date(year, quarter * 3 + 1, 1)
        end = next_month(date(year, quarter * 3 + 3, 1))
        yield Span(f"triwulan-{quarter + 1}", f"triwulan {_ROMAN[quarter]} {year}", begin, end)
    for number in range(1, 13):
        begin = date(year, number, 1)
        yield Span(f"bulan-{number:02d}", month_name(begin), begin, next_month(begin))


def span_of(year: int, key: str) -> Span:
    """The whole year where there is no such span."""
    found = list(spans(year))
    return next((span for span in found if span.key == key), found[0])
