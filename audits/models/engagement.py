"""Engagements (penugasan pemeriksaan): who may read what of other offices, from when to when, and by which warrant."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Office, User
from accounts.roles import Permission
from audits.workflow import ENGAGEMENT
from partners.bounds import validate_day
from partners.models import Partner
from trail.state import StatefulModel
from vault.models import StoredFile


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def visible_to(self, user: User) -> Self:
        """All of the office's for who decides on them; for an auditor those of whose team they are, and those they
        drafted until they are granted: from then on an engagement is its team's."""
        if not user.may(Permission.SEE_ENGAGEMENTS):
            return self.none()
        own = self.filter(office=user.office_id)
        if user.may(Permission.DECIDE_ENGAGEMENT):
            return own
        of_team = EngagementMember.objects.filter(user=user).values("engagement")
        return own.filter(Q(drafted_by=user, granted_by=None) | Q(pk__in=of_team))

    def running(self, on: date) -> Self:
        """Those by which people read on this day."""
        return self.filter(state="active", starts_on__lte=on, ends_on__gte=on)

    def opens_for(self, user: User) -> Self:
        """Those that open records to this person when they run: of whose team they are, or that they granted."""
        of_team = EngagementMember.objects.filter(user=user).values("engagement")
        return self.filter(Q(pk__in=of_team) | Q(granted_by=user), office=user.office_id)


class Engagement(StatefulModel):
    """An audit that an inspector has granted: while it runs, its team reads what its scope names, and nothing else.

    No offices chosen stands for all of them, no LKS for all of those offices. ``years`` and ``programmes`` (codes of
    the DIPA) narrow what is sampled and where its team begins to look (``audits.scope``), not what may be read: a
    rupiah is followed across years.
    """

    workflow = ENGAGEMENT

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="engagements", editable=False)
    title = models.CharField("judul", max_length=200)
    objective = models.TextField("tujuan", max_length=2000)
    offices = models.ManyToManyField(Office, verbose_name="kantor yang diperiksa", related_name="+", blank=True)
    partners = models.ManyToManyField(Partner, verbose_name="LKS yang diperiksa", related_name="+", blank=True)
    years = models.JSONField("tahun anggaran", default=list, blank=True)
    programmes = models.JSONField("program", default=list, blank=True)
    starts_on = models.DateField("mulai", validators=[validate_day])
    ends_on = models.DateField("berakhir", validators=[validate_day])
    letter_number = models.CharField("nomor surat tugas", max_length=100, blank=True)
    letter_date = models.DateField("tanggal surat tugas", null=True, blank=True, validators=[validate_day])
    letter = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    drafted_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    granted_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[EngagementQuerySet] = EngagementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes = [models.Index(fields=["office", "state", "ends_on"], name="engagement_running")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="engagement_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True)
                | (~Q(granted_by=F("drafted_by")) & Q(asked_by__isnull=False) & ~Q(granted_by=F("asked_by"))),
                name="engagement_granted_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "closed"]) | Q(granted_by__isnull=False),
                name="engagement_needs_who_granted_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | (~Q(letter_number="") & Q(letter_date__isnull=False) & Q(letter__isnull=False)),
                name="engagement_has_its_letter",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("audits:engagement", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.office.chain

    @property
    def days_left(self) -> int:
        """Days until its last one, by the calendar of the office that granted it; negative once it has passed."""
        return (self.ends_on - self.office.today).days

    @property
    def is_running(self) -> bool:
        """Whether its team reads by it today."""
        return self.state == "active" and self.starts_on <= self.office.today <= self.ends_on

    @property
    def has_run_out(self) -> bool:
        """Whether its last day has passed though nobody has closed it."""
        return self.state == "active" and self.office.today > self.ends_on


class EngagementMember(models.Model):
    """A person's place in the team of an engagement."""

    class Place(models.TextChoices):
        SUPERVISOR = "pengendali", "Pengendali teknis"
        LEADER = "ketua", "Ketua tim"
        MEMBER = "anggota", "Anggota tim"

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    place = models.CharField("kedudukan", max_length=20, choices=Place)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "user"], name="member_once_in_team"),
            models.UniqueConstraint(fields=["engagement"], condition=Q(place="ketua"), name="one_leader_in_team"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_place_display()})"
