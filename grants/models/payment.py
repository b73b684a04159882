"""The payment of an instalment: SPP, SPM, SP2D."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Office, User
from grants.models.allocation import Allocation
from grants.models.decree import Decree
from grants.models.gate_exception import GateException
from grants.models.instalment import OfInstalmentQuerySet, OfOfficeQuerySet
from grants.models.treasury_return import TreasuryReturn
from grants.workflow import CAME_BACK, DEAD_STATES, DISBURSEMENT, PAID_STATES
from partners.models import BankAccount, Instalment, Partner
from trail.state import StatefulModel


class DisbursementQuerySet(OfInstalmentQuerySet):
    def living(self) -> Self:
        """All but the rejected and the cancelled ones: what uses up the allocation and the agreement's value."""
        return self.exclude(state__in=DEAD_STATES)

    def paid(self) -> Self:
        """Those whose money has reached the LKS."""
        return self.filter(state__in=PAID_STATES)

    def unconfirmed(self) -> Self:
        """Paid, and the LKS has not said yet what came in."""
        return self.filter(state="paid", received_on__isnull=True)

    def received_otherwise(self) -> Self:
        """Those of which the LKS says that another amount came in than was paid, and nobody has said why yet."""
        differing = self.filter(received_amount__isnull=False, difference_reason="")
        return differing.exclude(received_amount=F("amount"))

    def differing_from_bank(self) -> Self:
        """Those of which a confirmed line of a bank's file names another amount, and nobody has said why."""
        other = Q(bank_matches__line__amount__gt=F("amount")) | Q(bank_matches__line__amount__lt=F("amount"))
        unexplained = Disbursement.objects.filter(other, bank_matches__explanation=None)
        return self.filter(pk__in=unexplained.order_by().values("pk"))

    def late_before_retur(self) -> Self:
        """Those whose report was late already when the bank's retur was recorded, and no PPK has seen that yet."""
        return self.filter(late_days__gt=0, late_seen_at__isnull=True)

    def being_handed_out(self) -> Self:
        """Paid through a distributor, and recipients still wait for their money, or some could not be given theirs and
        nobody has opened its return; the oldest first."""
        waiting, undelivered = (Q(deliveries__state=state) for state in ("waiting", "undelivered"))
        returns = TreasuryReturn.objects.standing().filter(instalment=OuterRef("instalment"))
        goes_back = Exists(returns.filter(kind=TreasuryReturn.Kind.UNDELIVERED))
        counted = (
            self.paid()
            .filter(channel=Channel.DISTRIBUTOR)
            .annotate(
                waiting=Count("deliveries", filter=waiting),
                waiting_amount=Coalesce(Sum("deliveries__amount", filter=waiting), 0),
                undelivered=Count("deliveries", filter=undelivered),
                undelivered_amount=Coalesce(Sum("deliveries__amount", filter=undelivered), 0),
            )
        )
        begun = Coalesce("distributor_received_on", "sp2d_date")
        return counted.filter(Q(waiting__gt=0) | Q(undelivered__gt=0) & ~goes_back).order_by(begun, "pk")

    def came_back(self) -> Self:
        """Those whose money went back to the treasury by a retur and has not come to the LKS again since."""
        paid_since = Disbursement.objects.paid().filter(instalment=OuterRef("instalment"))
        return self.filter(state__in=CAME_BACK).exclude(Exists(paid_since))


class PaymentBatch(models.Model):
    """Payments that the office asks for together; what the batch is worth and how far it is, its payments say."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="payment_batches", editable=False)
    title = models.CharField("nama kumpulan", max_length=150)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[OfOfficeQuerySet] = OfOfficeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["office", "title"], name="batch_title_once_per_office")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("grants:batch", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.office.chain


class Channel(models.TextChoices):
    """How the treasury's money reaches those whom it is meant for [general treasury practice, unconfirmed]."""

    DIRECT = "ls", "Langsung ke rekening penerima (LS)"
    DISTRIBUTOR = "penyalur", "Melalui bank/pos penyalur"
    PETTY_CASH = "up", "Dari uang persediaan (UP)"


class Disbursement(StatefulModel):
    """A payment of one instalment: SPP, SPM, SP2D; ``amount`` in rupiah.

    A bank may refuse it (retur): then number and day of the SP2D are those of the last one that stands, and each
    refused one is kept as a ``Retur``.
    """

    workflow = DISBURSEMENT

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="disbursements")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="disbursements", editable=False)
    allocation = models.ForeignKey(
        Allocation, on_delete=models.PROTECT, related_name="disbursements", db_index=False
    )  # has an index of its own, with its sums
    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="disbursements")
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="disbursements")
    batch = models.ForeignKey(
        PaymentBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="disbursements", editable=False
    )
    #: That under which it was proposed though its gate was closed.
    exception = models.OneToOneField(
        GateException, null=True, blank=True, on_delete=models.PROTECT, related_name="disbursement", editable=False
    )
    channel = models.CharField("cara penyaluran", max_length=10, choices=Channel, default=Channel.DIRECT)
    #: The bank or post office that hands the money out, and the day on which it got it.
    distributor = models.CharField("bank/pos penyalur", max_length=100, blank=True)
    distributor_received_on = models.DateField("diterima bank/pos penyalur", null=True, blank=True)
    amount = models.BigIntegerField("jumlah", validators=[MinValueValidator(1)])
    spp_number = models.CharField("nomor SPP", max_length=60)
    spp_date = models.DateField("tanggal SPP")
    spm_number = models.CharField("nomor SPM", max_length=60, blank=True)
    spm_date = models.DateField("tanggal SPM", null=True, blank=True)
    #: Numbers of SPP and SPM begin anew each year; None of those from before a number was held to be once in a year.
    spp_year = models.PositiveSmallIntegerField(null=True, editable=False)
    spm_year = models.PositiveSmallIntegerField(null=True, editable=False)
    sp2d_number = models.CharField(
        "nomor SP2D",
        max_length=15,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{15}\Z", "Nomor SP2D harus 15 angka.")],
    )
    sp2d_date = models.DateField("tanggal SP2D", null=True, blank=True)
    #: What the LKS says that it got, and when; None until it has said so.
    received_amount = models.BigIntegerField("jumlah diterima", null=True, blank=True)
    received_on = models.DateField("tanggal diterima", null=True, blank=True)
    received_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    received_at = models.DateTimeField(null=True, editable=False)
    #: Why another amount came in than was paid, as the office has found out; empty until somebody says so.
    difference_reason = models.TextField("sebab selisih", blank=True, editable=False)
    difference_explained_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    #: Rupiah of it that its returns take back to the treasury, but for interest, which is the bank's own.
    going_back = models.BigIntegerField("harus kembali", default=0, editable=False)
    #: Days by which its report was late already when the bank's retur was recorded, and who has seen that.
    late_days = models.PositiveIntegerField("LPJ terlambat ketika diretur", null=True, editable=False)
    late_seen_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    late_seen_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    proposed_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[DisbursementQuerySet] = DisbursementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        # Sums by state, of an office and of a budget line, and those of the year's end, are read from these alone.
        indexes = [
            models.Index(
                fields=["office", "state", "sp2d_date", "allocation", "decree", "partner", "instalment", "amount"],
                name="disbursement_office_sums",
            ),
            models.Index(fields=["allocation", "state", "amount"], name="disbursement_line_sums"),
            # The few whose reports are not waited for: left out of every count of overdue ones.
            models.Index(fields=["instalment"], condition=Q(state__in=CAME_BACK), name="disbursement_came_back"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["instalment"],
                condition=~Q(state__in=["rejected", "cancelled"]),
                name="one_living_disbursement_per_instalment",
            ),
            # One that was refused before its SPM may be mended and handed in under its number.
            models.UniqueConstraint(
                fields=["office", "spp_year", "spp_number"],
                condition=~Q(state="rejected"),
                name="spp_number_once_a_year",
            ),
            models.UniqueConstraint(fields=["office", "spm_year", "spm_number"], name="spm_number_once_a_year"),
            models.UniqueConstraint(fields=["sp2d_number"], condition=~Q(sp2d_number=""), name="sp2d_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="disbursement_positive"),
            models.CheckConstraint(
                condition=Q(going_back__gte=0, going_back__lte=F("amount")), name="no_more_goes_back_than_was_paid"
            ),
            models.CheckConstraint(
                condition=Q(difference_reason="") | Q(difference_explained_by__isnull=False),
                name="explained_difference_has_its_author",
            ),
            models.CheckConstraint(
                condition=Q(received_amount__isnull=True) | Q(received_amount__gte=0), name="received_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "accounted"]) | (~Q(sp2d_number="") & Q(sp2d_date__isnull=False)),
                name="paid_has_sp2d",
            ),
        ]

    def __str__(self) -> str:
        return f"Penyaluran {self.instalment}"

    def get_absolute_url(self) -> str:
        return reverse("grants:disbursement", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.instalment.chain

    @property
    def is_running(self) -> bool:
        """Whether a distributor has the money and hands it out."""
        return self.state in PAID_STATES and self.channel == Channel.DISTRIBUTOR

    @property
    def receipt_difference(self) -> int:
        """Rupiah that came in beyond what was paid; negative when less did; nought while the LKS has said nothing."""
        return 0 if self.received_amount is None else self.received_amount - self.amount
