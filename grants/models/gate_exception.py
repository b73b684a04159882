"""Leave to pay an instalment though its gate is closed: asked by one person, granted by another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Office, User
from grants.models.instalment import OfInstalmentQuerySet
from grants.workflow import GATE_EXCEPTION
from partners.models import Instalment
from trail.state import StatefulModel


class GateException(StatefulModel):
    """Opens the gate of one instalment for the reasons that stood there when it was asked for."""

    workflow = GATE_EXCEPTION

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="gate_exceptions")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="gate_exceptions", editable=False)
    #: Codes of the gate's reasons that it sets aside; a reason that comes later closes the gate again.
    reasons = models.JSONField("alasan gerbang", default=list)
    because = models.TextField("mengapa dikecualikan", max_length=1000)
    valid_until = models.DateField("berlaku sampai")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    granted_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[OfInstalmentQuerySet] = OfInstalmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instalment"], condition=Q(state__in=["asked", "granted"]), name="one_exception_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Pengecualian {self.instalment}"

    @property
    def chain(self) -> str:
        return self.instalment.chain
