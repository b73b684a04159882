"""Which year of which offices is asked for, and when a year begins and ends there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from accounts.models import Office, User


@dataclass(frozen=True)
class Scope:
    """A year as one reader may see it. ``office`` None is every office that the reader sees."""

    user: User
    year: int
    office: Office | None = None
    #: Offices by their clock, asked for once: shared with the years before.
    _clocks: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, user: User, year: int, office: Office | None = None) -> Scope:
        """The reader's own office; for who sees several the one chosen, or all of them."""
        return cls(user, year, office if user.sees_several_offices else user.office)

    @property
    def days(self) -> tuple[date, date]:
        """First day of the year, and of the next: days on papers are the office's own already."""
        return date(self.year, 1, 1), date(self.year + 1, 1, 1)

    def last(self) -> Scope:
        """The same for the year before."""
        return replace(self, year=self.year - 1)

    def within(self, field: str) -> Q:
        """That a moment lies in the year by the clock of the office whose record it is."""
        return self._by_clock(lambda begin, end: Q(**{f"{field}__gte": begin, f"{field}__lt": end}))

    def until_its_end(self, field: str) -> Q:
        """That a moment lies before the end of the year by the clock of the office whose record it is."""
        return self._by_clock(lambda _, end: Q(**{f"{field}__lt": end}))

    def _by_clock(self, condition: Callable[[datetime, datetime], Q]) -> Q:
        """One condition where there is one clock; otherwise one for each, with its offices."""
        clocks = self._offices_by_clock
        if len(clocks) == 1:
            return condition(*self._bounds(next(iter(clocks))))
        found = Q(pk__in=[])
        for clock, offices in clocks.items():
            found |= Q(office__in=offices) & condition(*self._bounds(clock))
        return found

    def _bounds(self, clock: str) -> tuple[datetime, datetime]:
        zone = ZoneInfo(clock)
        return datetime(self.year, 1, 1, tzinfo=zone), datetime(self.year + 1, 1, 1, tzinfo=zone)

    @property
    def _offices_by_clock(self) -> dict[str, list[int]]:
        if self.office is not None:
            return {self.office.time_zone: [self.office.pk]}
        if not self._clocks:
            for pk, clock in Office.objects.order_by("pk").values_list("pk", "time_zone"):
                self._clocks.setdefault(clock, []).append(pk)
        return self._clocks
