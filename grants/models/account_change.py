"""Leave to pay a returned payment into another account of the LKS: asked by one person, approved by another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from grants.models.payment import Disbursement
from grants.models.payment_papers import OfDisbursementQuerySet
from grants.workflow import ACCOUNT_CHANGE
from partners.models import BankAccount
from trail.state import StatefulModel
from vault.models import StoredFile


class AccountChange(StatefulModel):
    """That a payment which a bank returned shall go to another account than the one that was approved."""

    workflow = ACCOUNT_CHANGE

    disbursement = models.ForeignKey(Disbursement, on_delete=models.PROTECT, related_name="account_changes")
    former = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("alasan")
    #: What the LKS or its bank says of the new account.
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[OfDisbursementQuerySet] = OfDisbursementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["disbursement"], condition=Q(state="asked"), name="one_account_change_asked_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(former=F("account")), name="account_change_to_another_account"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")),
                name="account_change_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_by__isnull=False), name="account_change_has_its_approver"
            ),
        ]

    def __str__(self) -> str:
        return f"Pergantian rekening {self.disbursement}"

    def get_absolute_url(self) -> str:
        return reverse("grants:account_change", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.disbursement.chain
