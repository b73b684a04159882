"""Somebody whom an office serves (penerima manfaat)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Office, User
from beneficiaries.choices import CATEGORIES, Cluster, Sex
from beneficiaries.identity import validate_nik
from beneficiaries.workflow import PERSON
from partners.bounds import validate_document_day
from partners.models import Partner, of_partners
from trail.changed import CLOSED
from trail.state import StatefulModel
from vault.private import EncryptedTextField, keyed_index, mask_nik, mask_words


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> PersonQuerySet:
        """An office's own; for an LKS, or an engagement about single LKS, those whom these served or took over."""
        reading = user.reading
        if reading.everything:
            return self
        own: Any = reading.partners if user.office_id else Partner.objects.visible_to(user).values("pk")
        wanted = Q(office__in=reading.offices)
        if not user.office_id or own:
            for name, whose in (("Service", "partner"), ("Service", "handed_to"), ("Aid", "partner")):
                records = apps.get_model("beneficiaries", name)._default_manager
                wanted |= Q(pk__in=records.filter(**{f"{whose}__in": own}).values("person"))
        return self.filter(wanted)


class OfPersonQuerySet(models.QuerySet[Any]):
    """For what belongs to a person's record at an office and, where an LKS did it, to that LKS.

    An LKS sees only what it did itself, not what others did for the same person.
    """

    def visible_to(self, user: User) -> Self:
        return of_partners(self, user)


class Person(StatefulModel):
    """A person in the register of one office, known by the NIK.

    The NIK is encrypted at rest, found by its keyed index, shown masked; day of birth and sex are what it says.
    Beside the masked number stands the age: the day of birth would tell the digits that the mask hides.
    """

    workflow = PERSON
    #: The trail is read by many, and never purged: a change is told there without saying who it is or what ails them.
    masked_in_trail: ClassVar = {
        "name": mask_words,
        "born_on": lambda day: f"tahun {day.year}",
        "category": lambda _: CLOSED,
    }

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="beneficiaries", editable=False)
    nik = EncryptedTextField("NIK", validators=[validate_nik])
    nik_index = models.CharField(max_length=64, editable=False)
    name = models.CharField("nama", max_length=200)
    born_on = models.DateField("tanggal lahir", null=True, blank=True, validators=[validate_document_day])
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex, editable=False)
    cluster = models.CharField("klaster", max_length=20, choices=Cluster)
    category = models.CharField("kategori PPKS", max_length=30, choices=CATEGORIES, blank=True)
    regency_code = models.CharField("kode kabupaten/kota", max_length=5, blank=True)
    regency = models.CharField("kabupaten/kota", max_length=100, blank=True)
    province = models.CharField("provinsi", max_length=100, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonQuerySet] = PersonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes = [
            models.Index(fields=["office", "name", "id"], name="person_office_name"),
            models.Index(fields=["nik_index"], name="person_nik"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "nik_index"], name="person_once_per_office"),
            models.CheckConstraint(condition=~Q(nik_index=""), name="person_has_nik_index"),
        ]

    def __str__(self) -> str:
        return f"Penerima {self.masked_nik}"  # the trail keeps this: no name

    def get_absolute_url(self) -> str:
        return reverse("beneficiaries:person", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.office.chain

    @property
    def masked_nik(self) -> str:
        return mask_nik(self.nik)

    def age_on(self, day: date) -> int | None:
        """Full years on that day; None where nobody knows, or for a day before the birth."""
        if self.born_on is None or day < self.born_on:
            return None
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nik_index = keyed_index(self.nik)
        super().save(*args, **kwargs)
