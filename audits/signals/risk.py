"""Facts in, signals out, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass

from audits.signals.facts import Facts
from audits.signals.table import INDICATORS, WHOLE, Indicator

#: From this score on a signal is raised: it is worth a look by itself. Of honest books at most five in a hundred raise
#: one (``tests/audits/signals/test_patterns.py``).
RAISED = 0.5


@dataclass(frozen=True, slots=True)
class Signal:
    """One indicator for one LKS or report. ``score`` None: it cannot say; ``points`` are its part of the whole risk."""

    indicator: Indicator
    measure: str
    score: float | None

    @property
    def points(self) -> float:
        """Its part of the risk, of at most 100 by all signals together."""
        return 100 * self.indicator.weight * (self.score or 0.0) / WHOLE

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


def judge(facts: Facts) -> Risk:
    """Every signal of these facts."""
    signals = []
    for indicator in INDICATORS:
        reading = indicator.read(facts)
        signals.append(Signal(indicator, reading.measure, reading.score))
    return Risk(tuple(sorted(signals, key=lambda signal: -signal.points)))
