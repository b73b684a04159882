"""The decree of recipients: who gets the money of an agreement, how much, and into which account."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum
from django.urls import reverse

from accounts.models import User
from beneficiaries.identity import validate_nik
from beneficiaries.models import Aid
from grants.models.death import DeathRecord
from grants.workflow import DECREE
from partners.choices import AssistanceForm, AtensiComponent
from partners.models import Agreement, OfAgreementQuerySet
from trail.state import StatefulModel
from vault.models import StoredFile
from vault.private import EncryptedTextField, keyed_index, mask_nik, mask_number

#: States before a decree binds.
UNFINISHED = ("draft", "proposed")


class DecreeQuerySet(OfAgreementQuerySet):
    def visible_to(self, user: User) -> Self:
        """As the agreement; an LKS sees none that the office has not approved yet."""
        decrees = self.filter(agreement__in=Agreement.objects.visible_to(user))
        return decrees.exclude(state__in=UNFINISHED) if user.is_of_partner else decrees

    def in_force(self) -> Self:
        """Those approved and not replaced by a further decree."""
        return self.filter(state="approved")

    def unfinished(self) -> Self:
        """Those that the office still works on."""
        return self.filter(state__in=UNFINISHED)


class Decree(StatefulModel):
    """Decree of recipients (SK penerima bantuan): drafted by the PPK, approved by the KPA.

    A further decree carries the whole list anew, names the one that it changes, and replaces it once approved. An
    agreement has at most one in force, and at most one in preparation.
    """

    workflow = DECREE

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="decrees")
    number = models.CharField("nomor SK", max_length=100)
    decided_on = models.DateField("tanggal SK")
    set_by_name = models.CharField("ditetapkan oleh (PPK)", max_length=200)
    approved_by_name = models.CharField("disahkan oleh (KPA)", max_length=200)
    #: Whether persons get the aid, by a list; otherwise the LKS itself does.
    names_people = models.BooleanField("penerima perorangan", default=False)
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
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="decree_once_per_agreement"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(state="approved"), name="one_decree_in_force_per_agreement"
            ),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(state__in=UNFINISHED), name="one_decree_in_preparation"
            ),
        ]

    def __str__(self) -> str:
        return f"SK {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("grants:decree", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.agreement.chain

    @property
    def shown_state(self) -> str:
        """The state by which a badge is chosen: a decree that is approved is in force, which a payment is not yet."""
        return {"approved": "active", "replaced": "closed"}.get(self.state, self.state)

    def total(self) -> int:
        """Sum of what its recipients get, in rupiah."""
        return self.recipients.aggregate(total=Sum("amount"))["total"] or 0


ACCOUNT_NUMBER = RegexValidator(r"^[0-9]{5,30}\Z", "Nomor rekening hanya angka, 5–30.")


#: What may be odd about somebody on a list; the values stand in addresses.
MARKS = {
    "dibantu": "Sudah dibantu di luar PKS ini",
    "rekening": "Rekening dipakai lebih dari satu orang",
    "meninggal": "Tercatat meninggal",
}


class DecreeRecipientQuerySet(models.QuerySet["DecreeRecipient"]):
    def visible_to(self, user: User) -> DecreeRecipientQuerySet:
        """As the decree that names them."""
        return self.filter(decree__in=Decree.objects.visible_to(user))

    def marked(self, mark: str) -> DecreeRecipientQuerySet:
        """Those of whom this is true now, in whichever office it was written down: a question to the database, not a
        pass over the list."""
        odd: models.QuerySet[Any]
        if mark == "dibantu":
            # As beneficiaries.repeated has it: registers and decrees in force; by the form alone without a component.
            component = ExpressionWrapper(OuterRef("component"), output_field=models.CharField())
            same = Q(component=F("asked")) | Q(component="") | Q(asked="")
            aid = Aid.objects.standing().filter(nik_index=OuterRef("nik_index"), form=OuterRef("form"))
            aid = aid.exclude(agreement=OuterRef("decree__agreement")).annotate(asked=component).filter(same)
            other = DecreeRecipient.objects.filter(nik_index=OuterRef("nik_index"), form=OuterRef("form"))
            other = other.filter(decree__state="approved").exclude(decree__agreement=OuterRef("decree__agreement"))
            return self.filter(Exists(aid) | Exists(other.annotate(asked=component).filter(same)))
        if mark == "rekening":
            odd = DecreeRecipient.objects.filter(decree=OuterRef("decree"), account_index=OuterRef("account_index"))
            odd = odd.exclude(account_index="").exclude(pk=OuterRef("pk"))
        else:
            odd = DeathRecord.objects.standing().filter(nik_index=OuterRef("nik_index"))
        return self.filter(Exists(odd))

    def not_in(self, other: Decree) -> DecreeRecipientQuerySet:
        """Those whom another decree does not name."""
        return self.filter(~Exists(other.recipients.filter(nik_index=OuterRef("nik_index"))))

    def otherwise_in(self, other: Decree) -> DecreeRecipientQuerySet:
        """Those to whom another decree gives another amount; ``was`` says which."""
        there = other.recipients.filter(nik_index=OuterRef("nik_index")).values("amount")
        return self.annotate(was=Subquery(there)).filter(was__isnull=False).exclude(was=F("amount"))


class DecreeRecipient(models.Model):
    """A person whom a decree names; ``amount`` in rupiah, for goods and services their value.

    NIK and account number are encrypted at rest, found by their keyed indexes, and shown masked.
    """

    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="recipients")
    place = models.PositiveIntegerField("nomor urut")
    nik = EncryptedTextField("NIK", validators=[validate_nik])
    nik_index = models.CharField(max_length=64, db_index=True, editable=False)
    name = models.CharField("nama", max_length=200)
    component = models.CharField("komponen", max_length=20, choices=AtensiComponent, blank=True)
    form = models.CharField("bentuk", max_length=10, choices=AssistanceForm, default=AssistanceForm.MONEY)
    amount = models.BigIntegerField("jumlah", validators=[MinValueValidator(1)])
    bank = models.CharField("bank", max_length=80, blank=True)
    account_number = EncryptedTextField("nomor rekening", blank=True, validators=[ACCOUNT_NUMBER])
    account_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    account_holder = models.CharField("atas nama", max_length=200, blank=True)
    #: Why this person stands here though another office has recorded that they died.
    despite = models.TextField("alasan tetap dicantumkan", blank=True)

    objects: ClassVar[DecreeRecipientQuerySet] = DecreeRecipientQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["decree", "place"]
        # What a decree comes to is read from this alone.
        indexes = [models.Index(fields=["decree", "amount"], name="recipient_decree_sums")]
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
