"""The payment of an instalment: SPP, SPM, SP2D."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Office, User
from grants.models.allocation import Allocation
from grants.models.decree import Decree
from grants.models.instalment import OfInstalmentQuerySet
from grants.workflow import DISBURSEMENT, PAID_STATES
from partners.models import BankAccount, Instalment
from trail.state import StatefulModel


class DisbursementQuerySet(OfInstalmentQuerySet):
    def living(self) -> Self:
        """All but the rejected ones: what uses up the allocation and the agreement's value."""
        return self.exclude(state="rejected")

    def paid(self) -> Self:
        """Those whose money has reached the LKS."""
        return self.filter(state__in=PAID_STATES)


class Disbursement(StatefulModel):
    """A payment of one instalment: SPP, SPM, SP2D; ``amount`` in rupiah."""

    workflow = DISBURSEMENT

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="disbursements")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="disbursements", editable=False)
    allocation = models.ForeignKey(
        Allocation, on_delete=models.PROTECT, related_name="disbursements", db_index=False
    )  # has an index of its own, with its sums
    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="disbursements")
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="disbursements")
    amount = models.BigIntegerField("jumlah", validators=[MinValueValidator(1)])
    spp_number = models.CharField("nomor SPP", max_length=60)
    spp_date = models.DateField("tanggal SPP")
    spm_number = models.CharField("nomor SPM", max_length=60, blank=True)
    spm_date = models.DateField("tanggal SPM", null=True, blank=True)
    sp2d_number = models.CharField(
        "nomor SP2D", max_length=15, blank=True, validators=[RegexValidator(r"^\d{15}$", "Nomor SP2D harus 15 angka.")]
    )
    sp2d_date = models.DateField("tanggal SP2D", null=True, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    proposed_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[DisbursementQuerySet] = DisbursementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        # Sums by state, of an office and of a budget line, are read from these alone.
        indexes = [
            models.Index(fields=["office", "state", "amount"], name="disbursement_office_sums"),
            models.Index(fields=["allocation", "state", "amount"], name="disbursement_line_sums"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["instalment"], condition=~Q(state="rejected"), name="one_living_disbursement_per_instalment"
            ),
            models.UniqueConstraint(fields=["sp2d_number"], condition=~Q(sp2d_number=""), name="sp2d_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="disbursement_positive"),
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
