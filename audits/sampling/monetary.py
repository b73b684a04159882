"""Monetary-unit sampling: each rupiah has the same chance, so each item the chance of its amount.

Items of at least one interval are taken out first and are certain. Of what remains, rupiah are counted through in the
population's order. With a fixed interval the first hit is a random rupiah of the first interval, and each further hit
lies one interval on; so an item below the interval has exactly the chance amount / interval. With cells each interval
of rupiah is a cell, and each cell has a random rupiah of its own; the last cell may be short, and is hit only where its
rupiah exists, so that there, too, the chance of an item is the sum of its rupiah over the interval, less what two cells
that both hit it share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audits.sampling.numbers import below
from audits.sampling.plan import Method, Plan
from audits.sampling.population import Item


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit rupiah of what is left without the certain items, counted from 1, and the item that it lies in."""

    rupiah: int
    item: Item


def certain(items: Sequence[Item], interval: int) -> list[Item]:
    """The items of at least one interval."""
    return [item for item in items if item.amount >= interval]


def first_rupiah(plan: Plan, interval: int) -> int:
    """The random start, from 1 to the interval."""
    return 1 + below(interval, plan.seed, "mulai")


def hits(items: Sequence[Item], plan: Plan, interval: int) -> list[Hit]:
    """The hits among items below the interval, in order; an item is hit twice only across the border of two cells."""
    found = []
    walk = iter(items)
    item = next(walk, None)
    through = item.amount if item else 0  # the last rupiah of the item at hand
    for rupiah in _aims(plan, interval, sum(item.amount for item in items)):
        while item is not None and through < rupiah:
            item = next(walk, None)
            through += item.amount if item else 0
        if item is None:
            break
        found.append(Hit(rupiah, item))
    return found


def _aims(plan: Plan, interval: int, total: int) -> Iterator[int]:
    """The rupiah that are hit, rising, none beyond ``total``."""
    if plan.method is Method.INTERVAL:
        yield from range(first_rupiah(plan, interval), total + 1, interval)
        return
    for cell, before in enumerate(range(0, total, interval)):
        rupiah = before + 1 + below(interval, plan.seed, "sel", cell)
        if rupiah <= total:
            yield rupiah
