"""LKS: who they are, what entitles them, and their account."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office, User
from accounts.reading import Rows, of_offices
from accounts.roles import Role
from partners.bounds import validate_document_day
from vault.models import StoredFile
from vault.private import mask_number

#: So long an account that is new or another one is told beside what is paid to it.
LATELY = timedelta(days=90)


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, user: User) -> PartnerQuerySet:
        """An officer's own LKS; an employee's office's; those that an auditor's engagement covers."""
        if user.office_id:
            return of_offices(self, user, partner="pk")
        return self.filter(pk__in=Officer.objects.filter(user=user, active=True).values("partner"))


class Partner(models.Model):
    """A social welfare institution (LKS), as registered by one office."""

    class LegalForm(models.TextChoices):
        FOUNDATION = "yayasan", "Yayasan"
        ASSOCIATION = "perkumpulan", "Perkumpulan"
        NONE = "tidak_berbadan_hukum", "Tidak berbadan hukum"

    office = models.ForeignKey(Office, verbose_name="kantor", on_delete=models.PROTECT, related_name="partners")
    name = models.CharField("nama LKS", max_length=200)
    legal_form = models.CharField("bentuk", max_length=30, choices=LegalForm, default=LegalForm.FOUNDATION)
    registration_number = models.CharField("nomor tanda daftar", max_length=80)
    first_registration_number = models.CharField(max_length=80, editable=False)
    npwp = models.CharField(
        "NPWP",
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^([0-9]{15}|[0-9]{16})\Z", "NPWP harus 15 atau 16 angka.")],
    )
    address = models.CharField("alamat", max_length=300, blank=True)
    regency_code = models.CharField("kode kabupaten/kota", max_length=5, blank=True)
    regency = models.CharField("kabupaten/kota", max_length=100)
    province = models.CharField("provinsi", max_length=100, blank=True)
    phone = models.CharField("telepon", max_length=40, blank=True)
    email = models.EmailField("surel", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PartnerQuerySet] = PartnerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "registration_number"], name="partner_registration_once_per_office"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:partner", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.office.chain

    @property
    def key(self) -> str:
        """Names the LKS outside the database, in a workbook say; stays when the registration is renewed."""
        return f"{self.office.code}/{self.first_registration_number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.first_registration_number:
            self.first_registration_number = self.registration_number
        super().save(*args, **kwargs)

    def officer(self, role: Role) -> Officer | None:
        """Who holds this role at the LKS now, or None."""
        return self.officers.filter(role=role, active=True).order_by("-pk").first()

    @property
    def head(self) -> Officer | None:
        return self.officer(Role.PARTNER_HEAD)

    @property
    def treasurer(self) -> Officer | None:
        return self.officer(Role.TREASURER)

    @property
    def account(self) -> BankAccount | None:
        """The bank account in use, or None."""
        return self.bank_accounts.filter(active=True).order_by("-pk").first()


def of_partners(rows: Rows, user: User, *, partner: str = "partner", office: str = "office") -> Rows:
    """Those of the rows that the user may read, by their own columns for the LKS and its office.

    Their own for people of an LKS, the office's for an employee, what the engagement covers for an auditor.
    """
    if user.office_id:
        return of_offices(rows, user, office=office, partner=partner)
    return rows.filter(**{f"{partner}__in": Partner.objects.visible_to(user)})


class OfPartnerQuerySet(models.QuerySet[Any]):
    """For records that hang on a partner and share its visibility."""

    def visible_to(self, user: User) -> Self:
        return self.filter(partner__in=Partner.objects.visible_to(user))


class Officer(models.Model):
    """A person of the LKS who signs or reports: its head or its treasurer."""

    masked_in_trail: ClassVar = {
        "phone": mask_number,
        "email": lambda address: "•••@" + address.rpartition("@")[2],
    }

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="officers")
    role = models.CharField(
        "jabatan",
        max_length=20,
        choices=[(Role.PARTNER_HEAD.value, "Ketua"), (Role.TREASURER.value, "Bendahara")],
    )
    name = models.CharField("nama", max_length=200)
    phone = models.CharField("telepon", max_length=40, blank=True)
    email = models.EmailField("surel", blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="offices_at_partners")
    active = models.BooleanField("aktif", default=True)

    objects: ClassVar[OfPartnerQuerySet] = OfPartnerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["role", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "role"], condition=Q(active=True), name="one_active_officer_per_role"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return self.partner.chain


def zone_of_officer(user: User) -> str | None:
    """The time zone of the office that an LKS's officer reports to; None for anybody else."""
    zones = Officer.objects.filter(user=user, active=True).values_list("partner__office__time_zone", flat=True)
    return zones.first()


class DocumentQuerySet(OfPartnerQuerySet):
    def running_out(self, until: date) -> Self:
        """Those that end before or on that day and have no successor: another of their kind that holds longer."""
        longer = PartnerDocument.objects.filter(partner=OuterRef("partner"), kind=OuterRef("kind")).filter(
            Q(valid_until=None) | Q(valid_until__gt=OuterRef("valid_until"))
        )
        return self.filter(valid_until__lte=until).exclude(Exists(longer)).order_by("valid_until", "pk")


class PartnerDocument(models.Model):
    """A document that entitles the LKS: it runs out, and it is renewed."""

    class Kind(models.TextChoices):
        DEED = "akta", "Akta pendirian"
        REGISTRATION = "tanda_daftar", "Tanda daftar LKS"
        ACCREDITATION = "akreditasi", "Akreditasi"
        TAX_NUMBER = "npwp", "NPWP"

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField("jenis", max_length=20, choices=Kind)
    number = models.CharField("nomor", max_length=100)
    issued_on = models.DateField("tanggal terbit", null=True, blank=True, validators=[validate_document_day])
    valid_until = models.DateField(
        "berlaku sampai",
        null=True,
        blank=True,
        help_text="Kosongkan bila tanpa batas waktu.",
        validators=[validate_document_day],
    )
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["kind", "-valid_until"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "kind", "number"], name="document_once_per_partner"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def chain(self) -> str:
        return self.partner.chain

    def valid_on(self, day: date) -> bool:
        return (self.issued_on is None or self.issued_on <= day) and (
            self.valid_until is None or self.valid_until >= day
        )


class BankAccount(models.Model):
    """Where the treasury pays to."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="bank_accounts")
    bank = models.CharField("bank", max_length=80)
    number = models.CharField(
        "nomor rekening",
        max_length=30,
        validators=[RegexValidator(r"^[0-9]{5,30}\Z", "Nomor rekening hanya angka, 5–30.")],
    )
    holder = models.CharField("atas nama", max_length=200)
    active = models.BooleanField("dipakai", default=True)
    #: Who made it the one in use, and when; None of those from before this was kept.
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    set_at = models.DateTimeField(null=True, editable=False)
    #: Why it is right though its holder is not the LKS, or another LKS has the same number.
    reason = models.TextField("alasan", blank=True, editable=False)

    objects: ClassVar[OfPartnerQuerySet] = OfPartnerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["number"], name="account_by_number")]
        constraints = [
            models.UniqueConstraint(fields=["partner", "bank", "number", "holder"], name="account_once_per_partner"),
            models.UniqueConstraint(fields=["partner"], condition=Q(active=True), name="one_active_account"),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.number} a.n. {self.holder}"

    @property
    def set_lately(self) -> bool:
        """Whether it was made the one in use within ``LATELY``: worth a second look before money goes there."""
        return self.set_at is not None and timezone.now() - self.set_at <= LATELY

    @property
    def chain(self) -> str:
        return self.partner.chain
