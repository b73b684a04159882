"""What years and programmes of an engagement narrow: what is sampled and where its team begins to look, never what
may be read."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from audits.models import Engagement, Finding
from audits.pointing import instalments_of
from audits.weighing import engagements_to_weigh_by
from grants.models import Disbursement


def paid_in_scope(engagement: Engagement, paid: QuerySet[Disbursement]) -> QuerySet[Disbursement]:
    """Of these payments those of budget lines of the engagement's years and programmes; all where it names none."""
    if engagement.years:
        paid = paid.filter(allocation__year__in=[int(year) for year in engagement.years])
    if engagement.programmes:
        paid = paid.filter(allocation__program__in=engagement.programmes)
    return paid


def years_to_begin_with(user: User) -> list[int]:
    """The years of the engagements by which this reader reads now, the last first; none where one is of all years."""
    named = list(engagements_to_weigh_by(user).values_list("years", flat=True)) if user.reads_by_grants else []
    return sorted({int(year) for years in named for year in years}, reverse=True) if all(named) else []


def outside_scope(finding: Finding) -> str:
    """A sentence on money that a finding points at and that is not of its engagement's years and programmes; or ""."""
    engagement = finding.engagement
    if not (engagement.years or engagement.programmes):
        return ""
    paid = Disbursement.objects.living().filter(instalment__in=instalments_of(finding))
    within = paid_in_scope(engagement, paid)
    lines = paid.exclude(pk__in=within.values("pk")).order_by("allocation__year", "allocation__program")
    named = lines.values_list("allocation__year", "allocation__program").distinct()
    if not (other := ", ".join(f"tahun {year} program {program}" for year, program in named)):
        return ""
    return (
        f"Sebagian uang yang ditunjuk berasal dari {other}, di luar tahun atau program penugasan ini. Itu boleh; "
        "terangkan hubungannya dalam kondisi."
    )
