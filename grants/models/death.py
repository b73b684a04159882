"""Who must get no aid any more, for the office has seen the paper of the death."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Office, User
from accounts.reading import of_offices
from beneficiaries.identity import validate_nik
from grants.workflow import DEATH_RECORD
from partners.bounds import validate_document_day
from trail.state import StatefulModel
from vault.private import EncryptedTextField, keyed_index, mask_nik


class DeathRecordQuerySet(models.QuerySet["DeathRecord"]):
    def visible_to(self, user: User) -> DeathRecordQuerySet:
        """The office's own records; all for an inspectorate auditor; none for an LKS."""
        return of_offices(self, user)

    def standing(self) -> DeathRecordQuerySet:
        """All but the withdrawn ones."""
        return self.filter(state="recorded")


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
