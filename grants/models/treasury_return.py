"""Money that goes back to the state treasury."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office, User
from grants.models.instalment import OfInstalmentQuerySet
from grants.workflow import SETTLED_STATES, TREASURY_RETURN
from partners.models import Instalment, Partner
from trail.state import StatefulModel
from vault.models import StoredFile


class TreasuryReturnQuerySet(OfInstalmentQuerySet):
    def standing(self) -> Self:
        """All but the withdrawn ones, which count in no sum and no limit."""
        return self.exclude(state="withdrawn")

    def unsettled(self) -> Self:
        """Those that the treasury's receipt of the money has not been confirmed of."""
        return self.exclude(state__in=SETTLED_STATES)

    def overdue(self, on: date | None = None) -> Self:
        """Those of which nothing has been paid in though their last day has passed."""
        return self.filter(state="open", due_on__lt=on or timezone.localdate())


class TreasuryReturn(StatefulModel):
    """Money of an instalment that goes back to the state treasury; ``amount`` in rupiah.

    What is paid in of it in several deposits becomes several returns: each part is a return of its own, of the same
    source and owed since the same day, by which the open one shrinks. So each has one billing code, one NTPN and one
    confirmation, its amount is what is owed or paid by it, and every sum of returns, by state, age or year, stays what
    it was, without a second table that each would have to be asked of.
    """

    workflow = TREASURY_RETURN

    class Kind(models.TextChoices):
        REMAINDER = "sisa", "Sisa dana"
        INTEREST = "bunga", "Bunga bank"
        UNDELIVERED = "tak_tersalur", "Tidak tersalurkan"
        AUDIT = "temuan", "Temuan pemeriksaan"

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="returns")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="returns", editable=False)
    kind = models.CharField("jenis", max_length=20, choices=Kind, default=Kind.REMAINDER)
    amount = models.BigIntegerField("jumlah")
    #: Rupiah that could still go back when it was opened: what was paid, less what other returns took back then; of
    #: interest, which is the bank's, all that was paid.
    limit = models.BigIntegerField("paling banyak", editable=False)
    #: The return of which this one is a part, paid in by itself.
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts", editable=False
    )
    #: Rupiah of it that are returns of their own by now: its parts.
    parted = models.BigIntegerField("disetor sebagian", default=0, db_default=0, editable=False)
    reason = models.CharField("dasar", max_length=300, blank=True)
    #: Of what an audit found: number of its report, and the report itself.
    reference = models.CharField("nomor laporan pemeriksaan", max_length=100, blank=True)
    paper = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: The day from which it is owed: of the audit's report, else the day on which it was opened.
    since = models.DateField("terutang sejak", editable=False)
    #: Last day on which it is paid in without being late; by the law of the day from which it is owed.
    due_on = models.DateField("jatuh tempo", editable=False)
    billing_code = models.CharField(
        "kode billing",
        max_length=15,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{15}\Z", "Kode billing harus 15 angka.")],
    )
    ntpn = models.CharField(
        "NTPN",
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^[0-9A-Z]{16}$", "NTPN harus 16 huruf besar atau angka.")],
    )
    paid_on = models.DateField("tanggal setor", null=True, blank=True)
    proof = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: Of a part the moment of what it is a part of: so a year that is over tells the same.
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    deposited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    deposited_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[TreasuryReturnQuerySet] = TreasuryReturnQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        # An office's sums by state and those of the year's end are read from this alone.
        indexes = [
            models.Index(
                fields=["office", "state", "opened_at", "amount", "confirmed_at", "kind", "partner", "instalment"],
                name="return_office_sums",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="return_positive"),
            models.CheckConstraint(
                condition=Q(parted__gte=0, amount__lte=F("limit") - F("parted")), name="return_within_what_it_returns"
            ),
            # Several findings of audits may concern one instalment; of the other kinds there is one sum each, which
            # may be paid in in parts.
            models.UniqueConstraint(
                fields=["instalment", "kind"],
                condition=~Q(kind="temuan") & ~Q(state="withdrawn") & Q(part_of=None),
                name="one_return_of_a_kind_per_instalment",
            ),
            models.UniqueConstraint(
                fields=["instalment", "reference"],
                condition=Q(kind="temuan") & ~Q(state="withdrawn") & Q(part_of=None),
                name="finding_once_per_instalment",
            ),
            models.CheckConstraint(
                condition=~Q(kind="temuan") | (~Q(reference="") & Q(paper__isnull=False)),
                name="finding_has_its_paper",
            ),
            models.UniqueConstraint(fields=["ntpn"], condition=~Q(ntpn=""), name="ntpn_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"])
                | (~Q(billing_code="") & ~Q(ntpn="") & Q(paid_on__isnull=False) & Q(proof__isnull=False)),
                name="deposited_return_has_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"Pengembalian {self.get_kind_display().lower()} {self.instalment}"

    def get_absolute_url(self) -> str:
        return reverse("grants:return", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.instalment.chain

    @property
    def is_with_distributor(self) -> bool:
        """Whether the bank or post office that was to hand the money out has it, and never the LKS."""
        return self.kind == self.Kind.UNDELIVERED

    @property
    def deposit_step(self) -> str:
        """The step by which it is paid in: by the LKS, or by who was to hand it out."""
        return "hand_back" if self.is_with_distributor else "deposit"

    @property
    def part_step(self) -> str:
        """The step by which a part of it is paid in and becomes a return of its own."""
        return f"{self.deposit_step}_part"

    @property
    def is_overdue(self) -> bool:
        """Whether nothing has been paid in though the last day has passed."""
        return self.state == "open" and self.due_on < timezone.localdate()
