"""The decree of recipients: who gets the money of an agreement."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from partners.models import Agreement, OfAgreementQuerySet
from vault.models import StoredFile


class Decree(models.Model):
    """Decree of recipients (SK penerima bantuan): set by the PPK, approved by the KPA."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="decrees")
    number = models.CharField("nomor SK", max_length=100)
    decided_on = models.DateField("tanggal SK")
    set_by_name = models.CharField("ditetapkan oleh (PPK)", max_length=200)
    approved_by_name = models.CharField("disahkan oleh (KPA)", max_length=200)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[OfAgreementQuerySet] = OfAgreementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-decided_on"]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="decree_once_per_agreement")]

    def __str__(self) -> str:
        return f"SK {self.number}"

    @property
    def chain(self) -> str:
        return self.agreement.chain
