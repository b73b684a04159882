"""What the lists of findings and of their recommendations may be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from accounts.models import User
from audits.filters.asked import named
from audits.follow_up_ages import BANDS, BY_KEY
from audits.models import Engagement, Finding, FindingQuerySet, Recommendation, RecommendationQuerySet
from audits.workflow import FINDING, RECOMMENDATION
from partners.forms import DayInput
from partners.models import Partner
from partners.widgets import LongSelect

#: Not a status: all whose last day has passed, and what waits for an auditor's judgement.
LATE, TO_JUDGE = "lewat", "dinilai"


class _OfFindings(django_filters.FilterSet):
    """What both lists share; an LKS has nobody to choose from, and no engagement."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        # Where findings are: an engagement that was never granted has none.
        engagements = Engagement.objects.visible_to(user).exclude(granted_by=None)
        choices = [(one.pk, named(one)) for one in engagements]
        if choices:
            self.filters["engagement"].extra["choices"] = choices
        else:
            del self.filters["engagement"]
        partners = list(Partner.objects.visible_to(user).values_list("pk", "name"))
        if user.is_of_partner or not partners:
            del self.filters["partner"]
        else:
            self.filters["partner"].extra["choices"] = lambda: partners


class FindingFilter(_OfFindings):
    q = django_filters.CharFilter(
        label="Judul atau nomor LHP", method="by_text", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label="Status", method="by_state", choices=FINDING.choices(), empty_label="Yang dilanjutkan"
    )
    partner = django_filters.ChoiceFilter(label="LKS", empty_label="Semua LKS", widget=LongSelect)
    engagement = django_filters.ChoiceFilter(label="Penugasan", empty_label="Semua penugasan")
    received_since = django_filters.DateFilter(
        label="Diterima sejak", field_name="received_on", lookup_expr="gte", widget=DayInput()
    )

    class Meta:
        model = Finding
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: FindingQuerySet) -> FindingQuerySet:
        """What was dropped is on the list of that status alone."""
        found: FindingQuerySet = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.exclude(state="dropped")

    def by_text(self, rows: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        return rows.filter(Q(title__icontains=value) | Q(report_number__icontains=value))

    def by_state(self, rows: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        return rows.filter(state=value)


class RecommendationFilter(_OfFindings):
    q = django_filters.CharFilter(
        label="Isi rekomendasi atau temuan", method="by_text", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label="Status",
        method="by_state",
        choices=[*RECOMMENDATION.choices(), (TO_JUDGE, "Menunggu penilaian auditor")],
        empty_label="Semua status",
    )
    late = django_filters.ChoiceFilter(
        label="Keterlambatan",
        method="by_age",
        choices=[(LATE, "Semua yang lewat"), *((band.key, band.label) for band in BANDS)],
        empty_label="Lewat atau tidak",
    )
    partner = django_filters.ChoiceFilter(
        label="LKS", field_name="finding__partner", empty_label="Semua LKS", widget=LongSelect
    )
    engagement = django_filters.ChoiceFilter(
        label="Penugasan", field_name="finding__engagement", empty_label="Semua penugasan"
    )

    class Meta:
        model = Recommendation
        fields: tuple[str, ...] = ()

    def by_text(self, rows: RecommendationQuerySet, name: str, value: str) -> RecommendationQuerySet:
        return rows.filter(Q(text__icontains=value) | Q(finding__title__icontains=value))

    def by_state(self, rows: RecommendationQuerySet, name: str, value: str) -> RecommendationQuerySet:
        return rows.to_judge() if value == TO_JUDGE else rows.filter(state=value)

    def by_age(self, rows: RecommendationQuerySet, name: str, value: str) -> RecommendationQuerySet:
        return rows.overdue() if value == LATE else rows.undone().filter(BY_KEY[value].late)
