"""What is chosen on the page of risks; it lives in the address, so that it can be bookmarked."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms

from accounts.models import Office, User
from audits.filters.asked import WholeNumberFilter, named, untouched
from audits.models import Engagement
from audits.risks import years_of
from audits.scope import years_to_begin_with
from audits.signals import INDICATORS
from audits.weighing import engagements_to_weigh_by, usual_engagement
from reports.models import Report

#: Chosen for the weights of the table, whatever a team has set.
TABLE = "amanah"


class RiskFilter(django_filters.FilterSet):
    """Which list, of which year and office, in the order of which signal."""

    year = django_filters.ChoiceFilter(label="Tahun anggaran", method=untouched, empty_label="Tahun terakhir")
    office = django_filters.ModelChoiceFilter(
        label="Kantor", method=untouched, queryset=Office.objects.none(), empty_label="Semua kantor"
    )
    sinyal = django_filters.ChoiceFilter(
        label="Urut menurut",
        method=untouched,
        choices=[(indicator.key, indicator.name) for indicator in INDICATORS],
        empty_label="Semua sinyal bersama",
    )
    penugasan = django_filters.ChoiceFilter(label="Bobot menurut", method=untouched, empty_label="Yang berlaku")
    #: Chosen by the tabs and by a click on an LKS; they stand in the address alone.
    menurut = django_filters.ChoiceFilter(
        label="Daftar",
        method=untouched,
        choices=[("lks", "LKS"), ("laporan", "Laporan")],
        widget=forms.HiddenInput,
    )
    partner = WholeNumberFilter(label="LKS", method=untouched, widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, queryset=Report.objects.none(), **kwargs)
        self.years = years_of(user)
        self.begins_with = next((year for year in years_to_begin_with(user) if year in self.years), None)
        self.filters["year"].extra["choices"] = [(year, year) for year in self.years]
        self.user = user
        self.engagements = list(engagements_to_weigh_by(user))
        if self.engagements:
            theirs = [(str(one.pk), named(one)) for one in self.engagements]
            self.filters["penugasan"].extra["choices"] = [(TABLE, "Amanah"), *theirs]
        else:
            del self.filters["penugasan"]
        if user.sees_several_offices:
            self.filters["office"].extra["queryset"] = self.filters["office"].queryset = user.offices_in_view
        else:
            del self.filters["office"]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen; what is no choice counts as none."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def engagement_chosen(self) -> Engagement | None:
        """By whose weights: those asked for, else of the engagement whose team has set some; None for the table's."""
        asked = self.chosen.get("penugasan")
        if asked:
            return next((one for one in self.engagements if str(one.pk) == asked), None)
        return usual_engagement(self.user)

    @property
    def year_chosen(self) -> int | None:
        """The year asked for, else the last of which there is a payment; None where there is none at all."""
        year = self.chosen.get("year")
        return int(year) if year else next(iter(self.years), None)
