"""What the signals of risk weigh for an engagement, where its team judges them otherwise than Amanah."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from accounts.models import User
from audits.models.engagement import Engagement
from reports.models.revision import Immutable
from trail.models import AppendOnlyQuerySet


class SignalWeightsQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: User) -> SignalWeightsQuerySet:
        """Those of the engagements that the reader may see."""
        return self.filter(engagement__in=Engagement.objects.visible_to(user))


class SignalWeights(Immutable):
    """The weights that a team has set, all signals by their key; the last ones count, those before are kept."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="weights")
    weights = models.JSONField("bobot")
    reason = models.TextField("alasan")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects: ClassVar[SignalWeightsQuerySet] = SignalWeightsQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"Bobot sinyal, {self.engagement}"

    @property
    def chain(self) -> str:
        return self.engagement.chain
