"""The early end of an agreement: asked for by one person with its paper, decided by another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from partners.bounds import validate_day
from partners.models.agreement import Agreement, OfAgreementQuerySet
from partners.workflow import TERMINATION
from trail.state import StatefulModel
from vault.models import StoredFile


class TerminationQuerySet(OfAgreementQuerySet):
    def visible_to(self, user: User) -> TerminationQuerySet:
        """As the agreement's; an LKS sees what has been decided, the office what is asked for besides."""
        own: TerminationQuerySet = super().visible_to(user)  # type: ignore[assignment]
        return own.filter(state="approved") if user.is_of_partner else own


class Termination(StatefulModel):
    """That an agreement in force shall end before its time; it does so once a second person has approved."""

    workflow = TERMINATION

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="terminations", editable=False)
    terminated_on = models.DateField("diputus per", validators=[validate_day])
    because = models.TextField("mengapa diputus", max_length=1000)
    #: What it rests on: the LKS's letter, a protocol of a visit, a warning that was not answered.
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[TerminationQuerySet] = TerminationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(state__in=["asked", "approved"]), name="one_termination_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(approved_by__isnull=False) & ~Q(approved_by=models.F("asked_by"))),
                name="who_asks_for_an_end_does_not_approve_it",
            ),
        ]

    def __str__(self) -> str:
        return f"Pemutusan {self.agreement}"

    def get_absolute_url(self) -> str:
        return reverse("partners:termination", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.agreement.chain
