"""Filters of the list of reports; they live in the address, so a list can be bookmarked and sent on."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q

from grants.filters import OfPartnerFilter
from partners.widgets import LongSelect
from reports.models import Report, ReportQuerySet, Waiver, WaiverQuerySet
from reports.workflow import REPORT, WAIVER


class ReportFilter(OfPartnerFilter):
    q = django_filters.CharFilter(
        label="Cari",
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "nama LKS, kabupaten, atau nomor PKS"}),
    )
    state = django_filters.ChoiceFilter(label="Status", choices=REPORT.choices(), empty_label="Semua status")
    overdue = django_filters.ChoiceFilter(
        label="Batas waktu",
        method="by_deadline",
        choices=[("ya", "Terlambat"), ("minggu", "Jatuh tempo 7 hari lagi")],
        empty_label="Semua",
    )

    class Meta:
        model = Report
        fields: tuple[str, ...] = ()

    def search(self, queryset: ReportQuerySet, name: str, value: str) -> ReportQuerySet:
        text = value.strip()
        return queryset.filter(
            Q(partner__name__icontains=text)
            | Q(partner__regency__icontains=text)
            | Q(instalment__agreement__number__icontains=text)
        )

    def by_deadline(self, queryset: ReportQuerySet, name: str, value: str) -> ReportQuerySet:
        return queryset.overdue() if value == "ya" else queryset.due_within(days=7)


class WaiverFilter(OfPartnerFilter):
    partner = django_filters.ChoiceFilter(
        label="LKS", field_name="report__partner", empty_label="Semua LKS", widget=LongSelect
    )
    state = django_filters.ChoiceFilter(
        label="Status",
        method="by_state",
        choices=[*WAIVER.choices(), ("expired", "Sudah berakhir")],
        empty_label="Semua status",
    )

    class Meta:
        model = Waiver
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: WaiverQuerySet, name: str, value: str) -> WaiverQuerySet:
        if value == "expired":
            return queryset.ran_out()
        return queryset.in_force() if value == "granted" else queryset.filter(state=value)
