"""Leave to pay an instalment though its gate is closed: asked by one person, granted by another."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office, User
from grants.models.instalment import OfInstalmentQuerySet
from grants.workflow import GATE_EXCEPTION
from partners.bounds import validate_day
from partners.models import Instalment, Partner
from trail.state import StatefulModel


class GateExceptionQuerySet(OfInstalmentQuerySet):
    def holding(self, on: date | None = None) -> Self:
        """Granted, and its last day has not passed."""
        return self.filter(state="granted", valid_until__gte=on or timezone.localdate())

    def ran_out(self, on: date | None = None) -> Self:
        """Granted, and never used before its last day passed."""
        return self.filter(state="granted", valid_until__lt=on or timezone.localdate())


class GateException(StatefulModel):
    """Opens the gate of one instalment, until a day, for reasons that stood there when it was asked for."""

    workflow = GATE_EXCEPTION

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="gate_exceptions")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="gate_exceptions", editable=False)
    #: Codes of the gate's reasons that it sets aside; a reason that comes later closes the gate again.
    reasons = models.JSONField("alasan gerbang", default=list)
    #: The same as they were said on the day of asking.
    sentences = models.JSONField("bunyinya", default=list, editable=False)
    because = models.TextField("mengapa dikecualikan", max_length=1000)
    valid_until = models.DateField("berlaku sampai", validators=[validate_day])
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    granted_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[GateExceptionQuerySet] = GateExceptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instalment"], condition=Q(state="asked"), name="one_exception_asked_for_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["instalment"], condition=Q(state="granted"), name="one_exception_granted_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("asked_by")),
                name="exception_granted_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "used", "replaced"]) | Q(granted_by__isnull=False),
                name="exception_needs_who_granted_it",
            ),
        ]

    def __str__(self) -> str:
        return f"Pengecualian gerbang {self.instalment}"

    def get_absolute_url(self) -> str:
        return reverse("grants:exception", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.instalment.chain

    @property
    def has_run_out(self) -> bool:
        return self.state == "granted" and self.valid_until < timezone.localdate()
