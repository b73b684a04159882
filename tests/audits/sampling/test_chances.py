"""Over many fixed seeds each item is chosen as often as theory says (chi-square, which cannot fail by luck: the seeds
are fixed)."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from audits.sampling import By, Method, Plan, draw
from audits.sampling.numbers import below
from tests.audits.sampling.people import of

SEEDS = 3_000
#: a … h; the interval is 100 where money is sampled. h is certain.
AMOUNTS = (10, 20, 30, 40, 50, 70, 80, 250)


def times_chosen(plan: dict[str, object]) -> Counter[str]:
    population = of(*AMOUNTS)
    return Counter(key for seed in range(SEEDS) for key in draw(Plan(seed=f"uji-{seed}", **plan), population).keys)  # type: ignore[arg-type]


def greatest_chi_square(freedom: int) -> float:
    """That is exceeded once in a thousand (the approximation of Wilson and Hilferty)."""
    part = 2 / (9 * freedom)
    return float(freedom * (1 - part + 3.09 * math.sqrt(part)) ** 3)


def overlap(amounts: tuple[int, ...], interval: int) -> list[float]:
    """The chance of each item by cells: one less the chance that every cell that it reaches into misses it."""
    chances, before = [], 0
    for amount in amounts:
        missed, at, end = 1.0, before, before + amount
        while at < end:
            border = min(end, (at // interval + 1) * interval)
            missed *= 1 - (border - at) / interval
            at = border
        chances.append(1 - missed)
        before = end
    return chances


@pytest.mark.parametrize(
    ("plan", "chances"),
    [
        ({"method": Method.INTERVAL, "interval": 100}, [amount / 100 for amount in AMOUNTS[:-1]] + [1.0]),
        ({"method": Method.CELLS, "interval": 100}, [*overlap(AMOUNTS[:-1], 100), 1.0]),
        ({"method": Method.RANDOM, "size": 3}, [3 / 8] * 8),
        # Bands of up to 39 (3 items, 1 chosen) and from 40 on (5 items, 2 chosen).
        ({"method": Method.STRATIFIED, "size": 3, "edges": (40,)}, [1 / 3] * 3 + [2 / 5] * 5),
    ],
    ids=["interval", "cells", "random", "strata"],
)
def test_each_item_is_chosen_as_often_as_theory_says(plan: dict[str, object], chances: list[float]) -> None:
    seen = times_chosen({"strata": By.AMOUNT} | plan)
    chi_square = 0.0
    for key, chance in zip("abcdefgh", chances, strict=True):
        if chance == 1.0:
            assert seen[key] == SEEDS
            continue
        expected = SEEDS * chance
        chi_square += (seen[key] - expected) ** 2 / (expected * (1 - chance))
    assert chi_square < greatest_chi_square(sum(chance < 1 for chance in chances))


def test_numbers_below_a_limit_are_equally_likely_and_never_reach_it() -> None:
    counted = Counter(below(7, "benih", turn) for turn in range(7_000))
    assert set(counted) == set(range(7))
    assert sum((times - 1_000) ** 2 / 1_000 for times in counted.values()) < greatest_chi_square(6)
