"""By which clock a person lives: their office's, or that of the office their LKS reports to."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User

#: Rooms above know of people who belong to no office; they say here how to find the zone of one.
_finders: list[Callable[[User], str | None]] = []


def zone_of(user: User) -> str | None:
    """The name of the person's time zone; None where nobody knows (the ministry's own is taken then)."""
    if user.office is not None:
        return user.office.time_zone
    return next((zone for find in _finders if (zone := find(user))), None)


def by_the_clock_of(user: User | None) -> timezone.override:
    """Days and hours as they are where the person works: for a request, and for what is done for them behind it."""
    zone = zone_of(user) if user is not None else None
    return timezone.override(ZoneInfo(zone) if zone else None)


def ask_for_zones(find: Callable[[User], str | None]) -> None:
    """Have ``find`` asked for people without an office."""
    _finders.append(find)
