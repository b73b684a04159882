"""Filters of the lists of LKS and agreements; they live in the address, so a list can be bookmarked and sent on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Office, User
from partners.choices import AssistancePurpose
from partners.models import Agreement, Partner, PartnerDocument, Training
from partners.standing import SOON
from partners.widgets import LongSelect
from partners.workflow import AGREEMENT

_SEARCH = {"type": "search"}


class OfOfficesFilter(django_filters.FilterSet):
    """Who sees several offices can narrow a list to one; for everybody else there is nothing to choose."""

    office = django_filters.ModelChoiceFilter(
        label="Kantor", queryset=Office.objects.none(), empty_label="Semua kantor"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user.sees_several_offices:
            self.filters["office"].queryset = user.offices_in_view
        else:
            del self.filters["office"]


class PartnerFilter(OfOfficesFilter):
    q = django_filters.CharFilter(
        label="Nama atau nomor",
        method="by_text",
        widget=forms.TextInput(attrs={**_SEARCH, "placeholder": "mis. Sakura"}),
    )
    regency = django_filters.ChoiceFilter(label="Kabupaten/kota", empty_label="Semua kabupaten/kota", widget=LongSelect)
    documents = django_filters.ChoiceFilter(
        label="Dokumen",
        method="by_documents",
        empty_label="Semua",
        choices=[("habis", "Sudah habis"), ("segera", "Habis dalam 60 hari")],
    )
    agreement = django_filters.ChoiceFilter(
        label="Perjanjian",
        method="by_agreement",
        empty_label="Semua",
        choices=[("ada", "Ada yang berlaku"), ("tidak", "Tidak ada yang berlaku")],
    )

    class Meta:
        model = Partner
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        shown = Partner.objects.visible_to(user).order_by("regency")
        names = shown.values_list("regency", flat=True).distinct()
        self.filters["regency"].extra["choices"] = [(name, name) for name in names]

    def by_text(self, queryset: QuerySet[Partner], name: str, value: str) -> QuerySet[Partner]:
        text = value.strip()
        return queryset.filter(Q(name__icontains=text) | Q(registration_number__icontains=text))

    def by_documents(self, queryset: QuerySet[Partner], name: str, value: str) -> QuerySet[Partner]:
        """LKS where some kind of document has no paper that holds beyond the limit; a renewed one does not count."""
        today = timezone.localdate()
        limit = today if value == "habis" else today + SOON
        running_out = Q()
        for kind in PartnerDocument.Kind:
            own = PartnerDocument.objects.filter(partner=OuterRef("pk"), kind=kind)
            holding = own.filter(Q(valid_until=None) | Q(valid_until__gte=limit))
            running_out |= Exists(own) & ~Exists(holding)
        return queryset.filter(running_out)

    def by_agreement(self, queryset: QuerySet[Partner], name: str, value: str) -> QuerySet[Partner]:
        active = Exists(Agreement.objects.filter(partner=OuterRef("pk"), state="active"))
        return queryset.filter(active if value == "ada" else ~active)


class AgreementFilter(OfOfficesFilter):
    q = django_filters.CharFilter(
        label="Nomor, judul, atau LKS",
        method="by_text",
        widget=forms.TextInput(attrs={**_SEARCH, "placeholder": "mis. 001/PKS"}),
    )
    state = django_filters.ChoiceFilter(label="Status", choices=AGREEMENT.choices(), empty_label="Semua status")
    purpose = django_filters.ChoiceFilter(label="Tujuan", choices=AssistancePurpose, empty_label="Semua tujuan")
    year = django_filters.ChoiceFilter(label="Tahun", field_name="signed_on__year", empty_label="Semua tahun")

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if "office" in self.filters:
            self.filters["office"].field_name = "partner__office"
        # Days, not years: to take the year of each agreement costs the database more than the whole list.
        days = Agreement.objects.visible_to(user).order_by().values_list("signed_on", flat=True).distinct()
        years = sorted({day.year for day in days}, reverse=True)
        self.filters["year"].extra["choices"] = [(year, year) for year in years]

    def by_text(self, queryset: QuerySet[Agreement], name: str, value: str) -> QuerySet[Agreement]:
        text = value.strip()
        return queryset.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(partner__name__icontains=text))


class DocumentFilter(OfOfficesFilter):
    within = django_filters.ChoiceFilter(
        label="Habis",
        method="by_days",
        empty_label="Dalam 90 hari atau sudah habis",
        choices=[
            ("habis", "Sudah habis"),
            ("30", "Dalam 30 hari"),
            ("60", "Dalam 60 hari"),
            ("90", "Dalam 90 hari"),
        ],
    )
    kind = django_filters.ChoiceFilter(label="Jenis", choices=PartnerDocument.Kind, empty_label="Semua jenis")
    q = django_filters.CharFilter(
        label="Nama LKS", field_name="partner__name", lookup_expr="icontains", widget=forms.TextInput(attrs=_SEARCH)
    )

    class Meta:
        model = PartnerDocument
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if "office" in self.filters:
            self.filters["office"].field_name = "partner__office"

    def by_days(self, queryset: QuerySet[PartnerDocument], name: str, value: str) -> QuerySet[PartnerDocument]:
        today = timezone.localdate()
        if value == "habis":
            return queryset.filter(valid_until__lt=today)
        return queryset.filter(valid_until__gte=today, valid_until__lte=today + timedelta(days=int(value)))


class TrainingFilter(OfOfficesFilter):
    q = django_filters.CharFilter(label="Nama atau materi", method="by_text", widget=forms.TextInput(attrs=_SEARCH))
    year = django_filters.ChoiceFilter(label="Tahun", field_name="starts_on__year", empty_label="Semua tahun")

    class Meta:
        model = Training
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        days = Training.objects.visible_to(user).order_by().values_list("starts_on", flat=True).distinct()
        years = sorted({day.year for day in days}, reverse=True)
        self.filters["year"].extra["choices"] = [(year, year) for year in years]

    def by_text(self, queryset: QuerySet[Training], name: str, value: str) -> QuerySet[Training]:
        text = value.strip()
        return queryset.filter(Q(title__icontains=text) | Q(subject__icontains=text))
