"""The report (LPJ) on one instalment, and the official print of an accepted one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office, User
from grants.models import Disbursement, OfInstalmentQuerySet
from partners.models import Instalment, Partner
from reports.workflow import OPEN_STATES, REPORT
from trail.state import StatefulModel
from vault.models import StoredFile

if TYPE_CHECKING:
    from reports.models.revision import Revision


class ReportQuerySet(OfInstalmentQuerySet):
    def open(self) -> ReportQuerySet:
        """Still with the LKS."""
        return self.filter(state__in=OPEN_STATES)

    def awaited(self) -> ReportQuerySet:
        """Still with the LKS, which has the money that it is about: not those whose payment a bank sent back."""
        return self.open().exclude(instalment__in=Disbursement.objects.came_back().values("instalment"))

    def with_money(self) -> ReportQuerySet:
        """Each with ``came_back``: whether a bank has sent its money back."""
        back = Disbursement.objects.came_back().filter(instalment=OuterRef("instalment"))
        return self.annotate(came_back=Exists(back))

    def overdue(self, on: date | None = None) -> ReportQuerySet:
        return self.awaited().filter(due_on__lt=on or timezone.localdate())

    def due_within(self, days: int) -> ReportQuerySet:
        """Not late yet, but due in so many days."""
        today = timezone.localdate()
        return self.awaited().filter(due_on__gte=today, due_on__lte=today + timedelta(days=days))

    def with_partner(self) -> ReportQuerySet:
        """With all that a list shows, in one query."""
        return self.select_related("instalment__agreement__partner__office")


class Report(StatefulModel):
    """The LPJ of an instalment. Opened when its money is paid; amounts in rupiah, set by the last revision."""

    workflow = REPORT

    instalment = models.OneToOneField(Instalment, on_delete=models.PROTECT, related_name="report")
    #: The LKS and its office, which never change: repeated here so that an office's lists and sums need no joins.
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="reports", editable=False)
    due_on = models.DateField("batas waktu")
    opening = models.BigIntegerField("saldo awal", default=0)
    received = models.BigIntegerField("diterima", default=0)
    spent = models.BigIntegerField("dibelanjakan", default=0)
    remainder = models.BigIntegerField("sisa", default=0)
    #: Of the bank on this money, as declared: no part of the cash book, and owed to the treasury like the remainder.
    interest = models.BigIntegerField("bunga bank", default=0)
    opened_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField("dikirim pada", null=True, editable=False)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    verified_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    verified_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on", "id", "state"], name="report_due"),
            models.Index(fields=["office", "due_on", "id"], name="report_office_due"),
            # All that the sums above an office's list and at the year's end read: they need not touch the table.
            models.Index(
                fields=["office", "state", "due_on", "spent", "accepted_at", "partner", "instalment"],
                name="report_office_sums",
            ),
            # The piles of a verifier and of a PPK, in their order.
            models.Index(fields=["office", "submitted_at"], condition=Q(state="submitted"), name="report_to_verify"),
            models.Index(fields=["office", "verified_at"], condition=Q(state="verified"), name="report_to_accept"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opening__gte=0, received__gte=0, spent__gte=0, interest__gte=0),
                name="report_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"])
                | Q(opening=F("spent") + F("remainder") - F("received"), remainder__gte=0),
                name="submitted_report_ties",
            ),
        ]

    def __str__(self) -> str:
        return f"LPJ {self.instalment}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.instalment.chain

    @property
    def owed(self) -> int:
        """Rupiah that the LKS owes the treasury: what is left, and what the bank added."""
        return self.remainder + self.interest

    @property
    def latest(self) -> Revision | None:
        """The revision that counts: the last one uploaded, or None."""
        return self.revisions.order_by("-number").first()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def days_left(self) -> int:
        """Days until the report is due; negative when it is late."""
        return (self.due_on - timezone.localdate()).days


class OfReportQuerySet(models.QuerySet[Any]):
    """For records that hang on a report and share its visibility."""

    def visible_to(self, user: User) -> Self:
        return self.filter(report__in=Report.objects.visible_to(user))


class OfficialPrint(models.Model):
    """The one PDF of an accepted report, and the code by which a stranger confirms that it is genuine."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="official_print")
    code = models.CharField("kode pemeriksaan", max_length=24, unique=True)
    trail_head = models.CharField("ujung jejak", max_length=64)
    trail_length = models.BigIntegerField()
    issued_at = models.DateTimeField()
    pdf = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[OfReportQuerySet] = OfReportQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"Cetakan resmi {self.report}"

    @property
    def is_late(self) -> bool:
        """Ordered so long ago and still not made: the worker stands still or has failed."""
        return self.pdf_id is None and timezone.now() - self.issued_at > timedelta(minutes=10)

    @property
    def chain(self) -> str:
        return self.report.chain
