"""What may make an LKS or a report worth testing first: signals, each with words, a measure, a score and a weight.

Pure Python, no Django: ``Facts`` in (``facts``), signals out (``judge``). A signal is a reason to look, never a
verdict: each has an innocent explanation, and says what it measures. ``table`` is the one list of signals with their
weights, as the page shows it; ``benford`` tells where its test comes from.
"""

from audits.signals.facts import Facts, Limit, Line, counted, together
from audits.signals.risk import Risk, Signal, judge, shares_of
from audits.signals.table import INDICATORS, Indicator

__all__ = [
    "INDICATORS",
    "Facts",
    "Indicator",
    "Limit",
    "Line",
    "Risk",
    "Signal",
    "counted",
    "judge",
    "shares_of",
    "together",
]
