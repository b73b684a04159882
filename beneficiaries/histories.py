"""What happened to a person, a service or an aid that no hand wrote: it came in whole with a report or a decree."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, QuerySet

from beneficiaries.models import Aid
from partners.models import Agreement
from trail.models import Event, EventQuerySet

#: Told of the agreement, once for all that was written down.
WRITTEN_DOWN = "aid.write_down"


def history_of(obj: models.Model, aid: QuerySet[Aid]) -> EventQuerySet:
    """The record's own events, and those by which its ``aid`` was written down; oldest first."""
    registers = aid.exclude(source=Aid.Source.OFFICE).order_by()
    came_in = set(registers.values_list("agreement", "source", "source_record").distinct())
    agreements = {str(agreement): agreement for agreement, _, _ in came_in}
    told = Event.objects.filter(object_type=Agreement._meta.label_lower, object_id__in=agreements, verb=WRITTEN_DOWN)
    # The same report may be written down again, and brings nothing then.
    brought = [
        event.pk
        for event in told
        if (agreements[event.object_id], event.data["source"], event.data["record"]) in came_in
        and event.data["written"]
    ]
    own = Q(object_type=obj._meta.label_lower, object_id=str(obj.pk))
    return Event.objects.filter(own | Q(pk__in=brought)).order_by("id")
