"""Changes of an agreement in force: what an addendum says, and what was before and after it."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from partners.bounds import validate_day
from partners.models.agreement import Agreement, OfAgreementQuerySet
from partners.workflow import ADDENDUM
from trail.models import AppendOnlyQuerySet
from trail.state import StatefulModel
from vault.models import StoredFile


class AddendumQuerySet(OfAgreementQuerySet):
    def visible_to(self, user: User) -> AddendumQuerySet:
        """As the agreement's; an LKS sees what has been proposed, the office its drafts besides."""
        own: AddendumQuerySet = super().visible_to(user)  # type: ignore[assignment]
        return own.exclude(state__in=["draft", "dropped"]) if user.is_of_partner else own


class Addendum(StatefulModel):
    """New terms for an agreement in force: a copy of the old ones, changed; ``value`` in rupiah.

    ``budget`` and ``instalments`` are the whole RAB and all instalments as they shall be, those included that are paid
    and cannot change. Nothing of it counts before it is approved.
    """

    workflow = ADDENDUM

    class Kind(models.TextChoices):
        TERMS = "isi", "Perubahan isi"
        EXTENSION = "perpanjangan", "Perpanjangan"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="addenda", editable=False)
    ordinal = models.PositiveSmallIntegerField("adendum ke", editable=False)
    kind = models.CharField("jenis", max_length=20, choices=Kind, default=Kind.TERMS, editable=False)
    because = models.TextField("mengapa diubah", max_length=1000)
    value = models.BigIntegerField("nilai", validators=[MinValueValidator(1)])
    ends_on = models.DateField("berakhir", validators=[validate_day])
    budget = models.JSONField("RAB", default=list, editable=False)
    instalments = models.JSONField("termin", default=list, editable=False)
    number = models.CharField("nomor adendum", max_length=100, blank=True)
    signed_on = models.DateField("tanggal tanda tangan", null=True, blank=True, validators=[validate_day])
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    drafted_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[AddendumQuerySet] = AddendumQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["agreement", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "ordinal"], condition=~Q(state="dropped"), name="addendum_ordinal_once"
            ),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(state__in=["draft", "proposed"]), name="one_addendum_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["agreement", "number"], condition=~Q(number=""), name="addendum_number_once_per_agreement"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="addendum_value_not_negative"),
            models.CheckConstraint(
                condition=~Q(state="approved") | (~Q(number="") & Q(signed_on__isnull=False, scan__isnull=False)),
                name="approved_addendum_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"Adendum {self.ordinal} {self.agreement}"

    def get_absolute_url(self) -> str:
        return reverse("partners:addendum", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.agreement.chain


class OfAddendumQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: User) -> OfAddendumQuerySet:
        return self.filter(addendum__in=Addendum.objects.visible_to(user))


class Amendment(models.Model):
    """What an approved addendum made of its agreement: all terms before and after, kept as they were. In rupiah."""

    append_only = True

    addendum = models.OneToOneField(Addendum, on_delete=models.PROTECT, related_name="amendment")
    value_before = models.BigIntegerField("nilai semula")
    value_after = models.BigIntegerField("nilai menjadi")
    before = models.JSONField("isi semula")
    after = models.JSONField("isi menjadi")
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[OfAddendumQuerySet] = OfAddendumQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value_before__gte=0, value_after__gte=0), name="amendment_values_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return str(self.addendum)

    @property
    def chain(self) -> str:
        return self.addendum.chain
