"""Writing an event."""

from __future__ import annotations

from datetime import UTC
from typing import Any, Protocol

from django.db import models, transaction
from django.utils import timezone

from trail.chain import GENESIS
from trail.models import Chain, Event

#: The chain of what belongs to no office.
MINISTRY = "pusat"


class Actor(Protocol):
    """Who acts: a user, as far as the trail needs to know one."""

    pk: Any

    @property
    def chain(self) -> str: ...

    def get_full_name(self) -> str: ...

    def may(self, permission: str, obj: models.Model | None = None) -> bool: ...


def chain_of(obj: models.Model, by: Actor | None) -> str:
    """The chain that a record belongs to: its own office's; its actor's where it has none; else the ministry's."""
    return str(getattr(obj, "chain", "") or (by.chain if by is not None else "") or MINISTRY)


def record_event(
    *, verb: str, obj: models.Model, by: Actor | None, data: dict[str, Any] | None = None, label: str = ""
) -> Event:
    """Append an event to the chain of the record's office, inside the caller's transaction.

    ``data`` must be JSON; personal data do not belong in it. ``by`` None is the system itself.
    """
    with transaction.atomic():
        key = chain_of(obj, by)
        Chain.objects.get_or_create(key=key, defaults={"head": GENESIS})
        # The update takes the row: on SQLite it is the write lock, on PostgreSQL the row's.
        Chain.objects.filter(key=key).update(length=models.F("length") + 1)
        chain = Chain.objects.get(key=key)
        event = Event(
            chain=chain,
            number=chain.length,
            at=timezone.now().astimezone(UTC),
            actor_id="" if by is None else str(by.pk),
            actor_name="Sistem" if by is None else by.get_full_name(),
            verb=verb,
            object_type=obj._meta.label_lower,
            object_id=str(obj.pk),
            object_label=(label or str(obj))[:200],
            data=data or {},
            previous=chain.head,
        )
        event.hash = event.computed_hash()
        event.save()
        Chain.objects.filter(key=key).update(head=event.hash)
    return event
