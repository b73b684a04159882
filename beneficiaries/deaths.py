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


#: Rooms above know of deaths; they say here how to find the day of death by the keyed index of a NIK.
_finders: list[Callable[[Iterable[str]], dict[str, date]]] = []
_apart: list[Callable[[int | None, Iterable[str]], Deaths]] = []


def ask_for_deaths(
    find: Callable[[Iterable[str]], dict[str, date]], find_apart: Callable[[int | None, Iterable[str]], Deaths]
) -> None:
    """Have ``find`` asked for who has died by any register, ``find_apart`` before an office writes aid down."""
    if find not in _finders:
        _finders.append(find)
        _apart.append(find_apart)


def deaths_of(indexes: Iterable[str]) -> dict[str, date]:
    """Day of death of those of these people who are known to have died."""
    asked = list(indexes)
    return {index: day for find in _finders for index, day in find(asked).items()}


def deaths_by_office(office_id: int | None, indexes: Iterable[str]) -> Deaths:
    """The same, with what this office recorded itself apart from what others did."""
    asked = list(indexes)
    found = [find(office_id, asked) for find in _apart]
    return Deaths(
        {index: day for each in found for index, day in each.here.items()},
        {index: known for each in found for index, known in each.elsewhere.items()},
    )
