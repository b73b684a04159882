"""What is chosen on the page of duplicates; it lives in the address, so that it can be bookmarked."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms

from accounts.models import Office, User
from audits.duplicates.kinds import BY_KEY, KINDS, Duplicates
from audits.duplicates.places import Pair
from audits.filters.asked import WholeNumberFilter, untouched
from audits.scope import years_to_begin_with
from reports.models import Report


class DuplicateFilter(django_filters.FilterSet):
    """Which list, of which office and year, and how far apart the two may be."""

    jenis = django_filters.ChoiceFilter(
        label="Jenis", method=untouched, choices=[(kind.key, kind.name) for kind in KINDS], widget=forms.HiddenInput
    )
    antara = django_filters.ChoiceFilter(
        label="Di mana",
        method=untouched,
        choices=[("kantor", "Antarkantor"), ("lks", "Antar-LKS"), ("satu", "Dalam satu LKS")],
        empty_label="Semua",
    )
    alasan = django_filters.ChoiceFilter(label="Alasan", method=untouched, choices=[], empty_label="Semua")
    office = django_filters.ModelChoiceFilter(
        label="Kantor", method=untouched, queryset=Office.objects.none(), empty_label="Semua kantor"
    )
    year = WholeNumberFilter(
        label="Tahun",
        method=untouched,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "mis. 2026"}),
    )

    class Meta:
        model = Report
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, queryset=Report.objects.none(), **kwargs)
        self.user = user
        years = years_to_begin_with(user)
        self.begins_with = years[0] if len(years) == 1 else None
        if user.sees_several_offices:
            self.filters["office"].extra["queryset"] = self.filters["office"].queryset = user.offices_in_view
        else:
            del self.filters["office"]
        if groups := BY_KEY.get(self.data.get("jenis", ""), KINDS[0]).groups:
            self.filters["alasan"].extra["choices"] = groups
        else:
            del self.filters["alasan"]
        self.form.is_valid()

    @property
    def kind(self) -> Duplicates:
        return BY_KEY[self.form.cleaned_data.get("jenis") or KINDS[0].key]

    def pairs(self) -> list[Pair]:
        """The pairs of the chosen list, those with the better reason first, of these the latest."""
        chosen = self.form.cleaned_data
        group = chosen.get("alasan")
        office, year, between = chosen.get("office"), chosen.get("year"), chosen.get("antara")
        found = [
            pair
            for pair in self.kind.find(self.user)
            if (office is None or office.pk in (pair.first.office_id, pair.second.office_id))
            and (not year or not pair.years or year in pair.years)
            and (not group or pair.group == group)
            and _fits(pair, between)
        ]
        return sorted(sorted(found, key=_latest, reverse=True), key=lambda pair: pair.rank)


def _fits(pair: Pair, between: str | None) -> bool:
    match between:
        case "kantor":
            return pair.between_offices
        case "lks":
            return pair.between_partners
        case "satu":
            return not pair.between_partners
    return True


def _latest(pair: Pair) -> tuple[str, int, str]:
    days = [place.day for place in (pair.first, pair.second) if place.day]
    return (max(days).isoformat() if days else "", pair.amount or 0, pair.first.label)
