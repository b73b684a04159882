"""Events and the heads of their chains.

No foreign keys to what an event speaks of: history never blocks a deletion, and a deletion never takes
history with it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from trail.chain import canonical, link, moment_of, text_of
from trail.changed import Change, changes_of
from trail.details import DetailsField
from trail.telling import sentence_of


class AppendOnly(Exception):
    """Somebody tried to change or delete what has happened."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows of a table that is only ever added to; its model says ``append_only = True``."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly(f"{self.model._meta.label} is kept as it was")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise AppendOnly(f"{self.model._meta.label} is kept as it was")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly(f"{self.model._meta.label} is kept as it was")


class EventQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: Any) -> EventQuerySet:
        """Events of the user's own chain, and of those that an auditor's engagement covers."""
        if user.reading.everything:
            return self
        if not user.reading.chains:
            return self.filter(chain_id=user.chain) if user.office_id else self.none()
        return self.filter(chain_id__in=sorted({user.chain, *user.reading.chains}))

    def about(self, obj: models.Model) -> EventQuerySet:
        """The history of one record, oldest first; pages show it in ``reverse()``."""
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).order_by("id")


class Chain(models.Model):
    """The head of one office's chain; the row that writers queue for. It only grows."""

    append_only = True

    key = models.CharField(max_length=20, primary_key=True)
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.key} #{self.length}"

    @property
    def chain(self) -> str:
        """What is done with a chain is told in it."""
        return self.key


class Event(models.Model):
    """One thing that happened: who, when, what, to which record, and what changed."""

    append_only = True

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events")
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=20, blank=True)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(max_length=200)
    data = DetailsField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="event_once_in_chain")]
        indexes = [models.Index(fields=["object_type", "object_id"], name="event_about")]

    def __str__(self) -> str:
        return f"{self.chain_id} #{self.number} {self.verb}"

    def form(self) -> str:
        """What the hash covers, beside the hash before."""
        return canonical(
            self.chain_id,
            self.number,
            moment_of(self.at),
            self.actor_id,
            self.actor_name,
            self.verb,
            self.object_type,
            self.object_id,
            self.object_label,
            text_of(self.data),
        )

    @property
    def sentence(self) -> str:
        """What happened, in words."""
        return sentence_of(self.verb, self.object_type, self.data)

    @property
    def changes(self) -> list[Change]:
        """From what to what, field by field, in words."""
        return changes_of(self.verb, self.object_type, self.data)

    @property
    def step(self) -> str:
        """The verb without its record: "approve" of "agreement.approve"."""
        return self.verb.rpartition(".")[2]

    def computed_hash(self) -> str:
        return link(self.previous, self.form())

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("an event is never updated")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("an event is never deleted")
