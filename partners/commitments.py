"""What an agreement's value is bound by. Rooms above know of decrees and payments; they say here how to find them."""

from __future__ import annotations

from collections.abc import Callable

from partners.models import Agreement

#: Each is asked why the agreement may not have a value in rupiah, and answers in sentences.
_finders: list[Callable[[Agreement, int], list[str]]] = []


def ask_for_commitments(find: Callable[[Agreement, int], list[str]]) -> None:
    """Have ``find`` asked before the value of an agreement becomes another one."""
    if find not in _finders:
        _finders.append(find)


def against_value(agreement: Agreement, value: int) -> list[str]:
    """Why the agreement may not have this value, in sentences, as far as any room knows; none where it may."""
    return [sentence for find in _finders for sentence in find(agreement, value)]
