"""The balai's money: from a DIPA line to the recipient's account, back to the treasury what is left, and who must get
none any more."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Office, User
from grants.workflow import DEATH_RECORD, DISBURSEMENT, PAID_STATES, TREASURY_RETURN
from partners.bounds import validate_document_day
from partners.models import Agreement, BankAccount, Instalment, OfAgreementQuerySet
from regulations.nik import nik_fault
from trail.state import StatefulModel
from vault.models import StoredFile
from vault.private import EncryptedTextField, keyed_index, mask_nik


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def visible_to(self, user: User) -> AllocationQuerySet:
        """The office's own budget lines; an LKS sees none."""
        if user.sees_every_office:
            return self
        return self.filter(office=user.office_id) if user.office_id else self.none()

    def with_use(self) -> AllocationQuerySet:
        """Each line with ``used``, in rupiah: all disbursements but rejected ones."""
        # A subquery, not a join: sums over this query set must count each line once.
        of_line = Disbursement.objects.living().filter(allocation=OuterRef("pk")).order_by().values("allocation")
        return self.annotate(used=Coalesce(Subquery(of_line.annotate(total=Sum("amount")).values("total")), 0))

    def with_room_for(self, amount: int) -> AllocationQuerySet:
        """Lines of which at least ``amount`` rupiah remain, with their use."""
        return self.with_use().alias(room=F("amount") - F("used")).filter(room__gte=amount)


class Allocation(models.Model):
    """A line of the office's budget (DIPA) for one fiscal year; ``amount`` in rupiah."""

    office = models.ForeignKey(Office, verbose_name="kantor", on_delete=models.PROTECT, related_name="allocations")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    program = models.CharField("program", max_length=20)
    activity = models.CharField("kegiatan", max_length=20)
    kro = models.CharField("KRO", max_length=20)
    ro = models.CharField("RO", max_length=20)
    component = models.CharField("komponen", max_length=20)
    subcomponent = models.CharField("subkomponen", max_length=20, blank=True)
    account = models.CharField("akun", max_length=6, validators=[RegexValidator(r"^\d{6}$", "Akun harus 6 angka.")])
    description = models.CharField("uraian", max_length=250)
    amount = models.BigIntegerField("pagu", validators=[MinValueValidator(1)])
    #: Rupiah in use, where the query set said ``with_use``.
    used: int

    objects: ClassVar[AllocationQuerySet] = AllocationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-year", "program", "activity", "account"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "program", "activity", "kro", "ro", "component", "subcomponent", "account"],
                name="allocation_line_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="allocation_not_negative"),
        ]

    def __str__(self) -> str:
        return f"DIPA {self.year} {self.budget_code}"

    @property
    def chain(self) -> str:
        return self.office.chain

    @property
    def budget_code(self) -> str:
        parts = [self.program, self.activity, self.kro, self.ro, self.component, self.subcomponent, self.account]
        return ".".join(part for part in parts if part)

    @property
    def remaining(self) -> int:
        """Rupiah that may still be proposed, where the query set said ``with_use``."""
        return self.amount - self.used

    def committed(self) -> int:
        """Rupiah of this line that are proposed, approved or paid."""
        return self.disbursements.living().aggregate(total=Sum("amount"))["total"] or 0


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


class OfInstalmentQuerySet(models.QuerySet[Any]):
    """For records that hang on an instalment, share its agreement's visibility, and repeat its ``office``.

    The office of an LKS never changes. Asked of the record's own column, where it stands beside what lists order and
    sum up, a list of twenty thousand opens like one of two hundred.
    """

    def visible_to(self, user: User) -> Self:
        """Its own records for an LKS, the office's for an employee, all for an inspectorate auditor."""
        if user.sees_every_office:
            return self
        if user.office_id:
            return self.filter(office=user.office_id)
        return self.filter(instalment__agreement__in=Agreement.objects.visible_to(user))

    def with_partner(self) -> Self:
        """With all that a list shows, in one query."""
        return self.select_related("instalment__agreement__partner__office")


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


class TreasuryReturn(StatefulModel):
    """Money of an instalment that goes back to the state treasury; ``amount`` in rupiah."""

    workflow = TREASURY_RETURN

    class Kind(models.TextChoices):
        REMAINDER = "sisa", "Sisa dana"

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="returns")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="returns", editable=False)
    kind = models.CharField("jenis", max_length=20, choices=Kind, default=Kind.REMAINDER)
    amount = models.BigIntegerField("jumlah")
    billing_code = models.CharField(
        "kode billing",
        max_length=15,
        blank=True,
        validators=[RegexValidator(r"^\d{15}$", "Kode billing harus 15 angka.")],
    )
    ntpn = models.CharField(
        "NTPN",
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^[0-9A-Z]{16}$", "NTPN harus 16 huruf besar atau angka.")],
    )
    paid_on = models.DateField("tanggal setor", null=True, blank=True)
    proof = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    deposited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    deposited_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[OfInstalmentQuerySet] = OfInstalmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        # An office's list in its order and its sums by state are read from this alone.
        indexes = [models.Index(fields=["office", "state", "opened_at", "amount"], name="return_office_sums")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="return_positive"),
            models.UniqueConstraint(fields=["instalment", "kind"], name="one_return_of_a_kind_per_instalment"),
            models.UniqueConstraint(fields=["ntpn"], condition=~Q(ntpn=""), name="ntpn_once"),
            models.CheckConstraint(
                condition=Q(state="open")
                | (~Q(billing_code="") & ~Q(ntpn="") & Q(paid_on__isnull=False) & Q(proof__isnull=False)),
                name="deposited_return_has_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"Pengembalian {self.instalment}"

    def get_absolute_url(self) -> str:
        return reverse("grants:return", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.instalment.chain


class DeathRecordQuerySet(models.QuerySet["DeathRecord"]):
    def visible_to(self, user: User) -> DeathRecordQuerySet:
        """The office's own records; all for an inspectorate auditor; none for an LKS."""
        if user.sees_every_office:
            return self
        return self.filter(office=user.office_id) if user.office_id else self.none()

    def standing(self) -> DeathRecordQuerySet:
        """All but the withdrawn ones."""
        return self.filter(state="recorded")


def validate_nik(nik: str) -> None:
    """Refuses what cannot be a NIK; a slip here would accuse somebody else's report."""
    fault = nik_fault(nik)
    if fault:
        found, expected = fault
        raise ValidationError(f"NIK ini tidak mungkin benar: {found}; seharusnya {expected}.")


class DeathRecord(StatefulModel):
    """That a person has died, by a paper that the office has seen: aid must not go to this person any more.

    The NIK is encrypted at rest, found by its index, shown masked. What was recorded wrongly is withdrawn with a
    reason, never changed or deleted; the person may then be recorded anew.
    """

    workflow = DEATH_RECORD

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="death_records", editable=False)
    nik = EncryptedTextField("NIK", validators=[validate_nik])
    nik_index = models.CharField(max_length=64, db_index=True, editable=False)
    died_on = models.DateField("tanggal meninggal", validators=[validate_document_day])
    source = models.CharField("sumber", max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_because = models.TextField(blank=True, editable=False)

    objects: ClassVar[DeathRecordQuerySet] = DeathRecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "nik_index"], condition=Q(state="recorded"), name="death_once_per_person"
            ),
            models.CheckConstraint(condition=~Q(nik_index=""), name="death_has_nik_index"),
            models.CheckConstraint(
                condition=Q(state="recorded") | ~Q(withdrawn_because=""), name="withdrawn_death_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Kematian {self.masked_nik}"

    @property
    def chain(self) -> str:
        return self.office.chain

    @property
    def masked_nik(self) -> str:
        return mask_nik(self.nik)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nik_index = keyed_index(self.nik)
        super().save(*args, **kwargs)
