"""Short ways to ask the catalogue in a test."""

from __future__ import annotations

from datetime import date

from regulations.catalogue import check
from regulations.facts import ReportFacts
from regulations.findings import Finding

ON = date(2026, 12, 31)  #: a day on which the newest version of every rule holds


def findings_of(rule_id: str, facts: ReportFacts) -> list[Finding]:
    """What one rule says of a report."""
    return [finding for finding in check(facts, on=ON) if finding.rule == rule_id]


def ids(facts: ReportFacts) -> list[str]:
    """Ids of all rules that have something to say, once for each finding."""
    return [finding.rule for finding in check(facts, on=ON)]
