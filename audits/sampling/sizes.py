"""How large a monetary-unit sample must be: confidence factors of the Poisson distribution.

With ``k`` errors found, the upper limit on the number of errors per sampled unit is the mean of the Poisson
distribution at which k or fewer errors would come up only with a chance of 1 - confidence: 3.00 for none at 95 %, 4.74
for one (which tables round up to 4.75), 6.30 for two. Between whole numbers of errors the gamma distribution goes
on steadily, as in the technical notes to the AICPA Audit Guide (T. Stewart) [read in secondary sources].
"""

from __future__ import annotations

import math
from dataclasses import dataclass

#: A sample beyond this is no sample: the misstatement that is expected is too close to what is tolerable.
LARGEST = 10_000


def factor(errors: float, confidence: float) -> float:
    """The confidence factor for this many errors (0 or more) at this confidence (within 0 and 1)."""
    if errors < 0 or not 0 < confidence < 1:
        raise ValueError(f"no factor for {errors} errors at {confidence}")
    low, high = 0.0, 2 * errors + 50
    for _ in range(200):
        middle = (low + high) / 2
        if _at_most(1 + errors, middle) < confidence:
            low = middle
        else:
            high = middle
    return high


def _at_most(shape: float, value: float) -> float:
    """The chance that a gamma variable of this shape stays below ``value`` (its series, which converges everywhere)."""
    if value <= 0:
        return 0.0
    term = total = math.exp(shape * math.log(value) - value - math.lgamma(shape + 1))
    if term == 0.0:  # so far from the middle that nothing is left of the first term
        return 1.0 if value > shape else 0.0
    step = shape
    while term > total * 1e-15 or step < value:
        step += 1
        term *= value / step
        total += term
    return min(total, 1.0)


@dataclass(frozen=True, slots=True)
class Precision:
    """What the auditor wants to be able to say: confidence in percent, misstatements in rupiah."""

    confidence: int
    tolerable: int
    expected: int = 0

    def size(self, amount: int) -> int:
        """The least size at which the expected misstatement still leaves the upper limit within the tolerable.

        Raises ValueError where none up to ``LARGEST`` does.
        """
        if not 0 < self.confidence < 100 or self.tolerable <= 0 or not 0 <= self.expected < self.tolerable:
            raise ValueError("not a precision")
        if amount <= 0:
            return 0
        low, high = 0, LARGEST
        if not self._is_enough(high, amount):
            raise ValueError("no size is enough")
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._is_enough(middle, amount) else (middle, high)
        return high

    def _is_enough(self, size: int, amount: int) -> bool:
        """Whether the errors to expect in a sample of this size leave the upper limit within the tolerable."""
        errors = size * self.expected / amount
        return _at_most(1 + errors, size * self.tolerable / amount) >= self.confidence / 100
