"""Working papers (kertas kerja pemeriksaan, KKP): what was found at each item of a sample; one writes, one reviews."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from audits.models.engagement import Engagement
from audits.models.sample import AuditSample, SampleItem, Source
from audits.workflow import WORKING_PAPER
from trail.state import StatefulModel
from vault.models import StoredFile


class Result(models.TextChoices):
    """What came of the test."""

    RIGHT = "sesuai", "Sesuai"
    WRONG = "tidak-sesuai", "Tidak sesuai"
    UNTESTABLE = "tidak-dapat-diuji", "Tidak dapat diuji"


class Answer(models.TextChoices):
    """An answer to a question of the checklist."""

    YES = "ya", "Ya"
    NO = "tidak", "Tidak"
    NOT_APPLICABLE = "tidak-berlaku", "Tidak berlaku"


class WorkingPaperQuerySet(models.QuerySet["WorkingPaper"]):
    def visible_to(self, user: User) -> Self:
        """Those of the engagements that the reader may see."""
        return self.filter(engagement__in=Engagement.objects.visible_to(user))

    def of_sample(self, sample: AuditSample) -> Self:
        return self.filter(item__sample=sample)


class WorkingPaper(StatefulModel):
    """The test of one item. Amounts in rupiah: ``recorded`` as the sample kept it, ``audited`` as it should be.

    What cannot be tested has no audited amount. Only who wrote it changes it, and never reviews it.
    """

    workflow = WORKING_PAPER

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="papers", editable=False)
    item = models.OneToOneField(SampleItem, on_delete=models.PROTECT, related_name="paper", editable=False)
    number = models.CharField("nomor KKP", max_length=20, editable=False)
    recorded = models.BigIntegerField("nilai tercatat", editable=False)
    result = models.CharField("hasil", max_length=20, choices=Result, blank=True)
    audited = models.BigIntegerField("nilai menurut pemeriksa", null=True, blank=True)
    note = models.TextField("catatan", max_length=4000, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    written_at = models.DateTimeField(editable=False)
    prepared_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    prepared_at = models.DateTimeField(null=True, editable=False)
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    reviewed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[WorkingPaperQuerySet] = WorkingPaperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["item__sample", "item__place"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="paper_number_once_in_engagement"),
            models.CheckConstraint(condition=Q(recorded__gt=0), name="paper_recorded_more_than_nought"),
            models.CheckConstraint(
                condition=Q(audited__isnull=True) | Q(audited__gte=0), name="paper_audited_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(result="sesuai") | (Q(audited__isnull=False) & Q(audited=F("recorded"))),
                name="paper_right_as_recorded",
            ),
            models.CheckConstraint(
                condition=~Q(result="tidak-sesuai") | Q(audited__isnull=False), name="paper_wrong_says_what_is_right"
            ),
            models.CheckConstraint(
                condition=~Q(result="tidak-dapat-diuji") | Q(audited__isnull=True), name="paper_untested_has_no_amount"
            ),
            models.CheckConstraint(condition=Q(state="draft") | ~Q(result=""), name="paper_needs_a_result"),
            models.CheckConstraint(
                condition=~Q(state="reviewed") | (Q(reviewed_by__isnull=False) & ~Q(reviewed_by=F("written_by"))),
                name="paper_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"Kertas kerja {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("audits:paper", args=[self.item_id])

    @property
    def chain(self) -> str:
        return self.engagement.chain

    @property
    def counted(self) -> int | None:
        """The right amount as errors are reckoned: nought for what cannot be tested, None before there is a result."""
        return 0 if self.result == Result.UNTESTABLE else self.audited

    @property
    def error(self) -> int | None:
        """Rupiah that are recorded and should not be; negative where too little is."""
        return None if self.counted is None else self.recorded - self.counted


class PaperAnswer(models.Model):
    """An answer to a question, with the question as it was put then. ``key`` is that of ``audits.checklist``."""

    paper = models.ForeignKey(WorkingPaper, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=40)
    place = models.PositiveIntegerField("urutan")
    question = models.CharField("pertanyaan", max_length=300)
    answer = models.CharField("jawaban", max_length=20, choices=Answer, blank=True)
    note = models.CharField("keterangan", max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["paper", "place"]
        constraints = [models.UniqueConstraint(fields=["paper", "key"], name="answer_once_in_paper")]

    def __str__(self) -> str:
        return self.question


class PaperFile(models.Model):
    """A file that proves what a paper says. Removal only hides it."""

    paper = models.ForeignKey(WorkingPaper, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    attached_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)
    removed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.file.original_name


class EngagementQuestion(models.Model):
    """A question that an engagement asks beside the standard ones; of one population, or of all. Dropping hides it."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="questions", editable=False)
    source = models.CharField("populasi", max_length=20, choices=Source, blank=True)
    text = models.CharField("pertanyaan", max_length=300)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    dropped_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    dropped_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "source", "text"],
                condition=Q(dropped_at__isnull=True),
                name="question_once_in_engagement",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def chain(self) -> str:
        return self.engagement.chain
