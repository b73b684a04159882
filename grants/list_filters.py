"""Filters of the shorter lists: files of banks, batches, payments that a distributor still hands out."""

from __future__ import annotations

import django_filters
from django import forms

from grants.filters import OfPartnerFilter
from grants.models import BankFile, Disbursement, PaymentBatch
from grants.reconciliation.records import FileKind
from partners.filters import OfOfficesFilter
from partners.forms import DayInput

_SEARCH = {"type": "search"}


class BankFileFilter(OfOfficesFilter):
    q = django_filters.CharFilter(
        label="Nama berkas",
        field_name="file__original_name",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs=_SEARCH),
    )
    kind = django_filters.ChoiceFilter(
        label="Jenis", choices=[(kind.value, kind.label) for kind in FileKind], empty_label="Semua jenis"
    )
    since = django_filters.DateFilter(
        label="Dibaca sejak", field_name="imported_at", lookup_expr="date__gte", widget=DayInput()
    )

    class Meta:
        model = BankFile
        fields: tuple[str, ...] = ()


class BatchFilter(OfOfficesFilter):
    q = django_filters.CharFilter(
        label="Nama kumpulan", field_name="title", lookup_expr="icontains", widget=forms.TextInput(attrs=_SEARCH)
    )
    since = django_filters.DateFilter(
        label="Dibuat sejak", field_name="created_at", lookup_expr="date__gte", widget=DayInput()
    )

    class Meta:
        model = PaymentBatch
        fields: tuple[str, ...] = ()


class ClockFilter(OfPartnerFilter):
    distributor = django_filters.CharFilter(
        label="Penyalur", lookup_expr="icontains", widget=forms.TextInput(attrs=_SEARCH)
    )

    class Meta:
        model = Disbursement
        fields: tuple[str, ...] = ()
