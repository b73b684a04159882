"""Filters of the shorter lists: decrees, what a decree changes, files of banks, batches, money that is handed out."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from accounts.models import User
from grants.filters import OfPartnerFilter, RecipientFilter
from grants.models import BankFile, Decree, DecreeRecipient, Disbursement, PaymentBatch
from grants.models.decree import UNFINISHED
from grants.reconciliation.records import FileKind
from grants.workflow import DECREE
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


class DecreeFilter(OfPartnerFilter):
    q = django_filters.CharFilter(
        label="Nomor SK", field_name="number", lookup_expr="icontains", widget=forms.TextInput(attrs=_SEARCH)
    )
    state = django_filters.ChoiceFilter(label="Status", empty_label="Semua status")
    year = django_filters.ChoiceFilter(label="Tahun", field_name="decided_on__year", empty_label="Semua tahun")
    names_people = django_filters.ChoiceFilter(
        label="Penerima", choices=[("True", "Perorangan"), ("False", "LKS itu sendiri")], empty_label="Semua"
    )

    class Meta:
        model = Decree
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if "partner" in self.filters:
            self.filters["partner"].field_name = "agreement__partner"
        # An LKS sees none that the office still works on.
        states = [each for each in DECREE.choices() if not (user.is_of_partner and each[0] in UNFINISHED)]
        self.filters["state"].extra["choices"] = states
        days = Decree.objects.visible_to(user).order_by().values_list("decided_on", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(year, year) for year in sorted({day.year for day in days})[::-1]]


#: What a further decree does with people.
CHANGES = {"masuk": "Masuk", "keluar": "Keluar", "berubah": "Berubah"}


class ChangeFilter(RecipientFilter):
    """Narrows what a further decree changes; which kind of change stands in the address, chosen by a tab."""

    macam = django_filters.ChoiceFilter(
        label="Macam perubahan", method="of_the_page", choices=list(CHANGES.items()), widget=forms.HiddenInput
    )
    mark = None

    def of_the_page(self, queryset: QuerySet[DecreeRecipient], name: str, value: str) -> QuerySet[DecreeRecipient]:
        """The page has chosen the rows by it already."""
        return queryset
