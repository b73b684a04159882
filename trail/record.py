"""Writing an event."""

from __future__ import annotations

from typing import Any, Protocol

from django.db import models, transaction
from django.utils import timezone

from trail.chain import GENESIS, plain
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
    key = chain_of(obj, by)
    # No savepoint: an action without its event must not stand.
    with transaction.atomic(savepoint=False):
        chain = _taken(key)
        event = Event(
            chain=chain,
            number=chain.length + 1,
            at=timezone.now(),
            actor_id="" if by is None else str(by.pk),
            actor_name="Sistem" if by is None else by.get_full_name(),
            verb=verb,
            object_type=obj._meta.label_lower,
            object_id=str(obj.pk),
            object_label=(label or str(obj))[:200],
            data=plain(data or {}),
            previous=chain.head,
        )
        event.hash = event.computed_hash()
        event.save(force_insert=True)
        Chain.objects.filter(key=key).update(length=event.number, head=event.hash)
    return event


def _taken(key: str) -> Chain:
    """The head of a chain, taken until the transaction ends: its writers queue here on PostgreSQL by the row's lock;
    on SQLite, whose transactions are immediate, they have queued already."""
    heads = Chain.objects.select_for_update()
    try:
        return heads.get(key=key)
    except Chain.DoesNotExist:
        Chain.objects.get_or_create(key=key, defaults={"head": GENESIS})
        return heads.get(key=key)
