"""What a reader of the trail may narrow it by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from trail.models import Event


class EventFilter(django_filters.FilterSet):
    cari = django_filters.CharFilter(label="Cari catatan atau pelaku", method="search")
    sejak = django_filters.DateFilter(
        field_name="at", lookup_expr="date__gte", label="Sejak", widget=forms.DateInput(attrs={"type": "date"})
    )
    sampai = django_filters.DateFilter(
        field_name="at", lookup_expr="date__lte", label="Sampai", widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = Event
        fields: list[str] = []

    def search(self, rows: QuerySet[Event], name: str, value: Any) -> QuerySet[Event]:
        return rows.filter(Q(object_label__icontains=value) | Q(actor_name__icontains=value) | Q(verb__icontains=value))
