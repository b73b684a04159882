"""Where a return comes from, as a room above knows it: the finding of an audit that it was opened for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import User
from grants.models import TreasuryReturn


@dataclass(frozen=True, slots=True)
class Origin:
    """A record that a return was opened for, and its page."""

    label: str
    url: str


_sources: list[Callable[[TreasuryReturn, User], Iterable[Origin]]] = []


def ask_for_origins(find: Callable[[TreasuryReturn, User], Iterable[Origin]]) -> None:
    """Have ``find`` asked for what a return was opened for, as far as the reader may see it."""
    if find not in _sources:
        _sources.append(find)


def origins_of(owed: TreasuryReturn, user: User) -> list[Origin]:
    """All that the rooms above know of."""
    return [origin for find in _sources for origin in find(owed, user)]
