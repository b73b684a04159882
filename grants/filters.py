"""Filters of the money's lists; they live in the address, so a list can be bookmarked and sent on."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from grants.ages import BANDS, BY_KEY, OVERDUE
from grants.allocation_findings import findings_of
from grants.models import (
    Allocation,
    AllocationQuerySet,
    DeathRecord,
    DecreeRecipient,
    DecreeRecipientQuerySet,
    Delivery,
    Disbursement,
    DisbursementQuerySet,
    TreasuryReturn,
)
from grants.models.allocation import OF_USE
from grants.models.decree import MARKS
from grants.models.treasury_return import TreasuryReturnQuerySet
from grants.workflow import DEATH_RECORD, DELIVERY, DISBURSEMENT, TREASURY_RETURN
from legal.law import current_law
from partners.choices import AssistanceForm, AtensiComponent
from partners.forms import DayInput
from partners.models import Partner
from partners.widgets import LongSelect


def _years(lines: QuerySet[Allocation]) -> list[tuple[int, int]]:
    years = lines.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, year) for year in years]


class AllocationFilter(django_filters.FilterSet):
    year = django_filters.ChoiceFilter(label="Tahun", empty_label="Semua tahun")
    account = django_filters.CharFilter(
        label="Akun",
        lookup_expr="startswith",
        widget=forms.TextInput(attrs={"placeholder": "mis. 57", "inputmode": "numeric"}),
    )
    program = django_filters.ChoiceFilter(label="Program", empty_label="Semua program")
    use = django_filters.ChoiceFilter(
        label="Pemakaian", method="by_use", choices=list(OF_USE.items()), empty_label="Semua"
    )
    look = django_filters.ChoiceFilter(
        label="Temuan", method="by_finding", choices=[("ya", "Perlu dilihat")], empty_label="Semua baris"
    )

    class Meta:
        model = Allocation
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = Allocation.objects.visible_to(user)
        self.filters["year"].extra["choices"] = _years(lines)
        programs = lines.order_by("program").values_list("program", flat=True).distinct()
        self.filters["program"].extra["choices"] = [(program, program) for program in programs]

    def by_use(self, queryset: AllocationQuerySet, name: str, value: str) -> QuerySet[Allocation]:
        return queryset.used_up(value)

    def by_finding(self, queryset: QuerySet[Allocation], name: str, value: str) -> QuerySet[Allocation]:
        return queryset.filter(pk__in=list(findings_of(queryset, current_law())))


class OfPartnerFilter(django_filters.FilterSet):
    """What every list of an LKS's money can be narrowed by; an LKS itself has nobody to choose from."""

    # Pairs of id and name, not records: there may be hundreds, on every page of every list.
    partner = django_filters.ChoiceFilter(label="LKS", field_name="partner", empty_label="Semua LKS", widget=LongSelect)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user.is_of_partner:
            del self.filters["partner"]
        else:
            choices = list(Partner.objects.visible_to(user).values_list("pk", "name"))
            # A function, because a list would be copied with every copy of the form's fields.
            self.filters["partner"].extra["choices"] = lambda: choices


#: What the LKS has said of the money that came in.
OF_RECEIPT = [("unconfirmed", "Belum dinyatakan diterima"), ("otherwise", "Selisih penerimaan")]
#: What a confirmed line of a bank's file says of a payment.
OF_BANK = [("bank", "Selisih dengan bank")]


class DisbursementFilter(OfPartnerFilter):
    q = django_filters.CharFilter(
        label="Nomor",
        method="by_number",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "SPP, SPM, SP2D, atau PKS"}),
    )
    state = django_filters.ChoiceFilter(
        label="Status",
        method="by_state",
        choices=[*DISBURSEMENT.choices(), ("received", "Semua yang SP2D-nya terbit"), *OF_RECEIPT, *OF_BANK],
        empty_label="Semua status",
    )
    year = django_filters.ChoiceFilter(label="Tahun", field_name="allocation__year", empty_label="Semua tahun")

    class Meta:
        model = Disbursement
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        # The few budget lines are asked whether they pay for something, not the many payments for their line.
        paying = Exists(Disbursement.objects.visible_to(user).filter(allocation=OuterRef("pk")))
        self.filters["year"].extra["choices"] = _years(Allocation.objects.filter(paying))

    def by_state(self, queryset: DisbursementQuerySet, name: str, value: str) -> DisbursementQuerySet:
        if value == "received":
            return queryset.paid()
        if value == "otherwise":
            return queryset.received_otherwise()
        if value == "bank":
            return queryset.differing_from_bank()
        return queryset.unconfirmed() if value == "unconfirmed" else queryset.filter(state=value)

    def by_number(self, queryset: QuerySet[Disbursement], name: str, value: str) -> QuerySet[Disbursement]:
        text = value.strip()
        return queryset.filter(
            Q(spp_number__icontains=text)
            | Q(spm_number__icontains=text)
            | Q(sp2d_number__icontains=text)
            | Q(instalment__agreement__number__icontains=text)
        )


class ReturnFilter(OfPartnerFilter):
    state = django_filters.ChoiceFilter(
        label="Status",
        method="by_state",
        choices=[*TREASURY_RETURN.choices(), ("unsettled", "Semua yang belum selesai")],
        empty_label="Semua yang tidak ditarik",
    )

    kind = django_filters.ChoiceFilter(label="Jenis", choices=TreasuryReturn.Kind.choices, empty_label="Semua jenis")
    age = django_filters.ChoiceFilter(
        label="Umur",
        method="by_age",
        choices=[*((band.key, band.label) for band in BANDS), (OVERDUE, "Lewat jatuh tempo")],
        empty_label="Semua umur",
    )
    owed_since = django_filters.DateFilter(
        label="Terutang sejak", field_name="since", lookup_expr="gte", widget=DayInput()
    )

    class Meta:
        model = TreasuryReturn
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: TreasuryReturnQuerySet) -> QuerySet[TreasuryReturn]:
        """What was withdrawn is on the list of that state alone: it counts in no other sum."""
        found: QuerySet[TreasuryReturn] = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.exclude(state="withdrawn")

    def by_state(self, queryset: TreasuryReturnQuerySet, name: str, value: str) -> TreasuryReturnQuerySet:
        return queryset.unsettled() if value == "unsettled" else queryset.filter(state=value)

    def by_age(self, queryset: TreasuryReturnQuerySet, name: str, value: str) -> TreasuryReturnQuerySet:
        """Of those that are not settled: an age is asked of nothing that is done."""
        if value == OVERDUE:
            return queryset.overdue()
        return queryset.unsettled().filter(BY_KEY[value].owed(timezone.localdate()))


class DeathFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Status", choices=DEATH_RECORD.choices(), empty_label="Semua status")

    class Meta:
        model = DeathRecord
        fields: tuple[str, ...] = ()


class RecipientFilter(django_filters.FilterSet):
    """Narrows the list of one decree; by a NIK nobody searches here, for an address is no place for one."""

    q = django_filters.CharFilter(
        label="Nama", field_name="name", lookup_expr="icontains", widget=forms.TextInput(attrs={"type": "search"})
    )
    component = django_filters.ChoiceFilter(
        label="Komponen", choices=AtensiComponent.choices, empty_label="Semua komponen"
    )
    form = django_filters.ChoiceFilter(label="Bentuk", choices=AssistanceForm.choices, empty_label="Semua bentuk")
    mark = django_filters.ChoiceFilter(
        label="Tanda", method="by_mark", choices=list(MARKS.items()), empty_label="Semua penerima"
    )

    class Meta:
        model = DecreeRecipient
        fields: tuple[str, ...] = ()

    def by_mark(self, queryset: DecreeRecipientQuerySet, name: str, value: str) -> DecreeRecipientQuerySet:
        return queryset.marked(value)


class DeliveryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Nama",
        field_name="recipient__name",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = django_filters.ChoiceFilter(label="Status", choices=DELIVERY.choices(), empty_label="Semua status")

    class Meta:
        model = Delivery
        fields: tuple[str, ...] = ()
