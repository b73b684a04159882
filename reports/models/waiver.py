"""Setting a finding aside: a verifier asks with a reason, a PPK grants it until a day; printed with the report."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office, User
from regulations.findings import Severity
from reports.models.report import OfReportQuerySet, Report
from reports.models.revision import Immutable, Revision
from reports.workflow import WAIVER
from trail.models import AppendOnlyQuerySet
from trail.state import StatefulModel


class WaiverQuerySet(OfReportQuerySet):
    def with_partner(self) -> WaiverQuerySet:
        """With all that a list shows, in one query."""
        return self.select_related(
            "report__instalment__agreement__partner__office", "revision", "asked_by", "granted_by", "refused_by"
        )

    def in_force(self) -> WaiverQuerySet:
        """Granted, and not past their last day by the calendar of their own office."""
        return self.filter(_by_calendar("gte"), state="granted")

    def ran_out(self) -> WaiverQuerySet:
        """Granted once, and past their last day."""
        return self.filter(_by_calendar("lt"), state="granted")


def _by_calendar(compare: str) -> Q:
    """The last day compared with the day at the office, which is another one further east for some hours."""
    days = Q()
    for zone in Office.Zone:
        today = timezone.localdate(timezone=ZoneInfo(zone))
        days |= Q(**{"report__office__time_zone": zone.value, f"valid_until__{compare}": today})
    return days


class Waiver(StatefulModel):
    """One cause of a report set aside: findings of one rule in one column, as they were when it was asked for.

    ``covers`` names them one by one, with what was found; a new place, or another figure in the same place, is not
    covered. The last day is the verifier's proposal; who grants may shorten it. It holds on its last day.
    """

    workflow = WAIVER

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="waivers", editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+", editable=False)
    rule = models.CharField("aturan", max_length=20, editable=False)
    sheet = models.CharField("lembar", max_length=40, blank=True, editable=False)
    field = models.CharField("kolom", max_length=40, blank=True, editable=False)
    severity = models.CharField(
        "tingkat",
        max_length=10,
        choices=[(severity.value, severity.label) for severity in (Severity.ERROR, Severity.WARNING)],
        editable=False,
    )
    fault = models.TextField("temuan", editable=False)
    places = models.TextField("tempat", editable=False)
    citation = models.CharField("dasar aturan", max_length=400, editable=False)
    covers: models.JSONField[Any] = models.JSONField(editable=False)
    reason = models.TextField("alasan")
    proposed_until = models.DateField("berlaku sampai yang diusulkan")
    valid_until = models.DateField("berlaku sampai", null=True, editable=False)
    #: Why the PPK refused it, or withdrew what was granted.
    answer = models.TextField("jawaban PPK", blank=True, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    granted_at = models.DateTimeField(null=True, editable=False)
    refused_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    refused_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[WaiverQuerySet] = WaiverQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "asked_at"], name="waiver_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "rule", "sheet", "field"],
                condition=Q(state="asked"),
                name="one_waiver_asked_per_cause",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state__in=["granted", "withdrawn"], granted_by__isnull=False, valid_until__isnull=False)
                | Q(state__in=["asked", "refused", "taken_back"], granted_by__isnull=True, valid_until__isnull=True),
                name="granted_waiver_has_its_last_day",
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("asked_by")), name="waiver_granted_by_another"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__lte=F("proposed_until")),
                name="waiver_only_shortened",
            ),
        ]

    def __str__(self) -> str:
        return f"Pengecualian {self.rule} {self.report}"

    def get_absolute_url(self) -> str:
        return reverse("reports:waiver", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.report.chain

    @property
    def severity_label(self) -> str:
        return Severity(self.severity).label

    @property
    def today(self) -> date:
        """The day at the office, by whose calendar the waiver runs out."""
        return self.report.office.today

    @property
    def has_expired(self) -> bool:
        return self.state == "granted" and self.valid_until is not None and self.valid_until < self.today

    @property
    def holds(self) -> bool:
        return self.state == "granted" and not self.has_expired


class KeptHeldWaivers(AppendOnlyQuerySet, OfReportQuerySet):  # type: ignore[override]
    """Waivers that held at a submission: to be read and added to."""


class HeldWaiver(Immutable):
    """A waiver that held when the report was submitted, kept with the submission: what runs out later, or is
    withdrawn, does not change what was handed in."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="held_waivers")
    waiver = models.ForeignKey(Waiver, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField()

    objects: ClassVar[KeptHeldWaivers] = KeptHeldWaivers.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint(fields=["waiver", "held_at"], name="waiver_held_once_per_submission")]

    def __str__(self) -> str:
        return str(self.waiver)
