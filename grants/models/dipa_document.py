"""The papers that change an office's budget lines: a DIPA, and its revisions."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from accounts.models import Office, User
from accounts.reading import of_offices
from partners.bounds import validate_budget_year
from trail.models import AppendOnlyQuerySet


class DipaDocumentQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: User) -> Self:
        """The office's own; an LKS sees none."""
        return of_offices(self, user)


class DipaDocument(models.Model):
    """A DIPA or a revision of it, from whose file the office takes its lines in. Only ever added to."""

    append_only = True

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="dipa_documents", editable=False)
    year = models.PositiveSmallIntegerField("tahun anggaran", validators=[validate_budget_year])
    number = models.CharField("nomor DIPA atau revisinya", max_length=100)
    decided_on = models.DateField("tanggal")
    reason = models.CharField("alasan", max_length=300, blank=True)
    #: Whether of its file only the account group of social assistance is taken, and what stands recorded already.
    assistance_only = models.BooleanField("hanya akun bantuan sosial", default=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[DipaDocumentQuerySet] = DipaDocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "number", "decided_on", "assistance_only"], name="dipa_document_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} (tahun {self.year})"

    @property
    def chain(self) -> str:
        return self.office.chain
