"""Random and stratified selection: every item of its stratum has the same chance.

Each item has the number of its key (``numbers.number``); the items with the lowest numbers are chosen. So an item that
is added or taken away later moves no other item's number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audits.sampling.numbers import number
from audits.sampling.plan import By, Plan
from audits.sampling.population import Item


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the population: its name, how many items and rupiah it has, how many were chosen and their rupiah."""

    name: str
    count: int
    amount: int
    chosen: int
    chosen_amount: int


def lowest(items: Iterable[Item], size: int, seed: str) -> list[Item]:
    """The ``size`` items whose numbers are lowest; ties, which do not come up, by key."""
    return sorted(items, key=lambda item: (number(seed, "acak", item.key), item.key))[:size]


def into_strata(items: Sequence[Item], plan: Plan) -> dict[str, list[Item]]:
    """The items by the name of their stratum, in the order of the bands or of the groups' names; none is empty.

    A band is named by its number from 1 on: an amount that equals an edge belongs to the band that begins there.
    """
    found: dict[str, list[Item]] = {}
    edges = sorted(set(plan.edges))
    for item in items:
        name = item.group if plan.strata is By.GROUP else str(1 + bisect_right(edges, item.amount))
        found.setdefault(name, []).append(item)
    return dict(sorted(found.items(), key=lambda pair: (len(pair[0]), pair[0])))


def shares(weights: Mapping[str, int], room: Mapping[str, int], size: int, minimum: int) -> dict[str, int]:
    """How many items each stratum gives: its minimum, then the rest by weight, never more than it has.

    What is left of a whole item goes to the greatest remainders, among equals to the stratum named first. Where the
    minimums alone are more than ``size``, they win: a stratum that is chosen is tested.
    """
    given = {name: min(minimum, room[name]) for name in weights}
    size, weight = min(size, sum(room.values())), sum(weights.values())
    for _ in range(size - sum(given.values())):
        # One by one to whom most is missing, the first named among equals: the method of greatest remainders.
        open_to = (name for name in weights if given[name] < room[name])
        given[max(open_to, key=lambda one: size * weights[one] - given[one] * weight)] += 1
    return given
