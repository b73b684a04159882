"""What people add to a report beside its workbook: evidence, comments on lines, signatures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.roles import Role
from reports.models.report import OfReportQuerySet, Report
from reports.models.revision import Revision
from vault.models import StoredFile


class Evidence(models.Model):
    """A photo, scan or PDF that proves a cash book line, by the line's evidence number.

    Hangs on the report, not on a revision: a corrected workbook keeps its evidence. Removal only hides it.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    evidence_number = models.CharField("nomor bukti", max_length=80)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    attached_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[OfReportQuerySet] = OfReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["evidence_number", "pk"]
        indexes = [models.Index(fields=["report", "evidence_number"], name="evidence_of_line")]

    def __str__(self) -> str:
        return f"Bukti {self.evidence_number}"

    @property
    def chain(self) -> str:
        return self.report.chain


class LineComment(models.Model):
    """A word of the verifier (or an answer of the treasurer) on one cash book line."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="comments")
    row = models.PositiveIntegerField("baris")
    evidence_number = models.CharField("nomor bukti", max_length=80, blank=True)
    text = models.TextField("komentar")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[OfReportQuerySet] = OfReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"Komentar baris {self.row}"


class Signature(models.Model):
    """A signature on the statement of responsibility (SPTJM); the head's is on the integrity pact as well.

    Cleared when anything it covers changes.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="signatures")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(
        "sebagai", max_length=20, choices=[(Role.TREASURER.value, "Bendahara"), (Role.PARTNER_HEAD.value, "Ketua")]
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)
    #: SHA-256 over all that is signed, as it stood then (``reports.statement.signing_digest``).
    digest = models.CharField(max_length=64)
    with_pact = models.BooleanField("juga atas pakta integritas", default=False)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_because = models.CharField(max_length=200, blank=True)

    objects: ClassVar[OfReportQuerySet] = OfReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "role"], condition=Q(cleared_at__isnull=True), name="one_live_signature_per_role"
            ),
            models.UniqueConstraint(
                fields=["report", "user"],
                condition=Q(cleared_at__isnull=True),
                name="one_live_signature_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.user}"

    @property
    def chain(self) -> str:
        return self.report.chain
