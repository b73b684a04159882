"""Leave to sign with an LKS although something stands in the way: asked by one person, granted by another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from partners.bounds import validate_day
from partners.models.partner import OfPartnerQuerySet, Partner
from partners.workflow import SANCTION_LIFT
from trail.state import StatefulModel


class SanctionLift(StatefulModel):
    """Sets aside, until a day, what stood in the way of new agreements with an LKS when it was asked for."""

    workflow = SANCTION_LIFT

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="sanction_lifts", editable=False)
    #: Keys of the obstacles that it sets aside; one that comes later stands in the way again.
    obstacles = models.JSONField("yang dikesampingkan", default=list, editable=False)
    #: The same as they were said on the day of asking.
    sentences = models.JSONField("bunyinya", default=list, editable=False)
    because = models.TextField("mengapa dicabut", max_length=1000)
    valid_until = models.DateField("berlaku sampai", validators=[validate_day])
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    granted_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[OfPartnerQuerySet] = OfPartnerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partner"], condition=Q(state="asked"), name="one_lift_asked_for_at_a_time")
        ]

    def __str__(self) -> str:
        return f"Pencabutan sanksi {self.partner}"

    def get_absolute_url(self) -> str:
        return reverse("partners:lift", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.partner.chain
