"""What is still owed under an agreement. Rooms above know of reports and returns; they say here how to find them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from partners.models import Agreement


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that stays to be done after the agreement is over: an Indonesian sentence, and its page."""

    sentence: str
    url: str


_finders: list[Callable[[Agreement], list[Obligation]]] = []


def ask_for_obligations(find: Callable[[Agreement], list[Obligation]]) -> None:
    """Have ``find`` asked for what is open under an agreement."""
    _finders.append(find)


def open_obligations(agreement: Agreement) -> list[Obligation]:
    """All that is open under this agreement now, as far as any room knows."""
    return [owed for find in _finders for owed in find(agreement)]
