"""Who is known to have died, as far as a room above keeps a register of deaths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from regulations.dates import month_of


class KnownElsewhere(NamedTuple):
    """A death that only another office has recorded: a reason to ask, not a proof."""

    office: str
    died_on: date

    @property
    def sentence(self) -> str:
        """What may be told of it outside of that office: who says so, and the month."""
        return f"{self.office} mencatat orang ini meninggal pada {month_of(self.died_on)}."


@dataclass(frozen=True, slots=True)
class Deaths:
    """By keyed index of the NIK: what the office asking has recorded itself, and what others alone have."""

    here: Mapping[str, date] = field(default_factory=dict)
    elsewhere: Mapping[str, KnownElsewhere] = field(default_factory=dict)


#: Rooms above know of deaths; they say here how to find them by the keyed index of a NIK.
_finders: list[Callable[[int | None, Iterable[str]], Deaths]] = []


def ask_for_deaths(find: Callable[[int | None, Iterable[str]], Deaths]) -> None:
    """Have ``find`` asked who of an office's people has died, by its own register and by those of others."""
    if find not in _finders:
        _finders.append(find)


def deaths_by_office(office_id: int | None, indexes: Iterable[str]) -> Deaths:
    """Who of these people is known to have died: what this office recorded itself, apart from what others did."""
    asked = list(indexes)
    found = [find(office_id, asked) for find in _finders]
    return Deaths(
        {index: day for each in found for index, day in each.here.items()},
        {index: known for each in found for index, known in each.elsewhere.items()},
    )
