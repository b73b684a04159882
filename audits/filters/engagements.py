"""What the list of engagements may be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from accounts.models import Office, User
from audits.models import Engagement, EngagementQuerySet
from audits.workflow import ENGAGEMENT
from partners.forms import DayInput

#: What has no state of its own: the last day has passed, and nobody has closed it.
RAN_OUT = "habis"


class EngagementFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Judul atau nomor surat tugas", method="by_text", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label="Status",
        method="by_state",
        choices=[*ENGAGEMENT.choices(), (RAN_OUT, "Masanya habis, belum diakhiri")],
        empty_label="Semua status",
    )
    office = django_filters.ModelChoiceFilter(
        label="Kantor yang diperiksa",
        method="by_office",
        queryset=Office.objects.filter(kind=Office.Kind.BALAI),
        empty_label="Semua kantor",
    )
    since = django_filters.DateFilter(
        label="Berjalan sejak", field_name="ends_on", lookup_expr="gte", widget=DayInput()
    )
    until = django_filters.DateFilter(
        label="Berjalan sampai", field_name="starts_on", lookup_expr="lte", widget=DayInput()
    )

    class Meta:
        model = Engagement
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def by_text(self, rows: EngagementQuerySet, name: str, value: str) -> EngagementQuerySet:
        return rows.filter(Q(title__icontains=value) | Q(letter_number__icontains=value))

    def by_state(self, rows: EngagementQuerySet, name: str, value: str) -> EngagementQuerySet:
        today = (self.user.office or Office()).today
        if value == RAN_OUT:
            return rows.filter(state="active", ends_on__lt=today)
        return rows.filter(state="active", ends_on__gte=today) if value == "active" else rows.filter(state=value)

    def by_office(self, rows: EngagementQuerySet, name: str, value: Office) -> EngagementQuerySet:
        """Those about this office: by name, by an LKS of it, or because they are about all."""
        about_all = Q(offices__isnull=True, partners__isnull=True)
        return rows.filter(Q(offices=value) | Q(partners__office=value) | about_all).distinct()
