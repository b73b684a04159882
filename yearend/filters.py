"""What is chosen on the pages of the year's end; it lives in the address, so that a page can be bookmarked."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Max, Min, Q, QuerySet

from accounts.models import Office, User
from accounts.requests import whole_number
from grants.models import Allocation
from yearend.figures import BY_KEY, DIFFERENCE, FIGURES, STOCKS, Figure
from yearend.scope import Scope
from yearend.sources import SAID_BY_ANOTHER, Grouping, Source, members


def _untouched(queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
    """For what is asked of the whole page and not of single rows."""
    return queryset


def years_for(user: User) -> list[int]:
    """From this year back to the first of which there is anything, at least the last one too."""
    lines = Allocation.objects.visible_to(user).aggregate(first=Min("year"), last=Max("year"))
    this = (user.office or Office()).today.year
    first, last = min(lines["first"] or this, this - 1), max(lines["last"] or this, this)
    return list(range(last, first - 1, -1))


class YearFilter(django_filters.FilterSet):
    """Which year, and of which office for who sees them all."""

    year = django_filters.ChoiceFilter(label="Tahun", method=_untouched, empty_label="Tahun ini")
    office = django_filters.ModelChoiceFilter(
        label="Kantor",
        method=_untouched,
        queryset=Office.objects.none(),
        empty_label="Semua kantor",
    )

    class Meta:
        model = Allocation
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, queryset: QuerySet[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, queryset=Allocation.objects.none() if queryset is None else queryset, **kwargs)
        self.user = user
        self.filters["year"].extra["choices"] = [(year, year) for year in years_for(user)]
        if user.sees_several_offices:
            self.filters["office"].queryset = user.offices_in_view
        else:
            del self.filters["office"]

    def scope(self) -> Scope:
        """What was chosen; what is no choice counts as none."""
        self.form.is_valid()
        chosen = self.form.cleaned_data
        year = int(chosen.get("year") or (self.user.office or Office()).today.year)
        return Scope.of(self.user, year, chosen.get("office"))


class YearEndFilter(YearFilter):
    """The page: year, office, and by what the figures are told apart."""

    menurut = django_filters.ChoiceFilter(label="Menurut", method=_untouched, empty_label=None)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.filters["menurut"].extra["choices"] = [(by.value, by.label) for by in groupings(user)]

    @property
    def by(self) -> Grouping:
        return Grouping(self.form.cleaned_data.get("menurut") or Grouping.ACCOUNT)


class RecordsFilter(YearFilter):
    """The records that one figure is the sum of: all, or those of one group."""

    angka = django_filters.ChoiceFilter(
        label="Angka",
        method=_untouched,
        choices=[*((figure.key, figure.label) for figure in FIGURES), *STOCKS.items(), (DIFFERENCE, "Selisih")],
        empty_label=None,
    )
    #: The group stands in the address, chosen by a click on its figure.
    menurut = django_filters.ChoiceFilter(label="Menurut", method=_untouched, widget=forms.HiddenInput)
    kelompok = django_filters.CharFilter(label="Kelompok", method=_untouched, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.filters["menurut"].extra["choices"] = [(by.value, by.label) for by in groupings(user)]

    @property
    def figure(self) -> Figure:
        return BY_KEY.get(self.form.cleaned_data.get("angka") or "", FIGURES[0])

    @property
    def asks_difference(self) -> bool:
        return bool(self.form.cleaned_data.get("angka") == DIFFERENCE)

    @property
    def stock(self) -> str:
        """What is open at a year's beginning or end, where that is asked for: the sum of two lists; else ""."""
        asked = self.form.cleaned_data.get("angka") or ""
        return asked if asked in STOCKS else ""

    @property
    def group(self) -> tuple[Grouping, str] | None:
        """Of which group, or None for all of the figure."""
        by = self.form.cleaned_data.get("menurut")
        return (Grouping(by), self.form.cleaned_data.get("kelompok") or "") if by else None


def groupings(user: User) -> list[Grouping]:
    """By what this reader may tell the figures apart: an office has no other offices."""
    return [by for by in Grouping if by is not Grouping.OFFICE or user.sees_several_offices]


def of_group(rows: QuerySet[Any], source: Source, by: Grouping, group: str) -> QuerySet[Any]:
    """Those rows that belong to one group, by the very expression that the sums are grouped by."""
    if by not in source.groups:
        return rows
    rows = source.grouped(rows, by)
    if by in SAID_BY_ANOTHER:
        inside = Q(group__in=members(by).filter(**{SAID_BY_ANOTHER[by]: group}).values("pk"))
        return rows.filter(inside | Q(group__isnull=True) if group == "" else inside)
    if by in (Grouping.PARTNER, Grouping.OFFICE):
        number = whole_number(group)
        return rows.none() if number is None else rows.filter(group=number)
    return rows.filter(group=group)
