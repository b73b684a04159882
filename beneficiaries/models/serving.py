"""A service to a person: assessment, case conference, companion, how it ended, and the visits that follow."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from accounts.models import Office, User
from beneficiaries.choices import CheckResult, CompanionKind, EndReason, Programme
from beneficiaries.models.person import OfPersonQuerySet, Person
from beneficiaries.workflow import SERVICE
from partners.bounds import validate_day
from partners.choices import Approach, AtensiComponent
from partners.models import Agreement, Partner
from trail.state import StatefulModel
from vault.models import StoredFile
from vault.private import EncryptedTextField, mask_words


class ServiceQuerySet(OfPersonQuerySet):
    def running(self) -> ServiceQuerySet:
        return self.filter(state="running")

    def ready_for_aid(self) -> ServiceQuerySet:
        """Running, with assessment and case conference, each with its day and its paper."""
        return self.running().filter(
            assessed_on__isnull=False,
            assessment__isnull=False,
            conferred_on__isnull=False,
            conference__isnull=False,
        )

    def visited_later(self) -> ServiceQuerySet:
        """Ended, with a visit that is still to be made; the one that is due first comes first."""
        return self.filter(state="ended", next_visit_on__isnull=False).order_by("next_visit_on", "pk")

    def handed_over_in_vain(self) -> ServiceQuerySet:
        """Ended by handing the person over to an LKS that has begun no service since; the oldest first."""
        begun = Service.objects.filter(
            person=OuterRef("person"), partner=OuterRef("handed_to"), started_on__gte=OuterRef("ended_on")
        )
        handed = self.filter(state="ended", handed_to__isnull=False, person__state="active")
        return handed.exclude(Exists(begun)).order_by("ended_on", "pk")


class Service(StatefulModel):
    """What an office, alone or through an LKS, does for a person from a day on. The case notes are encrypted."""

    workflow = SERVICE
    masked_in_trail: ClassVar = {"companion_name": mask_words}

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="services", editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="services")
    partner = models.ForeignKey(
        Partner, verbose_name="LKS", null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    agreement = models.ForeignKey(
        Agreement, verbose_name="perjanjian", null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    approach = models.CharField("pendekatan", max_length=20, choices=Approach)
    components = models.JSONField("komponen ATENSI", default=list)
    companion_kind = models.CharField("pendamping", max_length=10, choices=CompanionKind, blank=True)
    companion_name = models.CharField("nama pendamping", max_length=200, blank=True)
    started_on = models.DateField("mulai", validators=[validate_day])
    assessed_on = models.DateField("tanggal asesmen", null=True, blank=True, validators=[validate_day])
    assessment = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    conferred_on = models.DateField("tanggal pembahasan kasus", null=True, blank=True, validators=[validate_day])
    conference = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    notes = EncryptedTextField("catatan kasus", blank=True)
    ended_on = models.DateField("berakhir", null=True, blank=True, validators=[validate_day])
    ended_for = models.CharField("sebab berakhir", max_length=10, choices=EndReason, blank=True)
    ended_because = models.TextField("alasan", blank=True, editable=False)
    handed_to = models.ForeignKey(
        Partner,
        verbose_name="dialihkan ke LKS",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="taken_over",
    )
    handed_to_name = models.CharField("dialihkan ke dinas sosial atau pihak lain", max_length=200, blank=True)
    #: Day by which the person is visited (again) after the end; None where no visit is to follow.
    next_visit_on = models.DateField("kunjungan berikutnya", null=True, blank=True, validators=[validate_day])
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[ServiceQuerySet] = ServiceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-started_on", "-pk"]
        indexes = [
            models.Index(fields=["office", "started_on", "id"], name="service_office_day"),
            models.Index(
                fields=["office", "next_visit_on"], condition=Q(next_visit_on__isnull=False), name="service_next_visit"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running") | Q(ended_on__gte=F("started_on")), name="ended_service_has_day"
            ),
            models.CheckConstraint(
                condition=Q(state="running") | ~Q(ended_because=""), name="ended_service_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(conferred_on=None) | Q(assessed_on__lte=F("conferred_on")),
                name="conference_follows_assessment",
            ),
            models.CheckConstraint(
                condition=Q(next_visit_on=None) | Q(state="ended", next_visit_on__gte=F("ended_on")),
                name="visits_follow_the_end",
            ),
        ]

    def __str__(self) -> str:
        return f"Pelayanan {self.person.masked_nik} sejak {self.started_on:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("beneficiaries:service", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.office.chain

    @property
    def component_labels(self) -> list[str]:
        return [AtensiComponent(value).label for value in self.components]

    @property
    def handed_over_to(self) -> str:
        """Whom the person was handed over to, or an empty string."""
        return self.handed_to.name if self.handed_to else self.handed_to_name

    @property
    def missing_for_aid(self) -> list[str]:
        """What must still be recorded before aid may be handed over, in words."""
        missing = []
        if not (self.assessed_on and self.assessment_id):
            missing.append("asesmen (tanggal dan berkasnya)")
        if not (self.conferred_on and self.conference_id):
            missing.append("pembahasan kasus (tanggal dan berkasnya)")
        return missing


class FollowUpQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> FollowUpQuerySet:
        return self.filter(service__in=Service.objects.visible_to(user))


class FollowUp(models.Model):
    """A visit after a service has ended."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="follow_ups")
    visited_on = models.DateField("tanggal kunjungan", validators=[validate_day])
    visited_by = models.CharField("dikunjungi oleh", max_length=200)
    result = models.TextField("hasil", max_length=2000)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    objects: ClassVar[FollowUpQuerySet] = FollowUpQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["visited_on", "pk"]

    def __str__(self) -> str:
        return f"Kunjungan {self.visited_on:%d-%m-%Y}"

    @property
    def chain(self) -> str:
        return self.service.chain


class ProgrammeCheckQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> ProgrammeCheckQuerySet:
        return self.filter(person__in=Person.objects.visible_to(user))

    def listed(self) -> ProgrammeCheckQuerySet:
        """What each programme said last of a person, where it knows the person."""
        later = ProgrammeCheck.objects.filter(
            person=OuterRef("person"), programme=OuterRef("programme"), checked_on__gt=OuterRef("checked_on")
        )
        return self.exclude(result=CheckResult.NOT_LISTED).exclude(Exists(later)).order_by("programme")


class ProgrammeCheck(models.Model):
    """That a person was looked up in another programme, and what was found there on that day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="checks")
    programme = models.CharField("program", max_length=10, choices=Programme)
    result = models.CharField("hasil", max_length=10, choices=CheckResult)
    checked_on = models.DateField("tanggal", validators=[validate_day])
    note = models.CharField("keterangan", max_length=300, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    objects: ClassVar[ProgrammeCheckQuerySet] = ProgrammeCheckQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-checked_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "programme", "checked_on"], name="checked_once_a_day")]

    def __str__(self) -> str:
        return f"{self.get_programme_display()} {self.checked_on:%d-%m-%Y}"

    @property
    def chain(self) -> str:
        return self.person.chain
