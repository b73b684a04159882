"""The figures of a year side by side: one row for each account, program, LKS, region, cluster or office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from accounts.models import Office
from accounts.requests import whole_number
from partners.models import Partner
from yearend.figures import BY_KEY, CLOSING, FIGURES, OPEN, OPENING, Figure
from yearend.scope import Scope
from yearend.sources import SAID_BY_ANOTHER, SEVERAL, Grouping, cluster_label, members

#: Sums by group.
Sums = dict[Any, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A group with its figures, by their keys; a figure that cannot be told of the group is missing."""

    group: str
    label: str
    amounts: Mapping[str, int]

    @property
    def opening(self) -> int:
        return self.amounts[OPENING]

    @property
    def closing(self) -> int:
        """What is open on 31 December: the opening of the next year."""
        return self.amounts[CLOSING]

    @property
    def to_answer_for(self) -> int:
        """All that had to be accounted for or given back in the year."""
        return self.opening + self.amounts["disalurkan"] + self.amounts["tambahan"]

    @property
    def settled(self) -> int:
        return self.amounts["dipertanggungjawabkan"] + self.amounts["dikembalikan"]

    @property
    def difference(self) -> int:
        """What opening and movements make more than what is open: 0 where every report says what was paid."""
        return self.to_answer_for - self.settled - self.closing


@dataclass(frozen=True, slots=True)
class YearTable:
    """``total`` has every figure, also those that the rows cannot tell."""

    by: Grouping
    rows: list[Row]
    total: Row

    @property
    def has_difference(self) -> bool:
        return any(row.difference for row in self.rows)

    @property
    def is_empty(self) -> bool:
        return not any(self.total.amounts.values())


def year_table(scope: Scope, by: Grouping) -> YearTable:
    """One query for each figure, two for the opening, and one for the names of the groups or what makes them up."""
    said = _said_by(scope, by) if by in SAID_BY_ANOTHER else None
    sums = {figure.key: _sums(figure, scope, by, said) for figure in FIGURES}
    last = [_sums(BY_KEY[key], scope.last(), by, said) for key in OPEN]
    sums[OPENING] = _together(last)
    sums[CLOSING] = _together([sums[key] for key in OPEN])
    told = {key for key, of_group in sums.items() if not (key in BY_KEY and by not in BY_KEY[key].source.groups)}
    groups = {group for key in told for group, amount in sums[key].items() if amount}
    labels = _labels(scope, by)
    rows = [Row(str(group), labels(group), {key: sums[key].get(group, 0) for key in told}) for group in groups]
    rows.sort(key=lambda row: (row.group == "", row.label.casefold(), row.group))
    total = Row("", "Jumlah", {key: sum(of_group.values()) for key, of_group in sums.items()})
    return YearTable(by, rows, total)


def _sums(figure: Figure, scope: Scope, by: Grouping, said: Mapping[int, str] | None) -> Sums:
    """A figure by group, in one query; under one "" where it cannot be told of the groups."""
    rows, source = figure.rows(scope).order_by(), figure.source
    if by not in source.groups:
        return {"": rows.aggregate(total=Sum(source.amount))["total"] or 0}
    grouped = source.grouped(rows, by).values("group").annotate(total=Sum(source.amount))
    sums: Sums = defaultdict(int)
    for group, total in grouped.values_list("group", "total"):
        key = said.get(group, "") if said is not None else group
        sums["" if key is None else key] += total
    return sums


def _together(parts: list[Sums]) -> Sums:
    sums: Sums = defaultdict(int)
    for part in parts:
        for group, amount in part.items():
            sums[group] += amount
    return sums


def _said_by(scope: Scope, by: Grouping) -> dict[int, str]:
    """The cluster of each decree, or the region of each LKS, of the offices asked for; in one query."""
    found = members(by)
    if scope.office is not None:
        office = "agreement__partner__office" if by is Grouping.CLUSTER else "office"
        found = found.filter(**{office: scope.office})
    return dict(found.order_by().values_list("pk", SAID_BY_ANOTHER[by]))


def _labels(scope: Scope, by: Grouping) -> Callable[[Any], str]:
    """How each group is named on screen; one query for all of them."""
    if by is Grouping.PARTNER:
        partners = Partner.objects.visible_to(scope.user).order_by()
        partners = partners.filter(office=scope.office) if scope.office else partners
        return dict(partners.values_list("pk", "name")).__getitem__
    if by is Grouping.OFFICE:
        return dict(Office.objects.order_by().values_list("pk", "name")).__getitem__
    return lambda group: label_of(scope, by, group)


def label_of(scope: Scope, by: Grouping, group: str) -> str:
    """One group as the table names it, for the page of its records."""
    if by is Grouping.CLUSTER:
        return cluster_label(group)
    if by in (Grouping.ACCOUNT, Grouping.PROGRAM):
        return {SEVERAL: f"Beberapa {by.label.lower()}", "": "Belum dibebankan"}.get(group, group)
    if by in (Grouping.PARTNER, Grouping.OFFICE):
        records = Partner.objects.visible_to(scope.user) if by is Grouping.PARTNER else Office.objects.all()
        number = whole_number(group)
        found = None if number is None else records.filter(pk=number).first()
        return str(found or "tidak dikenal")
    return group or "Belum diisi"
