"""The decree of recipients: who gets the money of an agreement, how much, and into which account."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse

from accounts.models import User
from grants.workflow import DECREE
from partners.choices import AssistanceForm, AtensiComponent
from partners.models import Agreement, OfAgreementQuerySet
from trail.state import StatefulModel
from vault.models import StoredFile
from vault.private import EncryptedTextField, keyed_index, mask_nik, mask_number


class DecreeQuerySet(OfAgreementQuerySet):
    def in_force(self) -> Self:
        """Those approved and not replaced by a further decree."""
        return self.filter(state="approved")


class Decree(StatefulModel):
    """Decree of recipients (SK penerima bantuan): drafted by the PPK, approved by the KPA.

    A further decree carries the whole list anew, names the one that it changes, and replaces it once approved.
    """

    workflow = DECREE

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="decrees")
    number = models.CharField("nomor SK", max_length=100)
    decided_on = models.DateField("tanggal SK")
    set_by_name = models.CharField("ditetapkan oleh (PPK)", max_length=200)
    approved_by_name = models.CharField("disahkan oleh (KPA)", max_length=200)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changes = models.ForeignKey(
        "self", verbose_name="mengubah SK", null=True, blank=True, on_delete=models.PROTECT, related_name="changed_by"
    )
    drafted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[DecreeQuerySet] = DecreeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-decided_on"]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="decree_once_per_agreement")]

    def __str__(self) -> str:
        return f"SK {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("grants:decree", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.agreement.chain

    def total(self) -> int:
        """Sum of what its recipients get, in rupiah."""
        return self.recipients.aggregate(total=Sum("amount"))["total"] or 0


class OfDecreeQuerySet(models.QuerySet[Any]):
    """For what hangs on a decree and shares its visibility."""

    def visible_to(self, user: User) -> Self:
        return self.filter(decree__in=Decree.objects.visible_to(user))


class DecreeRecipient(models.Model):
    """A person whom a decree names; ``amount`` in rupiah, for goods and services their value.

    NIK and account number are encrypted at rest, found by their keyed indexes, and shown masked.
    """

    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="recipients")
    place = models.PositiveIntegerField("nomor urut")
    nik = EncryptedTextField("NIK")
    nik_index = models.CharField(max_length=64, db_index=True, editable=False)
    name = models.CharField("nama", max_length=200)
    component = models.CharField("komponen", max_length=20, choices=AtensiComponent, blank=True)
    form = models.CharField("bentuk", max_length=10, choices=AssistanceForm, default=AssistanceForm.MONEY)
    amount = models.BigIntegerField("jumlah", validators=[MinValueValidator(1)])
    bank = models.CharField("bank", max_length=80, blank=True)
    account_number = EncryptedTextField("nomor rekening", blank=True)
    account_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    account_holder = models.CharField("atas nama", max_length=200, blank=True)

    objects: ClassVar[OfDecreeQuerySet] = OfDecreeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["decree", "place"]
        constraints = [
            models.UniqueConstraint(fields=["decree", "nik_index"], name="recipient_once_per_decree"),
            models.UniqueConstraint(fields=["decree", "place"], name="recipient_place_once_per_decree"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="recipient_amount_positive"),
            models.CheckConstraint(condition=~Q(nik_index=""), name="recipient_has_nik_index"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.masked_nik})"

    @property
    def chain(self) -> str:
        return self.decree.chain

    @property
    def masked_nik(self) -> str:
        return mask_nik(self.nik)

    @property
    def masked_account(self) -> str:
        return mask_number(self.account_number)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nik_index = keyed_index(self.nik)
        self.account_index = keyed_index(self.account_number) if self.account_number else ""
        super().save(*args, **kwargs)
