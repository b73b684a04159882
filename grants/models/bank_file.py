"""Files in which treasury and banks report payments, their lines, and which line a person has said is which payment.

All of it is only ever added to: a file that was wrong gets another beside it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Office, User
from accounts.reading import of_offices
from grants.models.payment import Disbursement
from grants.reconciliation.records import FileKind, Status
from trail.models import AppendOnlyQuerySet
from vault.models import StoredFile
from vault.private import EncryptedTextField

_KINDS = [(kind.value, kind.label) for kind in FileKind]


class ColumnChoice(models.Model):
    """What the columns of files of one make mean, as somebody of the office chose it: remembered for the next file."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="column_choices", editable=False)
    kind = models.CharField("jenis", max_length=10, choices=_KINDS)
    fingerprint = models.CharField(max_length=64)  #: of the headings
    columns = models.JSONField()  #: ``ColumnMap.as_data``
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    chosen_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "fingerprint"], name="columns_chosen_once_per_make")
        ]

    def __str__(self) -> str:
        return f"Susunan kolom {self.get_kind_display()}"


class BankFileQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: User) -> BankFileQuerySet:
        """The office's own files; all for an inspectorate auditor; none for an LKS."""
        return of_offices(self, user)


class BankFile(models.Model):
    """A list of SP2D or a reply of a bank, as it was read; ``total`` in rupiah."""

    append_only = True

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="bank_files", editable=False)
    kind = models.CharField("jenis", max_length=10, choices=_KINDS)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, editable=False)  #: of the file's bytes, so that it comes in once
    columns = models.JSONField()  #: ``ColumnMap.as_data``
    notes = models.JSONField(default=list)  #: sentences on what was passed over in reading
    lines_count = models.PositiveIntegerField("baris")
    total = models.BigIntegerField("jumlah")
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    imported_at = models.DateTimeField("dibaca", auto_now_add=True)

    objects: ClassVar[BankFileQuerySet] = BankFileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "sha256"], name="bank_file_once_per_office"),
            models.CheckConstraint(condition=Q(lines_count__gt=0, total__gt=0), name="bank_file_has_lines"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file.original_name}"

    def get_absolute_url(self) -> str:
        return reverse("grants:bank_file", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.office.chain


class KeptLines(AppendOnlyQuerySet):
    """Lines of files: to be read and added to."""


class BankLine(models.Model):
    """A line of a file, as it was read; ``amount`` in rupiah."""

    append_only = True

    bank_file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField("baris")
    sp2d_number = models.CharField("nomor SP2D", max_length=60, blank=True)
    spm_number = models.CharField("nomor SPM", max_length=60, blank=True)
    amount = models.BigIntegerField("jumlah")
    day = models.DateField("tanggal", null=True, blank=True)
    account = EncryptedTextField("nomor rekening", blank=True)
    name = models.TextField("nama", blank=True)
    status = models.CharField(max_length=10, choices=[(status.value, status.label) for status in Status])
    reason = models.TextField("keterangan bank", blank=True)

    objects: ClassVar[KeptLines] = KeptLines.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["row"]
        constraints = [
            models.UniqueConstraint(fields=["bank_file", "row"], name="bank_line_once_per_row"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="bank_line_positive"),
        ]

    def __str__(self) -> str:
        return f"baris {self.row}"


class KeptMatches(AppendOnlyQuerySet):
    """Matches that somebody confirmed: to be read and added to."""

    def visible_to(self, user: User) -> models.QuerySet[Any]:
        return self.filter(disbursement__in=Disbursement.objects.visible_to(user))


class BankMatch(models.Model):
    """That a person has said which payment a line reports, and what of the two differed then."""

    append_only = True

    bank_file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="matches")
    line = models.OneToOneField(BankLine, on_delete=models.PROTECT, related_name="match")
    disbursement = models.ForeignKey(Disbursement, on_delete=models.PROTECT, related_name="bank_matches")
    differences = models.JSONField(default=list)  #: sentences; none for a match in everything
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[KeptMatches] = KeptMatches.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["line__row"]
        constraints = [
            models.UniqueConstraint(fields=["bank_file", "disbursement"], name="payment_matched_once_per_file")
        ]

    def __str__(self) -> str:
        return f"{self.line} – {self.disbursement}"

    @property
    def amount_difference(self) -> int:
        """Rupiah by which the line names more (or, negative, less) than was paid."""
        return self.line.amount - self.disbursement.amount


class KeptExplanations(AppendOnlyQuerySet):
    """Why banks name other amounts: to be read and added to."""


class MatchExplanation(models.Model):
    """Why a confirmed line names another amount than was paid, as somebody found out."""

    append_only = True

    match = models.OneToOneField(BankMatch, on_delete=models.PROTECT, related_name="explanation")
    because = models.TextField("penjelasan")
    explained_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    explained_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[KeptExplanations] = KeptExplanations.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"Penjelasan {self.match}"
