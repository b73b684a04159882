"""Filters of the list of reports; they live in the address, so a list can be bookmarked and sent on."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q

from grants.filters import OfPartnerFilter
from reports.models import Report, ReportQuerySet
from reports.workflow import REPORT


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
        partner = "instalment__agreement__partner"
        return queryset.filter(
            Q(**{f"{partner}__name__icontains": text})
            | Q(**{f"{partner}__regency__icontains": text})
            | Q(instalment__agreement__number__icontains=text)
        )

    def by_deadline(self, queryset: ReportQuerySet, name: str, value: str) -> ReportQuerySet:
        return queryset.overdue() if value == "ya" else queryset.due_within(days=7)
