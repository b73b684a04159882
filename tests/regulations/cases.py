"""What the examples of a rule are made of."""

from __future__ import annotations

from dataclasses import dataclass

from regulations.facts import ReportFacts
from tests.regulations.builders import clean_facts

CLEAN = clean_facts()


@dataclass(frozen=True)
class Case:
    """Facts for the three examples; ``border_fails`` tells on which side of the border the last one lies."""

    failing: ReportFacts
    border: ReportFacts
    passing: ReportFacts = CLEAN
    border_fails: bool = False
