"""Whether first digits come as Benford's law expects them: mean absolute deviation (MAD), less what chance alone gives.

The MAD of first digits, and that more than 0.015 is nonconformity, are M. Nigrini's (*Benford's Law*). His bounds are
meant for thousands of numbers: of a few hundred honest ones the MAD is beyond them by chance alone. So we judge the
excess over the MAD that so many honest numbers have on average, as Barney and Schulzke propose ("Moderating 'cry wolf'
events with excess MAD in Benford's law research and practice"). Both taken as general knowledge of the field, without
the texts at hand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

#: Of fewer amounts first digits say nothing.
LEAST = 100
#: Nigrini's bound of nonconformity for first digits.
NONCONFORMITY = 0.015

EXPECTED = tuple(math.log10(1 + 1 / digit) for digit in range(1, 10))


def deviation(digits: Sequence[int]) -> float:
    """MAD of nine counts (of amounts that begin with 1 … 9); there must be at least one amount."""
    total = sum(digits)
    return sum(abs(count / total - share) for count, share in zip(digits, EXPECTED, strict=True)) / 9


def by_chance(total: int) -> float:
    """The MAD to expect of so many honest amounts: the mean of nine normal deviations."""
    return sum(math.sqrt(2 * share * (1 - share) / (math.pi * total)) for share in EXPECTED) / 9


def excess(digits: Sequence[int]) -> float:
    """How far the MAD is beyond what chance gives; negative where it is less."""
    return deviation(digits) - by_chance(sum(digits))
