"""Offices, people, and the roles that people hold."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from accounts.reading import Reading, of_offices, reading_of
from accounts.roles import Permission, Role


class Office(models.Model):
    """A work unit (satker): a balai/sentra, or one that audits them, the inspectorate or BPK."""

    class Kind(models.TextChoices):
        BALAI = "balai", "Balai / Sentra"
        INSPECTORATE = "inspektorat", "Pemeriksa (Itjen, BPK)"

    class Zone(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    name = models.CharField("nama", max_length=200, unique=True)
    kind = models.CharField("jenis", max_length=20, choices=Kind, default=Kind.BALAI)
    code = models.CharField(
        "kode satker",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{6}\Z", "Kode satker harus 6 angka.")],
    )
    kppn = models.CharField(
        "kode KPPN", max_length=3, blank=True, validators=[RegexValidator(r"^[0-9]{3}\Z", "Kode KPPN harus 3 angka.")]
    )
    address = models.CharField("alamat", max_length=300, blank=True)
    city = models.CharField("kota", max_length=100, blank=True)
    phone = models.CharField("telepon", max_length=40, blank=True)
    head_name = models.CharField("nama kepala", max_length=200, blank=True)
    time_zone = models.CharField("zona waktu", max_length=20, choices=Zone, default=Zone.WIB)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return self.code

    @property
    def today(self) -> date:
        """The day on this office's own calendar, whoever asks and from where."""
        return timezone.localdate(timezone=ZoneInfo(self.time_zone))


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. Belongs to an office, or (through partners.Officer) to an LKS."""

    email = models.EmailField("surel", unique=True)
    name = models.CharField("nama", max_length=200)
    official_number = models.CharField("NIP", max_length=18, blank=True)
    office = models.ForeignKey(
        Office, verbose_name="kantor", null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    is_active = models.BooleanField("aktif", default=True)
    joined_at = models.DateTimeField("terdaftar pada", auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(grant.role) for grant in self.role_grants.all())

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """What the user's roles allow, before asking which record it is about."""
        held = [role.definition for role in self.roles]
        everywhere = frozenset[Permission]().union(*(role.permissions for role in held))
        if not any(role.of_inspectorate for role in held) or not self.is_of_inspectorate:
            return everywhere
        return everywhere.union(*(role.of_inspectorate for role in held))

    @property
    def role_labels(self) -> str:
        return ", ".join(role.label for role in sorted(self.roles))

    @property
    def reads_by_grants(self) -> bool:
        """Whether engagements say what this person reads of other offices."""
        return any(role.definition.of_inspectorate for role in self.roles) and self.is_of_inspectorate

    @property
    def is_of_inspectorate(self) -> bool:
        return self.office is not None and self.office.kind == Office.Kind.INSPECTORATE

    @cached_property
    def reading(self) -> Reading:
        """Which offices' records the user may read; every ``visible_to`` asks it."""
        return reading_of(self)

    @property
    def sees_several_offices(self) -> bool:
        """Whether lists tell offices apart for this reader."""
        return self.reading.of_several_offices

    @property
    def offices_in_view(self) -> models.QuerySet[Office]:
        """The offices that work with LKS and that the user may read something of."""
        return of_offices(Office.objects.filter(kind=Office.Kind.BALAI), self, office="pk")

    @property
    def is_of_partner(self) -> bool:
        return any(role.definition.of_partner for role in self.roles)

    @property
    def chain(self) -> str:
        """The chain of the person's office; none for LKS people, whose accounts stand in that of who opened them."""
        return self.office.chain if self.office else ""

    def may(self, permission: str, obj: models.Model | None = None) -> bool:
        """Whether the user may do this, and, where a record is given, may see that record at all."""
        if not self.is_active or permission not in self.permissions:
            return False
        if obj is None:
            return True
        return type(obj)._default_manager.visible_to(self).filter(pk=obj.pk).exists()  # type: ignore[attr-defined]


class RoleGrant(models.Model):
    """A role held by a person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField("peran", max_length=20, choices=Role.choices())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="role_once_per_user")]

    def __str__(self) -> str:
        return f"{self.user}: {Role(self.role).label}"


class Effort(models.Model):
    """How much work of the machine a person has asked for lately; see ``accounts.effort``."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="+")
    made_good_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user}: {self.made_good_at:%H.%M.%S}"


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def visible_to(self, user: User) -> SavedFilterQuerySet:
        """Only one's own."""
        return self.filter(user=user)


class SavedFilter(models.Model):
    """What a person chose on a kind of list, under a name: ``page`` names its address, ``query`` what was chosen."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters", editable=False)
    page = models.CharField(max_length=80, editable=False)
    name = models.CharField("nama saringan", max_length=60)
    query = models.CharField(max_length=1000, editable=False)
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[SavedFilterQuerySet] = SavedFilterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="filter_name_once_per_list")]

    def __str__(self) -> str:
        return f"Saringan {self.name}"

    @property
    def chain(self) -> str:
        return self.user.chain
