"""Filters of the lists of this room; they live in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Min, Q, QuerySet

from accounts.models import Office, User
from activities.models import MakerShare, SalesMonth
from activities.months import span_of, spans
from activities.served import BY_KEY, FIGURES, Figure, Grouping, Scope
from activities.workflow import SALES_MONTH
from beneficiaries.choices import Cluster
from beneficiaries.models import Aid, Person, Service
from partners.filters import OfOfficesFilter

_SEARCH = {"type": "search"}


def years_of(user: User) -> list[int]:
    """The years of which there are months, newest first; this year at least."""
    days = SalesMonth.objects.visible_to(user).order_by().values_list("month", flat=True).distinct()
    return sorted({day.year for day in days} | {(user.office or Office()).today.year}, reverse=True)


class SalesMonthFilter(OfOfficesFilter):
    q = django_filters.CharFilter(
        label="Tempat",
        field_name="place",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={**_SEARCH, "placeholder": "mis. Mulya Jaya"}),
    )
    year = django_filters.ChoiceFilter(label="Tahun", field_name="month__year", empty_label="Semua tahun")
    state = django_filters.ChoiceFilter(label="Status", choices=SALES_MONTH.choices(), empty_label="Semua status")

    class Meta:
        model = SalesMonth
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.filters["year"].extra["choices"] = [(year, year) for year in years_of(user)]


class OwedFilter(OfOfficesFilter):
    q = django_filters.CharFilter(
        label="Pembuat", method="by_name", widget=forms.TextInput(attrs={**_SEARCH, "placeholder": "mis. Ningsih"})
    )
    place = django_filters.CharFilter(
        label="Tempat", field_name="month__place", lookup_expr="icontains", widget=forms.TextInput(attrs=_SEARCH)
    )
    age = django_filters.ChoiceFilter(
        label="Umur",
        method="by_age",
        choices=[("1", "Lebih dari sebulan"), ("3", "Lebih dari tiga bulan"), ("12", "Lebih dari setahun")],
        empty_label="Semua",
    )

    class Meta:
        model = MakerShare
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.today = (user.office or Office()).today
        if "office" in self.filters:
            self.filters["office"].field_name = "month__office"

    def by_name(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return queryset.filter(
            Q(maker__person__name__icontains=text)
            | Q(maker__partner__name__icontains=text)
            | Q(maker__group__icontains=text)
        )

    def by_age(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Months that ended so many months ago or earlier."""
        months = self.today.year * 12 + self.today.month - 1 - int(value)
        return queryset.filter(month__month__lt=date(months // 12, months % 12 + 1, 1))


class RecapFilter(django_filters.FilterSet):
    """Which year, and of which office for who sees them all."""

    tahun = django_filters.ChoiceFilter(label="Tahun", method="untouched", empty_label="Tahun ini")
    kantor = django_filters.ModelChoiceFilter(
        label="Kantor",
        method="untouched",
        queryset=Office.objects.none(),
        empty_label="Semua kantor",
    )

    class Meta:
        model = SalesMonth
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, queryset=SalesMonth.objects.none(), **kwargs)
        self.user = user
        self.filters["tahun"].extra["choices"] = [(year, year) for year in years_of(user)]
        if user.sees_several_offices:
            self.filters["kantor"].queryset = user.offices_in_view
        else:
            del self.filters["kantor"]
        self.form.is_valid()

    def untouched(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Asked of the whole page and not of single rows."""
        return queryset

    @property
    def year(self) -> int:
        return int(self.form.cleaned_data.get("tahun") or (self.user.office or Office()).today.year)

    @property
    def office(self) -> Office | None:
        """The one chosen by who sees them all; otherwise the reader's own."""
        return self.form.cleaned_data.get("kantor") if self.user.sees_several_offices else self.user.office


class ServedFilter(django_filters.FilterSet):
    """The figures of service: which span, of whom, told apart by what."""

    tahun = django_filters.ChoiceFilter(label="Tahun", method="untouched", empty_label="Tahun ini")
    masa = django_filters.ChoiceFilter(
        label="Kurun",
        method="untouched",
        choices=[(span.key, span.label.removesuffix(" 2000").capitalize()) for span in spans(2000)],
        empty_label=None,
    )
    menurut = django_filters.ChoiceFilter(
        label="Menurut", method="untouched", choices=[(by.value, by.label) for by in Grouping], empty_label=None
    )
    klaster = django_filters.ChoiceFilter(
        label="Klaster", method="untouched", choices=Cluster.choices, empty_label="Semua klaster"
    )
    provinsi = django_filters.ChoiceFilter(label="Provinsi", method="untouched", empty_label="Semua provinsi")
    kantor = django_filters.ModelChoiceFilter(
        label="Kantor",
        method="untouched",
        queryset=Office.objects.none(),
        empty_label="Semua kantor",
    )

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, queryset=Person.objects.none(), **kwargs)
        self.user = user
        seen = Person.objects.visible_to(user).exclude(province="").order_by("province")
        self.filters["provinsi"].extra["choices"] = [
            (name, name) for name in seen.values_list("province", flat=True).distinct()
        ]
        self.filters["tahun"].extra["choices"] = [(year, year) for year in _years_served(user)]
        if user.sees_several_offices:
            self.filters["kantor"].queryset = user.offices_in_view
        else:
            del self.filters["kantor"]
        self.form.is_valid()

    def untouched(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Asked of the whole page and not of single rows."""
        return queryset

    @property
    def by(self) -> Grouping:
        return Grouping(self.form.cleaned_data.get("menurut") or Grouping.CATEGORY)

    @property
    def scope(self) -> Scope:
        """What was chosen; what is no choice counts as none."""
        chosen = self.form.cleaned_data
        year = int(chosen.get("tahun") or (self.user.office or Office()).today.year)
        return Scope(
            self.user,
            span_of(year, chosen.get("masa") or ""),
            chosen.get("kantor") if self.user.sees_several_offices else None,
            chosen.get("klaster") or "",
            chosen.get("provinsi") or "",
        )


class ServedPeopleFilter(ServedFilter):
    """The people whom one figure counts; the group is chosen by a click on its figure."""

    angka = django_filters.ChoiceFilter(
        label="Angka",
        method="untouched",
        choices=[(figure.key, figure.label) for figure in FIGURES],
        empty_label=None,
    )
    kelompok = django_filters.CharFilter(label="Kelompok", method="untouched", widget=forms.HiddenInput)

    @property
    def figure(self) -> Figure:
        return BY_KEY[self.form.cleaned_data.get("angka") or FIGURES[0].key]

    @property
    def group(self) -> str | None:
        return self.data.get("kelompok") if "kelompok" in self.data else None


def _years_served(user: User) -> list[int]:
    """From this year back to the first of which there is a service or an aid, at least the last one too."""
    this = (user.office or Office()).today.year
    days = (
        Service.objects.visible_to(user).aggregate(first=Min("started_on"))["first"],
        Aid.objects.visible_to(user).standing().aggregate(first=Min("given_on"))["first"],
    )
    first = min([day.year for day in days if day] + [this - 1])
    return list(range(this, first - 1, -1))
