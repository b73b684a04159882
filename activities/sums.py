"""The sums of a Sentra Kreasi: a maker's part of a sale, and what a month comes to. Pure; whole rupiah."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def share_of(amount: int, percent: int) -> int:
    """A maker's part of a sale, rounded down to the rupiah: what is left over stays with the Sentra Kreasi."""
    return amount * percent // 100


def due_by_maker(lines: Iterable[tuple[K, int]]) -> dict[K, int]:
    """What each maker is due, from the parts of single sales; none is left out, also not a maker who is due nothing."""
    due: dict[K, int] = defaultdict(int)
    for maker, part in lines:
        due[maker] += part
    return dict(due)


def overpaid(due: dict[K, int], handed: dict[K, int]) -> dict[K, int]:
    """Who was handed more than is due, and by how much: a correction that did so could not be closed."""
    return {maker: more for maker, given in handed.items() if (more := given - due.get(maker, 0)) > 0}
