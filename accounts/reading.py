"""What a person of an office may read: their own office's records, and what a room above grants them besides.

People of an LKS read what their LKS did; that is told where LKS are known (``partners.models.of_partners``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from trail.models import Event

Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True, slots=True)
class Grant:
    """What one task lets somebody read that is not their own office's. ``key`` and ``title`` name the task.

    ``offices`` are by id the chains of the offices; None stands for all of them. Where ``partners`` (ids of LKS) are
    named, of what belongs to an LKS only theirs is read.
    """

    key: int
    title: str
    offices: Mapping[int, str] | None
    partners: frozenset[int] = frozenset()

    @property
    def of_everything(self) -> bool:
        return self.offices is None and not self.partners

    def covers(self, chain: str, partner: int | None = None) -> bool:
        """Whether a record of an office, by its chain, and of an LKS where it has one is read by this grant."""
        if self.offices is not None and chain not in self.offices.values():
            return False
        return not self.partners or partner is None or partner in self.partners


@dataclass(frozen=True, slots=True)
class Reading:
    """The union of all that a person may read; asked once for each request, without a query for each list."""

    own: int | None = None  #: the office that the person works at
    grants: tuple[Grant, ...] = field(default=())

    @property
    def everything(self) -> bool:
        return any(grant.of_everything for grant in self.grants)

    @property
    def offices(self) -> frozenset[int]:
        """Offices of which all is read, where it is not everything."""
        own = frozenset() if self.own is None else frozenset({self.own})
        return own.union(*(grant.offices or () for grant in self.grants if not grant.partners))

    @property
    def through(self) -> frozenset[int]:
        """Offices read only as far as some LKS of theirs are concerned."""
        partial = frozenset[int]().union(*(grant.offices or () for grant in self.grants if grant.partners))
        return partial - self.offices

    @property
    def partners(self) -> frozenset[int]:
        """LKS that are read though not all of their office is."""
        return frozenset[int]().union(*(grant.partners for grant in self.grants))

    @property
    def chains(self) -> frozenset[str]:
        """Chains of the trail that the grants open whole; one's own office's is read besides."""
        return frozenset[str]().union(*((grant.offices or {}).values() for grant in self.grants if not grant.partners))

    @property
    def chains_in_part(self) -> frozenset[str]:
        """Chains of which the grants open only what tells of records that are read."""
        partial = frozenset[str]().union(*((grant.offices or {}).values() for grant in self.grants if grant.partners))
        return frozenset() if self.everything else partial - self.chains

    @property
    def of_several_offices(self) -> bool:
        return self.everything or len(self.offices | self.through) > 1

    def match(self, *, office: str = "office", partner: str = "") -> Q | None:
        """What a record must fulfil to be read, by the names of its columns; None where nothing can be.

        A record that knows no LKS (``partner`` "") is read by its office alone.
        """
        whole = self.offices if partner else self.offices | self.through
        wanted = [_one_of(office, whole)] if whole else []
        if partner and self.partners:
            wanted.append(_one_of(partner, self.partners))
        if not wanted:
            return None
        found = wanted[0]
        for further in wanted[1:]:
            found |= further
        return found

    def under(self, chain: str, partner: int | None = None) -> dict[str, str]:
        """Which grants let a record be read, as an event keeps them: key → title."""
        return {str(grant.key): grant.title for grant in self.grants if grant.covers(chain, partner)}


def _one_of(name: str, values: frozenset[int]) -> Q:
    return Q(**{name: next(iter(values))}) if len(values) == 1 else Q(**{f"{name}__in": sorted(values)})


def of_offices(rows: Rows, user: User, *, office: str = "office", partner: str = "") -> Rows:
    """Those of the rows that belong to an office which the user may read; none for people of an LKS."""
    reading = user.reading
    if reading.everything:
        return rows
    match = reading.match(office=office, partner=partner)
    return rows.none() if match is None else rows.filter(match)


def of_whole_offices(rows: Rows, user: User, *, office: str = "office") -> Rows:
    """Of records that tell of several LKS at once, those of offices of which the user may read everything."""
    if user.reading.everything:
        return rows
    return rows.filter(**{f"{office}__in": sorted(user.reading.offices)})


#: Rooms above want to know who looked at personal data by which grant: told of the event, and who it was.
_told: list[Callable[[Event, User], None]] = []


def ask_to_be_told(tell: Callable[[Event, User], None]) -> None:
    """Have ``tell`` called with every event of a look at personal data that a grant opened."""
    if tell not in _told:
        _told.append(tell)


def tell_of(event: Event, user: User) -> None:
    """Say in the rooms above that somebody has looked."""
    for tell in _told:
        tell(event, user)


#: Rooms above know of tasks that let people read more than their own office; they say here how to find them.
_sources: list[Callable[[User], Iterable[Grant]]] = []


def ask_for_grants(find: Callable[[User], Iterable[Grant]]) -> None:
    """Have ``find`` asked for what an auditor or inspector may read besides their own office."""
    if find not in _sources:
        _sources.append(find)


def reading_of(user: User) -> Reading:
    """Asked of the rooms above for who reads by grants; for everybody else their office says it all."""
    if not user.reads_by_grants:
        return Reading(own=user.office_id)
    return Reading(own=user.office_id, grants=tuple(grant for find in _sources for grant in find(user)))
