"""Likenesses within the bound are all found, and no others, without comparing each with each."""

from __future__ import annotations

import random
from itertools import combinations

from audits.duplicates.near import BOUND, pairs


def flipped(bits: int, *places: int) -> int:
    for place in places:
        bits ^= 1 << place
    return bits


def test_every_pair_within_the_bound_is_found_once_and_none_beyond() -> None:
    chance = random.Random(7)
    seen = {chance.getrandbits(64) for _ in range(60)}
    for bits in list(seen)[:20]:
        for apart in range(1, BOUND + 3):
            seen.add(flipped(bits, *chance.sample(range(64), apart)))
    expected = {
        (one, other, (one ^ other).bit_count())
        for one, other in combinations(sorted(seen), 2)
        if (one ^ other).bit_count() <= BOUND
    }
    found = list(pairs(seen))
    assert set(found) == expected and len(found) == len(expected)


def test_at_the_bound_and_one_beyond_it_in_whichever_bands() -> None:
    for places in ((0, 13, 26, 39), (60, 61, 62, 63), (12, 25, 38, 51)):
        assert list(pairs([0, flipped(0, *places)])) == [(0, flipped(0, *places), BOUND)]
    assert not list(pairs([0, flipped(0, 0, 13, 26, 39, 52)]))
    assert not list(pairs([5, 5])) and not list(pairs([]))
