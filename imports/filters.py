"""Filter of the earlier imports that a page names beside its form."""

from __future__ import annotations

import django_filters
from django import forms

from imports.models import ImportRun
from imports.workflow import IMPORT_RUN


class EarlierFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Nama berkas",
        field_name="file__original_name",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = django_filters.ChoiceFilter(label="Status", choices=IMPORT_RUN.choices(), empty_label="Semua status")

    class Meta:
        model = ImportRun
        fields: tuple[str, ...] = ()
