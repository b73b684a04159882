"""What the treasurer says to a warning: the one who reads the report later need not ask."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from reports.models.report import OfReportQuerySet, Report
from reports.models.revision import Immutable, Revision
from trail.models import AppendOnlyQuerySet


class KeptExplanations(AppendOnlyQuerySet, OfReportQuerySet):  # type: ignore[override]
    """Explanations: to be read and added to."""


class Explanation(Immutable):
    """One explanation of one cause: findings of one rule in one column. Of several on a cause the latest counts.

    It speaks for the findings that it was written about, by what ``answers.mark_of`` says of
    them. One that comes with a later revision, or whose line has changed, wants explaining again.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="explanations")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="explanations")
    rule = models.CharField("aturan", max_length=20)
    sheet = models.CharField("lembar", max_length=40, blank=True)
    field = models.CharField("kolom", max_length=40, blank=True)
    text = models.TextField("penjelasan")
    covers: models.JSONField[Any] = models.JSONField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[KeptExplanations] = KeptExplanations.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="explanation_says_something")]

    def __str__(self) -> str:
        return f"Penjelasan {self.rule}"

    @property
    def chain(self) -> str:
        return self.report.chain
