"""Facts in, signals out, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audits.signals.facts import Facts
from audits.signals.table import INDICATORS, Indicator

#: From this score on a signal is raised: it is worth a look by itself. Of honest books at most five in a hundred raise
#: one (``tests/audits/signals/test_patterns.py``).
RAISED = 0.5


@dataclass(frozen=True, slots=True)
class Signal:
    """One indicator for one LKS or report. ``score`` None: it cannot say; ``points`` are its part of the whole risk.

    ``share`` is what it comes to in full, of the 100 that all signals together come to.
    """

    indicator: Indicator
    measure: str
    score: float | None
    share: float

    @property
    def points(self) -> float:
        """Its part of the risk, of at most 100 by all signals together."""
        return self.share * (self.score or 0.0)

    @property
    def is_raised(self) -> bool:
        return self.score is not None and self.score >= RAISED


@dataclass(frozen=True, slots=True)
class Risk:
    """All signals, those that say most first."""

    signals: tuple[Signal, ...]

    @property
    def score(self) -> float:
        """From 0 to 100: the points of all signals."""
        return sum(signal.points for signal in self.signals)

    def of(self, key: str) -> Signal:
        """The signal of this indicator."""
        return next(signal for signal in self.signals if signal.indicator.key == key)

    @property
    def raised(self) -> tuple[Signal, ...]:
        return tuple(signal for signal in self.signals if signal.is_raised)


def shares_of(weights: Mapping[str, int] | None = None) -> dict[str, float]:
    """What each signal comes to in full, of 100 together. ``weights`` by the indicators' keys stand instead of the
    table's; a key that is missing has the table's. Raises ValueError where nothing weighs anything."""
    given = {one.key: (weights or {}).get(one.key, one.weight) for one in INDICATORS}
    whole = sum(given.values())
    if whole <= 0 or min(given.values()) < 0:
        raise ValueError("weights that leave nothing to judge by")
    return {key: 100 * weight / whole for key, weight in given.items()}


def judge(facts: Facts, weights: Mapping[str, int] | None = None) -> Risk:
    """Every signal of these facts; ``weights`` as in ``shares_of``."""
    shares, signals = shares_of(weights), []
    for indicator in INDICATORS:
        reading = indicator.read(facts)
        signals.append(Signal(indicator, reading.measure, reading.score, shares[indicator.key]))
    return Risk(tuple(sorted(signals, key=lambda signal: -signal.points)))
