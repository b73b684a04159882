"""The trail of one record in words, for its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from trail.models import Event
from trail.state import StatefulModel

#: How a record of this room began; everything later is a step of its workflow.
_BEGINNINGS = {"disbursement.propose": "SPP diajukan", "treasuryreturn.open": "Sisa dana ditetapkan"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as a reader sees it. ``step`` is the event's name without its record ("approve")."""

    step: str
    sentence: str
    actor_name: str
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)


def history_of(record: StatefulModel) -> list[Happening]:
    """What has happened to this record, oldest first."""
    happenings = []
    for event in Event.objects.about(record):
        step = event.verb.partition(".")[2]
        sentence = _BEGINNINGS.get(event.verb) or record.workflow.step(step).label
        happenings.append(Happening(step, sentence, event.actor_name, event.at, event.data))
    return happenings
