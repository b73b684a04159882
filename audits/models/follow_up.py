"""Follow-up (tindak lanjut): each recommendation with its last day, what was done, the judgement, and the rupiah."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Office, User
from accounts.roles import Permission
from audits.models.finding import Finding, OfFindingQuerySet, Side
from audits.settling import Part
from audits.workflow import RECOMMENDATION
from grants.models import TreasuryReturn
from reports.models.revision import Immutable
from trail.models import AppendOnlyQuerySet
from trail.state import StatefulModel
from vault.models import StoredFile

#: Judged for good, until somebody judges otherwise.
DONE_STATES = ("met", "impossible")


def days_past(least: int, most: int | None = None) -> Q:
    """Recommendations whose last day passed ``least`` to ``most`` days ago, both included; None is without end.

    Each balai's own calendar tells, as in ``days_late``: no list and no figure depends on who reads it from where.
    """
    past = Q()
    for zone in Office.Zone:
        today = Office(time_zone=zone).today
        of_zone = Q(finding__office__time_zone=zone.value, due_on__lte=today - timedelta(days=least))
        past |= of_zone if most is None else of_zone & Q(due_on__gte=today - timedelta(days=most))
    return past


class RecommendationQuerySet(OfFindingQuerySet):
    def of_final(self) -> Self:
        """Those that are followed up: of findings that have become final."""
        return self.filter(due_on__isnull=False)

    def undone(self) -> Self:
        """Of final findings, and neither met nor excused."""
        return self.of_final().exclude(state__in=DONE_STATES)

    def overdue(self) -> Self:
        """Those whose last day has passed by the balai's calendar."""
        return self.undone().filter(days_past(1))

    def to_judge(self) -> Self:
        """Something was done that no auditor has judged yet."""
        unjudged = Q(judged_at__isnull=True) | Q(judged_at__lt=F("acted_at"))
        return self.undone().filter(unjudged, acted_at__isnull=False)

    def to_do(self, user: User) -> Self:
        """Those of which this reader's LKS or balai has something to do: nothing done waits for a judgement."""
        if Permission.ANSWER_FINDING not in user.permissions:
            return self.none()
        waiting = self.to_judge().values("pk")
        return self.visible_to(user).undone().exclude(pk__in=waiting)

    def with_finding(self) -> Self:
        """With all that a list shows, in one query."""
        return self.select_related("finding__engagement__office", "finding__partner", "finding__office")


class Recommendation(StatefulModel):
    """One thing that a finding asks for. ``state`` is the follow-up in one of the four official kinds.

    While its finding is drafted it is only text; its last day is set when the finding becomes final.
    """

    workflow = RECOMMENDATION

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="recommendations", editable=False)
    number = models.PositiveSmallIntegerField("nomor", editable=False)
    text = models.TextField("rekomendasi", max_length=1000)
    due_on = models.DateField("paling lambat", null=True, editable=False)
    #: When somebody last said what was done; what is older than the judgement has been judged.
    acted_at = models.DateTimeField(null=True, editable=False)
    judged_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    judged_at = models.DateTimeField(null=True, editable=False)
    #: How far reminding has come (``audits.reminding``).
    reminded = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[RecommendationQuerySet] = RecommendationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["finding", "number"]
        indexes = [models.Index(fields=["state", "due_on"], name="recommendation_due")]
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="recommendation_once_in_finding"),
            models.CheckConstraint(
                condition=Q(state="none", judged_by__isnull=True) | Q(due_on__isnull=False),
                name="recommendation_judged_when_final",
            ),
        ]

    def __str__(self) -> str:
        return f"Rekomendasi {self.finding.number}.{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("audits:recommendation", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.finding.chain

    @property
    def is_done(self) -> bool:
        return self.state in DONE_STATES

    @property
    def waits_for_judgement(self) -> bool:
        """Whether something was done that no auditor has judged yet."""
        return self.acted_at is not None and (self.judged_at is None or self.judged_at < self.acted_at)

    @property
    def days_left(self) -> int | None:
        """Days until its last one, by the balai's calendar; negative once it has passed."""
        return (self.due_on - self.finding.office.today).days if self.due_on else None

    @property
    def days_late(self) -> int:
        """Days since its last one, where it is not done; 0 where it is not late."""
        return 0 if self.is_done else max(0, -(self.days_left or 0))


class OfRecommendationQuerySet(models.QuerySet[Any]):
    """For what hangs on a recommendation and shares its visibility."""

    def visible_to(self, user: User) -> Self:
        return self.filter(recommendation__in=Recommendation.objects.visible_to(user))


class KeptFollowUps(AppendOnlyQuerySet, OfRecommendationQuerySet):  # type: ignore[override]
    """The same, to be read and added to."""


class FollowUp(Immutable):
    """What the LKS or the balai says that it did, with its proof; where money went back, by which return."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="follow_ups")
    side = models.CharField("dari", max_length=10, choices=Side)
    text = models.TextField("tindakan", max_length=4000)
    treasury_return = models.ForeignKey(TreasuryReturn, null=True, on_delete=models.PROTECT, related_name="+")
    files = models.ManyToManyField(StoredFile, related_name="+")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[KeptFollowUps] = KeptFollowUps.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"Tindak lanjut {self.recommendation}"

    @property
    def chain(self) -> str:
        return self.recommendation.chain


class Settlement(models.Model):
    """Rupiah of a finding that an auditor holds to be settled, and how. Taken back, it stays and counts no more."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="settlements")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="settlements")
    part = models.CharField("bagian", max_length=20, choices=[(part.value, part.label) for part in Part])
    amount = models.BigIntegerField("jumlah")
    treasury_return = models.ForeignKey(
        TreasuryReturn, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: Rupiah of that return, which never change once it is confirmed.
    limit = models.BigIntegerField("jumlah pengembaliannya", null=True, editable=False)
    reason = models.TextField("dasar", max_length=2000, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_because = models.TextField(max_length=2000, blank=True, editable=False)

    objects: ClassVar[OfFindingQuerySet] = OfFindingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="settlement_positive"),
            models.CheckConstraint(
                condition=Q(part=Part.RETURNED.value, treasury_return__isnull=False, limit__isnull=False)
                | (~Q(part=Part.RETURNED.value) & Q(treasury_return__isnull=True, limit__isnull=True)),
                name="settlement_returned_by_a_return",
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(amount__lte=F("limit")), name="settlement_within_its_return"
            ),
            models.UniqueConstraint(
                fields=["treasury_return"], condition=Q(withdrawn_at__isnull=True), name="return_settles_once"
            ),
            models.CheckConstraint(
                condition=Q(part=Part.RETURNED.value) | ~Q(reason=""), name="settlement_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
                name="settlement_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}, {self.recommendation}"

    @property
    def chain(self) -> str:
        return self.finding.chain
