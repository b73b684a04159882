"""The trail of one record in words, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trail.models import Event
from trail.state import StatefulModel
from trail.telling import sentence_of


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as a reader sees it. ``step`` is the event's name without its record ("approve")."""

    step: str
    sentence: str
    actor_name: str
    at: datetime
    data: dict[str, Any]


def history_of(record: StatefulModel) -> list[Happening]:
    """What has happened to this record, oldest first."""
    return [
        Happening(
            step=event.verb.rpartition(".")[2],
            sentence=sentence_of(event.verb, event.object_type),
            actor_name=event.actor_name,
            at=event.at,
            data=event.data,
        )
        for event in Event.objects.about(record)
    ]
