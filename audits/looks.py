"""What was looked at by an engagement: each look stands in the chain of the office whose record it is, and here too."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from audits.models import Engagement
from trail.models import Event
from trail.record import record_event

VERB = "engagement.look"


def tell_engagements(event: Event, user: User) -> None:
    """Write a look into the history of each engagement that it was made by, with where its own event stands."""
    for engagement in Engagement.objects.filter(pk__in=event.data["engagements"]):
        data = {"what": event.sentence, "chain": event.chain_id, "number": event.number}
        record_event(verb=VERB, obj=engagement, by=user, data=data)


def looks_of(engagement: Engagement) -> QuerySet[Event]:
    """The looks by an engagement, the newest first."""
    return Event.objects.about(engagement).filter(verb=VERB).reverse()
