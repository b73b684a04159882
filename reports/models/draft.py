"""Lines that a treasurer has typed in the browser and not saved as a revision yet."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from accounts.models import User
from reports.models.report import OfReportQuerySet, Report
from vault.private import EncryptedTextField


class LinesDraftQuerySet(OfReportQuerySet):
    def written_by(self, user: User) -> LinesDraftQuerySet:
        """A person's own drafts: nobody else reads them, not even who may see the report."""
        return self.filter(author=user)


class LinesDraft(models.Model):
    """One person's unsaved lines of one report, encrypted: there may be NIK among them.

    Kept so that a lost session costs nothing, and deleted once the lines are a revision. It is nobody's record yet,
    so it may change without an event in the trail.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="lines_drafts")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content = EncryptedTextField()
    #: Number of the revision that the lines went on from; 0 where there was none.
    follows = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    kept_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[LinesDraftQuerySet] = LinesDraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "author"], name="lines_draft_once_per_author")]

    def __str__(self) -> str:
        return f"Draf isian {self.report}"
