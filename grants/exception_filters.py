"""Filters of the list of exceptions."""

from __future__ import annotations

import django_filters

from grants.filters import OfPartnerFilter
from grants.models import GateException
from grants.models.gate_exception import GateExceptionQuerySet
from grants.workflow import GATE_EXCEPTION
from partners.forms import DayInput


class ExceptionFilter(OfPartnerFilter):
    state = django_filters.ChoiceFilter(
        label="Status",
        method="by_state",
        choices=[*GATE_EXCEPTION.choices(), ("expired", "Berakhir tanpa dipakai")],
        empty_label="Semua status",
    )
    since = django_filters.DateFilter(
        label="Diminta sejak", field_name="asked_at", lookup_expr="date__gte", widget=DayInput()
    )
    until = django_filters.DateFilter(
        label="Diminta sampai", field_name="asked_at", lookup_expr="date__lte", widget=DayInput()
    )

    class Meta:
        model = GateException
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: GateExceptionQuerySet, name: str, value: str) -> GateExceptionQuerySet:
        if value == "expired":
            return queryset.ran_out()
        return queryset.holding() if value == "granted" else queryset.filter(state=value)
