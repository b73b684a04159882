"""A submitted workbook as it was judged: file, rows, findings, and the rule versions used. Never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from accounts.models import User
from regulations.catalogue import Edition, editions
from regulations.findings import Severity
from reports.models.report import OfReportQuerySet, Report
from trail.models import AppendOnly, AppendOnlyQuerySet
from vault.models import StoredFile
from vault.private import EncryptedTextField, mask_nik


class Immutable(models.Model):
    """Written once. A correction is a new revision. The database refuses changes as well (migration append_only)."""

    append_only = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"{self._meta.label} is kept as it was judged")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly(f"{self._meta.label} is kept as it was judged")


class KeptRevisions(AppendOnlyQuerySet, OfReportQuerySet):  # type: ignore[override]
    """Revisions: to be read and added to."""


class Revision(Immutable):
    """One upload of the workbook of a report. Amounts in rupiah, as the cash book and the declaration say."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField("revisi")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    workbook = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    layout_version = models.PositiveSmallIntegerField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    judged_on = models.DateField("dinilai menurut aturan yang berlaku pada")
    rule_versions = models.JSONField(default=dict)
    opening = models.BigIntegerField(null=True)
    received = models.BigIntegerField(null=True)
    spent = models.BigIntegerField(null=True)
    remainder = models.BigIntegerField(null=True)
    interest = models.BigIntegerField(null=True)  #: of the bank; None: none declared, or not readable
    entry_count = models.PositiveIntegerField(default=0)
    beneficiary_count = models.PositiveIntegerField(default=0)
    error_count = models.PositiveIntegerField(default=0)
    warning_count = models.PositiveIntegerField(default=0)
    note_count = models.PositiveIntegerField(default=0)

    objects: ClassVar[KeptRevisions] = KeptRevisions.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="revision_once_per_report")]

    def __str__(self) -> str:
        return f"Revisi {self.number} {self.report}"

    @property
    def chain(self) -> str:
        return self.report.chain

    @property
    def editions(self) -> list[Edition]:
        """The rules that it was judged by, each in its version and with the decisions that amended it then."""
        return editions(self.rule_versions)


class OfRevisionQuerySet(AppendOnlyQuerySet):
    """For rows of a revision: they share its visibility, and are kept as they were judged."""

    def visible_to(self, user: User) -> OfRevisionQuerySet:
        return self.filter(revision__report__in=Report.objects.visible_to(user))


class Entry(Immutable):
    """A line of the cash book (BKU), gross, in rupiah."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="entries")
    row = models.PositiveIntegerField("baris")
    date = models.DateField("tanggal", null=True)
    evidence_number = models.CharField("nomor bukti", max_length=80, blank=True)
    description = models.CharField("uraian", max_length=500, blank=True)
    payee = models.CharField("penerima pembayaran", max_length=200, blank=True)
    budget_code = models.CharField("kode RAB", max_length=40, blank=True)
    received = models.BigIntegerField("penerimaan", null=True)
    paid = models.BigIntegerField("pengeluaran", null=True)
    balance = models.BigIntegerField("saldo", null=True)
    stamp_duty = models.BigIntegerField("meterai", null=True)

    objects: ClassVar[OfRevisionQuerySet] = OfRevisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["revision", "row"]
        constraints = [models.UniqueConstraint(fields=["revision", "row"], name="entry_once_per_row")]
        # The same receipt in another report is looked for by its day and amount.
        indexes = [models.Index(fields=["date", "paid"], name="entry_receipt")]

    def __str__(self) -> str:
        return f"BKU baris {self.row}"


class BeneficiaryRow(Immutable):
    """A line of the list of beneficiaries (PM). The NIK is encrypted at rest and shown masked."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="beneficiaries")
    row = models.PositiveIntegerField("baris")
    nik = EncryptedTextField("NIK", blank=True)
    nik_index = models.CharField(max_length=64, blank=True, db_index=True)
    name = models.CharField("nama", max_length=200, blank=True)
    cluster = models.CharField("klaster", max_length=80, blank=True)
    component = models.CharField("komponen", max_length=120, blank=True)
    form = models.CharField("bentuk", max_length=20, blank=True)
    value = models.BigIntegerField("nilai", null=True)
    received_on = models.DateField("tanggal diterima", null=True)
    assessed_on = models.DateField("tanggal asesmen", null=True)
    conferred_on = models.DateField("tanggal pembahasan kasus", null=True)
    handover_number = models.CharField("nomor BAST", max_length=80, blank=True)

    objects: ClassVar[OfRevisionQuerySet] = OfRevisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["revision", "row"]
        constraints = [models.UniqueConstraint(fields=["revision", "row"], name="beneficiary_once_per_row")]

    def __str__(self) -> str:
        return f"PM baris {self.row}"

    @property
    def masked_nik(self) -> str:
        return mask_nik(self.nik)


class TaxRow(Immutable):
    """A line of the list of taxes withheld and paid in, in rupiah."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="taxes")
    row = models.PositiveIntegerField("baris")
    evidence_number = models.CharField("nomor bukti", max_length=80, blank=True)
    kind = models.CharField("jenis pajak", max_length=80, blank=True)
    base = models.BigIntegerField("dasar pengenaan", null=True)
    amount = models.BigIntegerField("nilai pajak", null=True)
    ntpn = models.CharField("NTPN", max_length=40, blank=True)
    paid_on = models.DateField("tanggal setor", null=True)

    objects: ClassVar[OfRevisionQuerySet] = OfRevisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["revision", "row"]
        indexes = [models.Index(fields=["ntpn"], name="tax_payment")]
        constraints = [models.UniqueConstraint(fields=["revision", "row"], name="tax_once_per_row")]

    def __str__(self) -> str:
        return f"Pajak baris {self.row}"


class JudgedFinding(Immutable):
    """A finding as it was judged: its texts are kept, so that a later rule can't change a past judgement."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="findings")
    rule = models.CharField("aturan", max_length=20)
    severity = models.CharField(
        "tingkat", max_length=10, choices=[(severity.value, severity.label) for severity in Severity]
    )
    sheet = models.CharField("lembar", max_length=40, blank=True)
    row = models.PositiveIntegerField("baris", null=True)
    field = models.CharField("kolom", max_length=40, blank=True)
    cell = models.CharField("sel", max_length=20, blank=True)
    message = models.TextField()
    found = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    citation = models.CharField(max_length=400)
    citation_confirmed = models.BooleanField(default=False)
    #: Names the same trouble in the next revision, though its row may have moved.
    fingerprint = models.CharField(max_length=64, db_index=True)
    #: Names what the line says beside it, so that leave for a line is not leave for what becomes of it.
    substance = models.CharField(max_length=64, blank=True)
    #: The submission that froze a finding which needs evidence or the day; None: judged from the workbook at upload.
    frozen_at = models.DateTimeField(null=True)

    objects: ClassVar[OfRevisionQuerySet] = OfRevisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.rule} {self.place}"

    @property
    def place(self) -> str:
        """Where, as the treasurer reads it: "BKU!F18", or "Laporan" for the report as a whole."""
        return f"{self.sheet}!{self.cell}" if self.cell else (self.sheet or "Laporan")

    @property
    def severity_label(self) -> str:
        return Severity(self.severity).label
