"""Filters of the lists of this room; they live in the address. A NIK never does: people are looked up by POST."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from beneficiaries.choices import CATEGORIES, Cluster, Programme
from beneficiaries.models import Aid, AidQuerySet, Person, ProgrammeCheck, Repeat, Service, ServiceQuerySet
from beneficiaries.workflow import AID, PERSON
from partners.choices import AssistanceForm, AtensiComponent
from partners.filters import OfOfficesFilter
from partners.forms import DayInput
from partners.models import Partner
from partners.widgets import LongSelect


class OfPartnersFilter(OfOfficesFilter):
    """Narrowed to an LKS besides; an LKS itself has nobody to choose from."""

    partner = django_filters.ChoiceFilter(label="LKS", method="by_partner", empty_label="Semua LKS", widget=LongSelect)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if user.is_of_partner:
            del self.filters["partner"]
        else:
            choices = list(Partner.objects.visible_to(user).values_list("pk", "name"))
            # A function, because a list would be copied with every copy of the form's fields.
            self.filters["partner"].extra["choices"] = lambda: choices

    def by_partner(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(partner=value)


class PersonFilter(OfPartnersFilter):
    q = django_filters.CharFilter(
        label="Nama",
        method="by_name",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "mis. Asep"}),
    )
    cluster = django_filters.ChoiceFilter(label="Klaster", choices=Cluster.choices, empty_label="Semua klaster")
    category = django_filters.ChoiceFilter(
        label="Kategori PPKS", choices=CATEGORIES, empty_label="Semua kategori", widget=LongSelect
    )
    state = django_filters.ChoiceFilter(label="Status", choices=PERSON.choices(), empty_label="Semua status")
    groundwork = django_filters.ChoiceFilter(
        label="Asesmen dan pembahasan kasus",
        method="by_groundwork",
        choices=[("siap", "Lengkap"), ("kurang", "Belum lengkap")],
        empty_label="Semua",
    )

    listed = django_filters.ChoiceFilter(
        label="Terdaftar di program lain",
        method="by_programme",
        choices=[("ada", "Di salah satunya"), *Programme.choices],
        empty_label="Semua",
    )

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """An LKS is not told what other programmes said, nor by a filter what others did for the same person."""
        super().__init__(*args, user=user, **kwargs)
        self._served: ServiceQuerySet = Service.objects.visible_to(user)
        if user.is_of_partner:
            del self.filters["listed"]

    def by_programme(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        listed = ProgrammeCheck.objects.all().listed().order_by()
        return queryset.filter(pk__in=(listed if value == "ada" else listed.filter(programme=value)).values("person"))

    def by_name(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queryset.filter(name__icontains=value.strip())

    def by_partner(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=Service.objects.filter(partner=int(value)).values("person"))

    def by_groundwork(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        ready = self._served.ready_for_aid()
        if value == "siap":
            return queryset.filter(pk__in=ready.values("person"))
        lacking = self._served.running().exclude(pk__in=ready.values("pk"))
        return queryset.filter(pk__in=lacking.values("person"))


class VisitFilter(OfPartnersFilter):
    """What is still to be done for those whose service has ended."""

    due = django_filters.ChoiceFilter(
        label="Kunjungan",
        method="by_due",
        choices=[("lewat", "Sudah lewat"), ("bulan", "30 hari ke depan")],
        empty_label="Semua yang direncanakan",
    )

    class Meta:
        model = Service
        fields: tuple[str, ...] = ()

    def by_due(self, queryset: ServiceQuerySet, name: str, value: str) -> ServiceQuerySet:
        today = timezone.localdate()
        if value == "lewat":
            return queryset.filter(next_visit_on__lt=today)
        return queryset.filter(next_visit_on__range=(today, today + timedelta(days=30)))


class AidFilter(OfPartnersFilter):
    component = django_filters.ChoiceFilter(label="Komponen", choices=AtensiComponent.choices, empty_label="Semua")
    form = django_filters.ChoiceFilter(label="Bentuk", choices=AssistanceForm.choices, empty_label="Semua bentuk")
    source = django_filters.ChoiceFilter(label="Sumber", choices=Aid.Source.choices, empty_label="Semua sumber")
    state = django_filters.ChoiceFilter(label="Status", choices=AID.choices(), empty_label="Semua status")
    since = django_filters.DateFilter(
        label="Diserahkan sejak", field_name="given_on", lookup_expr="gte", widget=DayInput
    )
    until = django_filters.DateFilter(
        label="Diserahkan sampai", field_name="given_on", lookup_expr="lte", widget=DayInput
    )
    papers = django_filters.ChoiceFilter(
        label="Bukti",
        method="by_papers",
        choices=[("kurang", "Foto atau tanda terima belum ada")],
        empty_label="Semua",
    )

    class Meta:
        model = Aid
        fields: tuple[str, ...] = ()

    def by_papers(self, queryset: AidQuerySet, name: str, value: str) -> AidQuerySet:
        return queryset.filter(source=Aid.Source.OFFICE).exclude(photo__isnull=False, receipt__isnull=False)


class RepeatFilter(django_filters.FilterSet):
    component = django_filters.ChoiceFilter(label="Komponen", choices=AtensiComponent.choices, empty_label="Semua")
    form = django_filters.ChoiceFilter(label="Bentuk", choices=AssistanceForm.choices, empty_label="Semua bentuk")
    between = django_filters.ChoiceFilter(
        label="Di mana",
        method="by_offices",
        choices=[("antar", "Antarkantor"), ("satu", "Di satu kantor")],
        empty_label="Semua",
    )
    reason = django_filters.ChoiceFilter(
        label="Alasan", method="by_reason", choices=[("ada", "Ada"), ("tidak", "Tidak ada")], empty_label="Semua"
    )
    year = django_filters.ChoiceFilter(label="Tahun", field_name="given_on__year", empty_label="Semua tahun")

    class Meta:
        model = Repeat
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = self.queryset.order_by().values_list("given_on", flat=True).distinct()
        years = sorted({day.year for day in days}, reverse=True)
        self.filters["year"].extra["choices"] = [(year, year) for year in years]

    def by_offices(self, queryset: QuerySet[Repeat], name: str, value: str) -> QuerySet[Repeat]:
        one = queryset.filter(first_office=F("again_office"))
        return one if value == "satu" else queryset.exclude(pk__in=one.values("pk"))

    def by_reason(self, queryset: QuerySet[Repeat], name: str, value: str) -> QuerySet[Repeat]:
        return queryset.exclude(again__despite="") if value == "ada" else queryset.filter(again__despite="")
