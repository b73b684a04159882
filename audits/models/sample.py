"""Samples as they were drawn: with seed, population and size, so that any other auditor can draw them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from audits.models.engagement import Engagement
from audits.sampling import Method, Plan
from reports.models.revision import Immutable
from trail.models import AppendOnlyQuerySet
from vault.models import StoredFile

if TYPE_CHECKING:
    from audits.models.paper import WorkingPaper


class Source(models.TextChoices):
    """What a sample may be drawn from."""

    REPORTS = "laporan", "Laporan yang sudah dikirim"
    PAYMENTS = "penyaluran", "Penyaluran yang sudah dibayar"
    ACCEPTED_LINES = "bku-diterima", "Pengeluaran dalam laporan yang diterima"
    SENT_LINES = "bku-dikirim", "Pengeluaran dalam semua laporan yang dikirim"


METHODS = [
    (Method.INTERVAL.value, "Unit moneter, interval tetap (MUS)"),
    (Method.CELLS.value, "Unit moneter, sel"),
    (Method.STRATIFIED.value, "Berstrata"),
    (Method.RANDOM.value, "Acak sederhana"),
]


class AuditSampleQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: User) -> AuditSampleQuerySet:
        """Those of the engagements that the reader may see."""
        return self.filter(engagement__in=Engagement.objects.visible_to(user))


class AuditSample(Immutable):
    """A draw. ``plan`` is an ``audits.sampling.Plan``; the list that was drawn from is kept as a file whose own
    SHA-256 is the population's hash. Amounts in rupiah."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="samples")
    purpose = models.CharField("untuk menguji", max_length=200)
    source = models.CharField("populasi", max_length=20, choices=Source)
    method = models.CharField("metode", max_length=20, choices=METHODS)
    seed = models.CharField("benih", max_length=60)
    plan = models.JSONField()
    population = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    population_hash = models.CharField("hash populasi", max_length=64)
    population_count = models.PositiveIntegerField()
    population_amount = models.BigIntegerField()
    left_out = models.PositiveIntegerField()
    interval = models.BigIntegerField(default=0)
    start = models.BigIntegerField(default=0)
    count = models.PositiveIntegerField("terpilih")
    amount = models.BigIntegerField("nilai terpilih")
    whole = models.BooleanField(default=False)
    strata = models.JSONField(default=list)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects: ClassVar[AuditSampleQuerySet] = AuditSampleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(count__gt=0), name="sample_not_empty"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, population_amount__gte=models.F("amount")), name="sample_within_population"
            ),
        ]

    def __str__(self) -> str:
        return f"Sampel {self.pk}: {self.purpose}"

    def get_absolute_url(self) -> str:
        return reverse("audits:sample", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.engagement.chain

    @property
    def drawn_by_plan(self) -> Plan:
        return Plan.read(self.plan)


class SampleItem(Immutable):
    """A chosen thing: its key in the population, and how it was called when it was chosen."""

    sample = models.ForeignKey(AuditSample, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField("urutan")
    key = models.CharField("kunci", max_length=40)
    label = models.CharField("apa", max_length=300)
    partner = models.CharField("LKS", max_length=200)
    office = models.CharField("kantor", max_length=200)
    day = models.DateField("tanggal", null=True)
    url = models.CharField(max_length=200)
    amount = models.BigIntegerField("nilai")
    stratum = models.CharField("strata", max_length=60, blank=True)
    #: The rupiah that hit it, counted as the method counts; empty where there are none.
    rupiah = models.JSONField(default=list)
    certain = models.BooleanField("pasti terpilih", default=False)

    objects: ClassVar[AppendOnlyQuerySet] = AppendOnlyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["sample", "place"]
        constraints = [models.UniqueConstraint(fields=["sample", "key"], name="item_once_in_sample")]

    def __str__(self) -> str:
        return self.label

    @property
    def test(self) -> WorkingPaper | None:
        """Its working paper, where one has been begun."""
        return getattr(self, "paper", None)

    @property
    def why(self) -> str:
        """Why it was chosen, in words."""
        if self.certain:
            return "pasti terpilih"
        return "rupiah ke-" + ", ".join(f"{one:,}".replace(",", ".") for one in self.rupiah) if self.rupiah else "acak"
