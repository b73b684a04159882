"""What errors in a random or stratified sample say of the whole population: by the mean error, and by the ratio.

By difference: the mean error of the tested items, times the items of the population. By ratio: rupiah of error by
rupiah tested, times the rupiah of the population. Strata are reckoned one by one and added up. The limits of the
difference are those of the normal distribution, one-sided, with the correction for a finite population; of few items
they are rough. Sources: those of ``audits.sampling``, and W. Cochran, *Sampling Techniques*, on ratio estimates and the
correction [general knowledge of the field, without the editions at hand].
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist, variance

#: Of fewer tested items the normal distribution is only a rough guide to what errors may be (a rule of thumb).
ENOUGH = 30


@dataclass(frozen=True, slots=True)
class Part:
    """A stratum, or the whole population where there are none: its items and rupiah, and what was tested of it.

    ``tested`` are recorded amount and error in rupiah of each chosen item; an error below nought is too little.
    """

    count: int
    amount: int
    tested: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Net errors in rupiah: found, projected both ways, and the limit upwards (None where a single item tells none)."""

    found: int
    by_difference: int
    by_ratio: int
    standard_error: float | None
    upper_limit: int | None
    tested: int

    @property
    def is_rough(self) -> bool:
        """Whether too few items were tested to lean on the limit, though not all of them were."""
        return self.tested < ENOUGH and self.standard_error != 0


def estimate(parts: Iterable[Part], confidence: int) -> Estimate:
    """``confidence`` in percent, within 0 and 100. Raises ValueError for a part that nothing was tested of."""
    found = tested = 0
    difference = ratio = spread = 0.0
    known = True
    for part in parts:
        size = len(part.tested)
        if not size or size > part.count:
            raise ValueError("nothing was tested of a part, or more than there is")
        errors = [error for _, error in part.tested]
        found += sum(errors)
        tested += size
        difference += part.count * sum(errors) / size
        ratio += part.amount * sum(errors) / sum(recorded for recorded, _ in part.tested)
        if size < part.count:
            known = known and size > 1
            spread += part.count**2 * (1 - size / part.count) * variance(errors) / size if size > 1 else 0.0
    standard_error = math.sqrt(spread) if known else None
    limit = None
    if standard_error is not None:
        limit = math.ceil(difference + NormalDist().inv_cdf(confidence / 100) * standard_error)
    return Estimate(found, round(difference), round(ratio), standard_error, limit, tested)
