"""How long money has waited to go back to the treasury: bands of days, by kind, each tied with the list behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, Q, Sum, Value, When

from grants.models import TreasuryReturn
from grants.models.treasury_return import TreasuryReturnQuerySet


@dataclass(frozen=True, slots=True)
class Band:
    """Ages from ``least`` to ``most`` days, both included; None is without end."""

    key: str
    label: str
    least: int
    most: int | None

    def owed(self, today: date) -> Q:
        """Returns of this age: owed since a day that lies so far back, by the reader's clock."""
        wanted = Q(since__lte=today - timedelta(days=self.least))
        return wanted if self.most is None else wanted & Q(since__gte=today - timedelta(days=self.most))


BANDS = (
    Band("0-30", "0–30 hari", 0, 30),
    Band("31-60", "31–60 hari", 31, 60),
    Band("61-90", "61–90 hari", 61, 90),
    Band("90-lebih", "Lebih dari 90 hari", 91, None),
)
BY_KEY = {band.key: band for band in BANDS}
#: Not an age, but chosen beside them: open, and its last day has passed.
OVERDUE = "lewat"
KINDS = tuple(TreasuryReturn.Kind)
#: Neither a return nor a rupiah.
NONE = (0, 0)


@dataclass(frozen=True, slots=True)
class Cell:
    """So many returns with so many rupiah, and the list of just these."""

    label: str
    count: int
    amount: int
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    """A band: one cell for each kind, and their sum."""

    label: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Ages:
    kinds: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line
    overdue: Cell


def ages_of(rows: TreasuryReturnQuerySet, today: date, *, chosen: Mapping[str, str] = MappingProxyType({})) -> Ages:
    """The unsettled of these returns by age and kind, in two queries.

    ``chosen`` is what the list was narrowed by, but for an age: the lists that cells lead to are narrowed by it too.
    """
    kept = {"state": "unsettled", **{name: value for name, value in chosen.items() if value}}
    waiting = rows.unsettled().order_by()
    band = Case(
        *(When(each.owed(today), then=Value(each.key)) for each in BANDS),
        default=Value(BANDS[0].key),
        output_field=CharField(),
    )
    found = waiting.annotate(band=band).values("band", "kind").annotate(count=Count("*"), sum=Sum("amount"))
    sums = {(row["band"], row["kind"]): (row["count"], row["sum"]) for row in found}
    late = waiting.overdue(today).aggregate(count=Count("*"), sum=Sum("amount"))
    lines = [
        _line(each.label, [[sums.get((each.key, kind.value), NONE)] for kind in KINDS], kept | {"age": each.key})
        for each in BANDS
    ]
    whole = _line("Jumlah", [[sums.get((each.key, kind.value), NONE) for each in BANDS] for kind in KINDS], kept)
    overdue = _cell("Lewat jatuh tempo", [(late["count"], late["sum"] or 0)], kept | {"age": OVERDUE})
    return Ages(tuple(kind.label for kind in KINDS), tuple(lines), whole, overdue)


def _line(label: str, of_kinds: list[list[tuple[int, int]]], chosen: dict[str, str]) -> Line:
    cells = [
        _cell(kind.label, parts, chosen | {"kind": kind.value}) for kind, parts in zip(KINDS, of_kinds, strict=True)
    ]
    return Line(label, tuple(cells), _cell("Jumlah", [part for parts in of_kinds for part in parts], chosen))


def _cell(label: str, parts: list[tuple[int, int]], chosen: dict[str, str]) -> Cell:
    return Cell(label, sum(count for count, _ in parts), sum(amount for _, amount in parts), urlencode(chosen))


def days_open(owed: Any, today: date) -> int:
    """Days since the money is owed, by the reader's clock."""
    return (today - owed.since).days
