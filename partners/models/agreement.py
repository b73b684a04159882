"""Agreements (PKS) with their budget (RAB) and their instalments."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse

from accounts.models import User
from partners.bounds import MOST_DAYS, validate_day
from partners.choices import Approach, AssistanceForm, AssistancePurpose, AtensiComponent
from partners.models.partner import OfPartnerQuerySet, Partner
from partners.workflow import AGREEMENT
from trail.state import StatefulModel

#: Said by the form and by the action alike.
ENDS_FIRST = "Tanggal berakhir mendahului tanggal mulai. Periksa kedua tanggalnya."


class AgreementQuerySet(OfPartnerQuerySet):
    def visible_to(self, user: User) -> Self:
        """An LKS sees its agreements once they are proposed; the office also its drafts."""
        own = super().visible_to(user)
        return own.exclude(state="draft") if user.is_of_partner else own


class Agreement(StatefulModel):
    """A cooperation agreement (PKS) between the office and an LKS; ``value`` in rupiah."""

    workflow = AGREEMENT

    partner = models.ForeignKey(Partner, verbose_name="LKS", on_delete=models.PROTECT, related_name="agreements")
    number = models.CharField("nomor PKS", max_length=100)
    title = models.CharField("judul kegiatan", max_length=250)
    signed_on = models.DateField("tanggal tanda tangan", validators=[validate_day])
    starts_on = models.DateField("mulai", validators=[validate_day])
    ends_on = models.DateField("berakhir", validators=[validate_day])
    purpose = models.CharField("tujuan bantuan", max_length=20, choices=AssistancePurpose)
    form = models.CharField("bentuk bantuan", max_length=10, choices=AssistanceForm, default=AssistanceForm.MONEY)
    approach = models.CharField("pendekatan", max_length=20, choices=Approach, default=Approach.COMMUNITY)
    components = models.JSONField("komponen ATENSI", default=list)
    scope = models.TextField("ruang lingkup", blank=True)
    value = models.BigIntegerField("nilai", validators=[MinValueValidator(1)])
    report_within_days = models.PositiveSmallIntegerField(
        "laporan paling lambat (hari setelah dana diterima)",
        default=60,
        validators=[MaxValueValidator(MOST_DAYS, f"Paling lama {MOST_DAYS} hari.")],
    )
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    #: The last day on which it held, where it was ended before its time; ``ends_on`` stays what was agreed.
    terminated_on = models.DateField("diputus per", null=True, editable=False)

    objects: ClassVar[AgreementQuerySet] = AgreementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-signed_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "number"], name="agreement_number_once_per_partner"),
            models.CheckConstraint(condition=Q(value__gte=0), name="agreement_value_not_negative"),
            models.CheckConstraint(
                condition=Q(report_within_days__lte=MOST_DAYS),
                name="agreement_report_within_a_year",
                violation_error_message=f"Paling lama {MOST_DAYS} hari.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
                violation_error_message=ENDS_FIRST,
            ),
            models.CheckConstraint(
                condition=Q(state="terminated", terminated_on__isnull=False)
                | (~Q(state="terminated") & Q(terminated_on=None)),
                name="terminated_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"PKS {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("partners:agreement", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.partner.chain

    @property
    def component_labels(self) -> list[str]:
        return [AtensiComponent(value).label for value in self.components]

    def budget_total(self) -> int:
        """Sum of the RAB, in rupiah."""
        return self.budget_lines.aggregate(total=Sum("amount"))["total"] or 0

    def instalment_total(self) -> int:
        """Sum of the planned instalments, in rupiah."""
        return self.instalments.aggregate(total=Sum("amount"))["total"] or 0


class OfAgreementQuerySet(models.QuerySet[Any]):
    """For records that hang on an agreement and share its visibility."""

    def visible_to(self, user: User) -> OfAgreementQuerySet:
        return self.filter(agreement__in=Agreement.objects.visible_to(user))


class BudgetLine(models.Model):
    """A line of the agreement's budget (RAB): amount = volume x unit price, in rupiah."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="budget_lines")
    code = models.CharField("kode", max_length=20)
    description = models.CharField("uraian", max_length=250)
    volume = models.PositiveIntegerField("volume", validators=[MinValueValidator(1)])
    unit = models.CharField("satuan", max_length=30)
    unit_price = models.BigIntegerField("harga satuan", validators=[MinValueValidator(1)])
    amount = models.BigIntegerField("jumlah", editable=False)
    #: Rupiah that accepted reports have used of it; their acceptance writes it down here.
    used = models.BigIntegerField("terpakai", default=0, editable=False)

    objects: ClassVar[OfAgreementQuerySet] = OfAgreementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="budget_code_once_per_agreement"),
            models.CheckConstraint(condition=Q(amount=F("volume") * F("unit_price")), name="budget_amount_is_product"),
            models.CheckConstraint(condition=Q(unit_price__gte=0), name="budget_price_not_negative"),
            models.CheckConstraint(condition=Q(used__gte=0), name="budget_use_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.description}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.amount = self.volume * self.unit_price
        super().save(*args, **kwargs)


class Instalment(models.Model):
    """A part of the agreement's value (termin), paid at once and reported on by one LPJ."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField("termin", validators=[MinValueValidator(1)])
    amount = models.BigIntegerField("jumlah", validators=[MinValueValidator(1)])
    planned_on = models.DateField("rencana penyaluran")
    #: Whether a payment is asked for or made; the actions of payments keep it, so that the few left are found at once.
    requested = models.BooleanField(default=False, editable=False)

    objects: ClassVar[OfAgreementQuerySet] = OfAgreementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["agreement", "number"]
        indexes = [
            models.Index(fields=["planned_on", "id"], condition=Q(requested=False), name="instalment_to_request"),
            # The way from an office's agreements to what hangs on their instalments, without touching the table.
            models.Index(fields=["agreement", "id"], name="instalment_of_agreement"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="instalment_number_once_per_agreement"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="instalment_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"Termin {self.number} {self.agreement}"

    @property
    def key(self) -> str:
        """Names the instalment outside the database: a workbook still finds it after a restore or a move."""
        return f"{self.agreement.partner.key}/{self.agreement.number}/{self.number}"

    @property
    def chain(self) -> str:
        return self.agreement.chain
