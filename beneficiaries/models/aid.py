"""Aid that a person was given, and aid of the same kind that was given again."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Office, User
from beneficiaries.models.person import OfPersonQuerySet, Person
from beneficiaries.models.serving import Service
from beneficiaries.workflow import AID
from partners.bounds import validate_day
from partners.choices import AssistanceForm, AtensiComponent
from partners.models import Agreement, Partner
from trail.models import AppendOnlyQuerySet
from trail.state import StatefulModel
from vault.models import StoredFile


class AidQuerySet(OfPersonQuerySet):
    def standing(self) -> Self:
        """All but the withdrawn ones."""
        return self.filter(state="recorded")


class Aid(StatefulModel):
    """Money, goods or services handed over to a person; ``value`` in rupiah. Never deleted: withdrawn with a reason.

    ``nik_index`` repeats the person's, so that the same aid is found across offices in one index, without the people.
    """

    workflow = AID

    class Source(models.TextChoices):
        OFFICE = "kantor", "Dicatat kantor"
        REPORT = "laporan", "Laporan LKS yang diterima"
        DECREE = "sk", "SK penerima"

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="aid", editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="aid")
    nik_index = models.CharField(max_length=64, editable=False)
    partner = models.ForeignKey(
        Partner, verbose_name="LKS", null=True, blank=True, on_delete=models.PROTECT, related_name="aid"
    )
    agreement = models.ForeignKey(
        Agreement, verbose_name="perjanjian", null=True, blank=True, on_delete=models.PROTECT, related_name="aid"
    )
    service = models.ForeignKey(
        Service, verbose_name="pelayanan", null=True, blank=True, on_delete=models.PROTECT, related_name="aid"
    )
    component = models.CharField("komponen", max_length=20, choices=AtensiComponent)
    form = models.CharField("bentuk", max_length=10, choices=AssistanceForm)
    item = models.CharField("berupa", max_length=250, blank=True)
    value = models.BigIntegerField("nilai", validators=[MinValueValidator(1)])
    given_on = models.DateField("tanggal serah terima", validators=[validate_day])
    bast_number = models.CharField("nomor BAST", max_length=80, blank=True)
    photo = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: Why the same was given again, where it was known when this was entered.
    despite = models.TextField("alasan diberikan lagi", blank=True)
    source = models.CharField("sumber", max_length=10, choices=Source, default=Source.OFFICE, editable=False)
    #: Names the row of an upper room that this was written down from; no foreign key, for rooms never look up.
    source_record = models.BigIntegerField(null=True, editable=False)
    source_row = models.PositiveIntegerField(null=True, editable=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_because = models.TextField(blank=True, editable=False)

    objects: ClassVar[AidQuerySet] = AidQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-given_on", "-pk"]
        indexes = [
            # All that the search for the same aid reads, so that it need not touch the table.
            models.Index(
                fields=["nik_index", "component", "form", "given_on", "office", "agreement", "source", "id"],
                condition=Q(state="recorded"),
                name="aid_same_kind",
            ),
            models.Index(fields=["office", "given_on", "id"], name="aid_office_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_record", "source_row"],
                condition=Q(source_record__isnull=False),
                name="aid_once_per_source_row",
            ),
            models.CheckConstraint(condition=Q(value__gt=0), name="aid_value_positive"),
            models.CheckConstraint(condition=~Q(nik_index=""), name="aid_has_nik_index"),
            models.CheckConstraint(
                condition=Q(state="recorded") | ~Q(withdrawn_because=""), name="withdrawn_aid_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Bantuan {self.get_component_display()} {self.given_on:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("beneficiaries:aid", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.office.chain

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nik_index = self.person.nik_index
        super().save(*args, **kwargs)


class RepeatQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: User) -> RepeatQuerySet:
        """Where the reader may see at least one of the two."""
        if user.reading.everything:
            return self
        if user.office_id is None:
            own = Partner.objects.visible_to(user)
            return self.filter(Q(first__partner__in=own) | Q(again__partner__in=own))
        either = [
            user.reading.match(office=f"{which}_office", partner=f"{which}__partner") for which in ("first", "again")
        ]
        return self.filter(either[0] | either[1]) if either[0] and either[1] else self.none()

    def standing(self) -> RepeatQuerySet:
        """Where neither of the two was withdrawn."""
        return self.filter(first__state="recorded", again__state="recorded")


class Repeat(models.Model):
    """The same kind of aid to the same person twice, within the days that the law counts. Found when the later of the
    two is written down, and kept, so that a list need not search the whole register."""

    append_only = True

    first = models.ForeignKey(Aid, on_delete=models.PROTECT, related_name="repeated_by")
    again = models.ForeignKey(Aid, on_delete=models.PROTECT, related_name="repeats")
    first_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    again_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    component = models.CharField("komponen", max_length=20, choices=AtensiComponent)
    form = models.CharField("bentuk", max_length=10, choices=AssistanceForm)
    given_on = models.DateField("diberikan lagi pada")
    days = models.PositiveIntegerField("jarak (hari)")

    objects: ClassVar[RepeatQuerySet] = RepeatQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-given_on", "-pk"]
        indexes = [
            models.Index(fields=["first_office", "given_on"], name="repeat_first_office"),
            models.Index(fields=["again_office", "given_on"], name="repeat_again_office"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["first", "again"], name="repeat_once_per_pair"),
            models.CheckConstraint(condition=~Q(first=F("again")), name="repeat_is_of_two"),
        ]

    def __str__(self) -> str:
        return f"Bantuan yang sama, berjarak {self.days} hari"

    @property
    def between_offices(self) -> bool:
        return self.first_office_id != self.again_office_id
