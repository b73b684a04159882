"""What hangs on a payment: its papers, what a bank refused, and what a distributor handed to whom."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from grants.models.decree import DecreeRecipient
from grants.models.payment import Disbursement
from grants.workflow import DELIVERY
from partners.models import BankAccount
from trail.models import AppendOnlyQuerySet
from trail.state import StatefulModel
from vault.models import StoredFile


class OfDisbursementQuerySet(models.QuerySet[Any]):
    """For what hangs on a payment and shares its visibility."""

    def visible_to(self, user: User) -> Self:
        return self.filter(disbursement__in=Disbursement.objects.visible_to(user))


class KeptRetur(AppendOnlyQuerySet, OfDisbursementQuerySet):  # type: ignore[override]
    """Returns by the bank: to be read and added to."""


class Retur(models.Model):
    """That a bank refused a transfer: the SP2D that failed, as it was; ``amount`` in rupiah. Only ever added to."""

    append_only = True

    disbursement = models.ForeignKey(Disbursement, on_delete=models.PROTECT, related_name="returs")
    sp2d_number = models.CharField("nomor SP2D", max_length=15)
    sp2d_date = models.DateField("tanggal SP2D")
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField("jumlah")
    returned_on = models.DateField("tanggal retur")
    reason = models.CharField("alasan bank", max_length=300)
    #: The bank's letter, or the bank's file in which it stands; None of those from before it was asked for.
    paper = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[KeptRetur] = KeptRetur.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sp2d_number"], name="retur_once_per_sp2d"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="retur_positive"),
        ]

    def __str__(self) -> str:
        return f"Retur SP2D {self.sp2d_number}"

    @property
    def chain(self) -> str:
        return self.disbursement.chain


class PaymentDocument(models.Model):
    """A paper that supports a payment: kept, never exchanged; what is wrong gets another beside it."""

    class Kind(models.TextChoices):
        SPP = "spp", "SPP"
        SPM = "spm", "SPM"
        SP2D = "sp2d", "SP2D"
        RECEIPT = "kuitansi", "Kuitansi penerimaan"
        OTHER = "lain", "Pendukung lain"

    disbursement = models.ForeignKey(Disbursement, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    attached_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[OfDisbursementQuerySet] = OfDisbursementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["disbursement", "kind", "file"], name="document_once_per_disbursement")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.disbursement}"

    @property
    def chain(self) -> str:
        return self.disbursement.chain


class Delivery(StatefulModel):
    """What a distributing bank or post office hands to one recipient of the decree; ``amount`` in rupiah."""

    workflow = DELIVERY

    disbursement = models.ForeignKey(Disbursement, on_delete=models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(DecreeRecipient, on_delete=models.PROTECT, related_name="deliveries")
    amount = models.BigIntegerField("jumlah")
    delivered_on = models.DateField("tanggal diserahkan", null=True, blank=True)
    handed_over_by = models.CharField("diserahkan oleh", max_length=200, blank=True)
    proof = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[OfDisbursementQuerySet] = OfDisbursementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["recipient__place"]
        constraints = [
            models.UniqueConstraint(fields=["disbursement", "recipient"], name="delivery_once_per_recipient"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="delivery_positive"),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_on__isnull=False), name="delivered_has_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Penyerahan {self.recipient}"

    @property
    def chain(self) -> str:
        return self.disbursement.chain
