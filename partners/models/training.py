"""Training of LKS (bimtek): who took part, in which way, on what; and whether the office asks for it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Office, User
from accounts.reading import of_offices
from partners.bounds import validate_day
from partners.models.partner import OfPartnerQuerySet, Partner

#: Said by the form and by the action alike.
TRAINING_ENDS_FIRST = "Hari terakhir mendahului hari pertama. Periksa kedua tanggalnya."
MOST_YEARS = 10


class TrainingQuerySet(models.QuerySet["Training"]):
    def visible_to(self, user: User) -> Self:
        """An office's own; an LKS sees those in which it is listed."""
        if user.office_id:
            return of_offices(self, user)
        own = TrainingParticipant.objects.filter(partner__in=Partner.objects.visible_to(user))
        return self.filter(pk__in=own.values("training"))


class Training(models.Model):
    """A training that the office gave to LKS."""

    tells_of_several = True

    class Mode(models.TextChoices):
        ON_SITE = "tatap_muka", "Tatap muka"
        ONLINE = "daring", "Daring"
        BOTH = "keduanya", "Tatap muka dan daring"

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="trainings", editable=False)
    title = models.CharField("nama kegiatan", max_length=200)
    subject = models.CharField("materi", max_length=500)
    starts_on = models.DateField("hari pertama", validators=[validate_day])
    ends_on = models.DateField("hari terakhir", validators=[validate_day])
    mode = models.CharField("cara", max_length=12, choices=Mode, default=Mode.ON_SITE)
    place = models.CharField("tempat atau tautan", max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[TrainingQuerySet] = TrainingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "title", "starts_on"], name="training_once_per_office"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="training_ends_after_start",
                violation_error_message=TRAINING_ENDS_FIRST,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:training", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.office.chain


class TrainingParticipant(models.Model):
    """A person of an LKS on the list of a training, and whether and how they came."""

    class Presence(models.TextChoices):
        ON_SITE = "hadir", "Hadir di tempat"
        ONLINE = "daring", "Hadir daring"
        ABSENT = "tidak", "Tidak hadir"

    #: Ways of having taken part.
    TOOK_PART = (Presence.ON_SITE, Presence.ONLINE)

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="participants")
    partner = models.ForeignKey(Partner, verbose_name="LKS", on_delete=models.PROTECT, related_name="trained")
    name = models.CharField("nama", max_length=200)
    position = models.CharField("jabatan", max_length=100, blank=True)
    presence = models.CharField("kehadiran", max_length=10, choices=Presence, default=Presence.ON_SITE)

    objects: ClassVar[OfPartnerQuerySet] = OfPartnerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["partner__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["training", "partner", "name"], name="participant_once_per_training"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return self.training.chain


class TrainingCondition(models.Model):
    """An office's own condition: who wants a new agreement has taken part in a training within so many years."""

    office = models.OneToOneField(Office, on_delete=models.CASCADE, related_name="training_condition")
    #: None: no training is asked for.
    within_years = models.PositiveSmallIntegerField(
        "bimtek dalam (tahun terakhir)",
        null=True,
        blank=True,
        validators=[
            MinValueValidator(1, "Paling sedikit 1 tahun."),
            MaxValueValidator(MOST_YEARS, f"Paling lama {MOST_YEARS} tahun."),
        ],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(within_years=None) | Q(within_years__gte=1, within_years__lte=MOST_YEARS),
                name="training_within_sensible_years",
            )
        ]

    def __str__(self) -> str:
        return f"Syarat bimtek {self.office}"

    @property
    def chain(self) -> str:
        return self.office.chain
