"""Photos whose likenesses (64 bits) differ in few bits, without comparing each with each.

Bits are cut into one band more than may differ: two likenesses within the bound have at least one whole band in common.
So only those that share a band are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import combinations

#: So many of 64 bits may differ. Photos of the same thing, made smaller or saved anew, differ in nought to four; those
#: of different things hardly ever in fewer than ten (``tests/vault/test_likeness.py``).
BOUND = 4
_BANDS = BOUND + 1


def pairs(likenesses: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """Each pair of different likenesses within the bound, the smaller first, with how many bits differ; each once."""
    seen: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        low, high = 64 * band // _BANDS, 64 * (band + 1) // _BANDS
        alike: dict[int, list[int]] = defaultdict(list)
        for bits in set(likenesses):
            alike[bits >> low & (1 << high - low) - 1].append(bits)
        for group in alike.values():
            for one, other in combinations(sorted(group), 2):
                apart = (one ^ other).bit_count()
                if apart <= BOUND and (one, other) not in seen:
                    seen.add((one, other))
                    yield one, other, apart
