"""What of the trail the pages tell: of an engagement and of what its team keeps, to who may see the engagement."""

from __future__ import annotations

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from accounts.models import User
from audits.models import (
    AuditSample,
    Engagement,
    EngagementQuestion,
    Finding,
    Recommendation,
    WorkingPaper,
)
from trail.models import Event, EventQuerySet

#: What events tell of in the audit room, and the way from each to its engagement.
_WAYS = {
    Engagement: "pk",
    EngagementQuestion: "engagement",
    AuditSample: "engagement",
    WorkingPaper: "engagement",
    Finding: "engagement",
    Recommendation: "finding__engagement",
}


def events_for(user: User) -> EventQuerySet:
    """The events that the reader may see, but for those of engagements of others of the same house.

    A chain as a whole tells of these too: who may take it away says ``audits.chains.why_not_taken``.
    """
    seen = Engagement.objects.visible_to(user).order_by().values("pk")
    closed = Q()
    for model, way in _WAYS.items():
        rows = model._default_manager.order_by().filter(**{f"{way}__in": seen})
        opened = rows.annotate(told_as=Cast("pk", TextField())).values("told_as")
        closed |= Q(object_type=model._meta.label_lower) & ~Q(object_id__in=opened)
    return Event.objects.visible_to(user).exclude(closed)
