"""Writing an event."""

from __future__ import annotations

from collections.abc import Sequence
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

    Writers queue for a chain until their transaction ends. So that no two wait for each other, whoever writes into
    several chains writes into those of audited offices first, in the order of their keys, and into that of the
    auditing one after all of these, as looks do (``accounts.actions``).
    """
    # No savepoint: an action without its event must not stand.
    with transaction.atomic(savepoint=False):
        chain = _taken(chain_of(obj, by))
        event = _next(chain, verb=verb, obj=obj, by=by, data=data or {}, label=label)
        event.save(force_insert=True)
        Chain.objects.filter(key=chain.key).update(length=chain.length, head=chain.head)
    return event


def record_events(*, verb: str, about: Sequence[tuple[models.Model, dict[str, Any]]], by: Actor | None) -> None:
    """Append one event for each of these records, all of one office, in this order: what ``record_event`` writes, in
    few statements."""
    keys = {chain_of(obj, by) for obj, _ in about}
    if not keys:
        return
    if len(keys) > 1:
        raise ValueError(f"events of several chains at once: {sorted(keys)}")
    with transaction.atomic(savepoint=False):
        chain = _taken(keys.pop())
        events = [_next(chain, verb=verb, obj=obj, by=by, data=data) for obj, data in about]
        Event.objects.bulk_create(events, batch_size=500)
        Chain.objects.filter(key=chain.key).update(length=chain.length, head=chain.head)


def _next(
    chain: Chain, *, verb: str, obj: models.Model, by: Actor | None, data: dict[str, Any], label: str = ""
) -> Event:
    """The event that follows the chain's head, which it becomes; neither is saved."""
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
        data=plain(data),
        previous=chain.head,
    )
    event.hash = event.computed_hash()
    chain.length, chain.head = event.number, event.hash
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
