"""Events and the heads of their chains.

No foreign keys to what an event speaks of: history never blocks a deletion, and a deletion never takes
history with it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

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
        """Events of the user's own chain and of those that an auditor's engagement covers; where that covers but some
        LKS of an office, those that tell of a record which the user may read."""
        reading = user.reading
        if reading.everything:
            return self
        whole = _whole_chains(user)
        in_part = reading.chains_in_part - whole
        wanted = models.Q(chain_id__in=sorted(whole))
        if in_part:
            wanted |= models.Q(chain_id__in=sorted(in_part)) & _about_what_is_read(user)
        return self.filter(wanted)

    def in_chains_of(self, user: Any) -> EventQuerySet:
        """All events of the chains that the user knows, also those that are not the user's to read: for proof that one
        stands where a paper says, which tells its number, moment and hash and nothing else."""
        return self if user.reading.everything else self.filter(chain_id__in=_chains(user))

    def about(self, obj: models.Model) -> EventQuerySet:
        """The history of one record, oldest first; pages show it in ``reverse()``."""
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).order_by("id")


def _chains(user: Any) -> list[str]:
    return sorted(_whole_chains(user) | user.reading.chains_in_part)


def _whole_chains(user: Any) -> set[str]:
    own = {user.chain} if user.office_id else set()
    return {*own, *user.reading.chains}


def _about_what_is_read(user: Any) -> models.Q:
    """Whether an event tells of a record that the user may read.

    Never of kinds that have no readers of their own, nor of those whose history names several LKS each
    (``tells_of_several = True``), however much of the record itself is read.
    """
    told = models.Q(pk__in=[])
    for model in apps.get_models():
        rows = getattr(model._default_manager, "visible_to", None)
        if rows is not None and model is not Event and not getattr(model, "tells_of_several", False):
            read = rows(user).order_by().annotate(told_as=Cast("pk", models.TextField())).values("told_as")
            told |= models.Q(object_type=model._meta.label_lower, object_id__in=read)
    return told


class ChainQuerySet(models.QuerySet["Chain"]):
    def visible_to(self, user: Any) -> ChainQuerySet:
        """Chains of which the user may read events: their length, head and wholeness say nothing of what they tell."""
        if user.reading.everything:
            return self
        return self.filter(key__in=_chains(user))

    def whole_for(self, user: Any) -> ChainQuerySet:
        """Chains of which the user may read every event."""
        return self if user.reading.everything else self.filter(key__in=sorted(_whole_chains(user)))


class Chain(models.Model):
    """The head of one office's chain; the row that writers queue for. It only grows."""

    append_only = True

    key = models.CharField(max_length=20, primary_key=True)
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64)

    objects: ClassVar[ChainQuerySet] = ChainQuerySet.as_manager()  # type: ignore[assignment]

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
