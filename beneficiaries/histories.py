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
    wanted = Q(object_type=obj._meta.label_lower, object_id=str(obj.pk))
    registers = aid.exclude(source=Aid.Source.OFFICE).order_by()
    for agreement, source, record in registers.values_list("agreement", "source", "source_record").distinct():
        of_agreement = Q(object_type=Agreement._meta.label_lower, object_id=str(agreement), verb=WRITTEN_DOWN)
        # The same report may be written down again, and brings nothing then.
        wanted |= of_agreement & Q(data__source=source, data__record=record, data__written__gt=0)
    return Event.objects.filter(wanted).order_by("id")
