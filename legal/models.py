"""Decisions of legal officers about the catalogue: only ever added to. What a decision did is undone by another one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.roles import Permission
from trail.models import AppendOnly, AppendOnlyQuerySet
from trail.record import MINISTRY
from vault.models import StoredFile


class DecisionQuerySet(AppendOnlyQuerySet):
    """Decisions: to be read and added to."""

    def visible_to(self, user: User) -> DecisionQuerySet:
        """The law is public to all who may read the rules."""
        return self if user.may(Permission.SEE_RULES) else self.none()

    def standing(self) -> DecisionQuerySet:
        """Decisions that hold, in their order: neither withdrawn nor waiting for a second person."""
        not_withdrawn = Q(withdrawn_by=None) | Q(withdrawn_by__needs_second=True, withdrawn_by__seconded_by=None)
        settled = Q(needs_second=False) | Q(seconded_by__isnull=False)
        return self.filter(not_withdrawn, settled).exclude(kind__in=Decision.ABOUT_DECISIONS).order_by("pk")

    def pending(self) -> DecisionQuerySet:
        """Decisions that wait for a second person, and that nobody has withdrawn."""
        return self.filter(needs_second=True, seconded_by=None, withdrawn_by=None)


class Decision(models.Model):
    """One decision. Its number is its primary key; ``about`` names the rule or the parameter, ``turn`` counts by it."""

    append_only = True

    class Kind(models.TextChoices):
        CITATION = "citation", "Kutipan"
        RETIREMENT = "retirement", "Aturan dihentikan"
        REINSTATEMENT = "reinstatement", "Aturan diberlakukan lagi"
        FIGURE = "figure", "Angka diubah"
        WITHDRAWAL = "withdrawal", "Keputusan ditarik"
        SECONDING = "seconding", "Keputusan disetujui orang kedua"

    #: Kinds that do nothing but let another decision count, or no longer.
    ABOUT_DECISIONS: ClassVar = (Kind.WITHDRAWAL, Kind.SECONDING)

    kind = models.CharField("macam", max_length=20, choices=Kind.choices)
    about = models.CharField("tentang", max_length=40)
    turn = models.PositiveIntegerField("urutan")
    key = models.CharField("kutipan", max_length=60, blank=True)  #: of a citation: edition, or parameter and first day
    since = models.DateField("berlaku sejak", null=True)
    value = models.TextField("nilai", blank=True)  #: as ``Parameter.written`` writes it
    instrument = models.CharField("peraturan", max_length=120, blank=True)
    subject = models.CharField("pokok", max_length=150, blank=True)
    article = models.CharField("pasal", max_length=80, blank=True)
    wording = models.TextField("bunyi", max_length=4000, blank=True)
    confirmed = models.BooleanField("dikonfirmasi", default=False)
    withdraws = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="withdrawn_by")
    seconds = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="seconded_by")
    #: It reaches into the past, and counts only once another person has seconded it.
    needs_second = models.BooleanField("menunggu orang kedua", default=False)
    reason = models.TextField("alasan", max_length=2000)
    official_text = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            # Two who decide at once about one thing have seen the same turn; one of them is too late.
            models.UniqueConstraint(fields=["about", "turn"], name="decision_once_per_turn"),
            models.CheckConstraint(
                condition=Q(kind__in=["citation", "retirement", "reinstatement", "figure", "withdrawal", "seconding"]),
                name="decision_kind_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_reason"),
            models.CheckConstraint(
                condition=(
                    Q(kind="citation", value="", since=None, withdraws=None) & ~Q(key="")
                    | Q(kind="figure", key="", since__isnull=False, withdraws=None) & ~Q(value="")
                    | Q(kind__in=["retirement", "reinstatement"], key="", value="", since__isnull=False, withdraws=None)
                    | Q(kind="withdrawal", key="", value="", since=None, withdraws__isnull=False)
                    | Q(kind="seconding", key="", value="", since=None, withdraws=None)
                ),
                name="decision_says_what_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=Q(kind="seconding", seconds__isnull=False) | ~Q(kind="seconding") & Q(seconds=None),
                name="decision_seconds_another",
            ),
            # What reaches into the past rests on the official text; that it no longer does, on none.
            models.CheckConstraint(
                condition=(
                    Q(needs_second=False)
                    | Q(kind__in=["retirement", "reinstatement", "figure"], official_text__isnull=False)
                    | Q(kind="withdrawal")
                ),
                name="decision_of_the_past_has_official_text",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind__in=["citation", "figure"]) & ~Q(instrument="") & ~Q(subject="")
                    | ~Q(kind__in=["citation", "figure"]) & Q(instrument="", subject="", article="", confirmed=False)
                ),
                name="decision_names_its_source",
            ),
            # An article is named when it has been read in the official text, which is kept; never before.
            models.CheckConstraint(
                condition=(
                    Q(confirmed=True, official_text__isnull=False) & ~Q(article="") & ~Q(wording="")
                    | Q(confirmed=False, article="", wording="")
                ),
                name="decision_confirmed_by_official_text",
            ),
        ]

    def __str__(self) -> str:
        return f"Keputusan {self.pk} tentang {self.key or self.about}"

    @property
    def chain(self) -> str:
        """The law is nobody's office's own: its decisions stand in the ministry's chain."""
        return MINISTRY

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawn_by") and not self.withdrawn_by.is_pending

    @property
    def is_pending(self) -> bool:
        """Whether it waits for a second person, and changes nothing until then."""
        return self.needs_second and not hasattr(self, "seconded_by")

    @property
    def stands(self) -> bool:
        """Whether it counts for the law; a withdrawal does nothing but withdraw."""
        return self.kind not in Decision.ABOUT_DECISIONS and not self.is_withdrawn and not self.is_pending

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether it counts, or waits to."""
        return self.kind not in Decision.ABOUT_DECISIONS and not hasattr(self, "withdrawn_by")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("a decision is never changed; decide again")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("a decision is never deleted; withdraw it")
