"""Findings seen together: those with one cause as one group, and what a new revision made of the earlier ones."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regulations.findings import Finding, Severity, Where
from reports.intake.layout import BKU, PM, TAX
from reports.intake.read import Intake

FIRST_PLACES = 5  #: how many places of a group are shown before "and N more"

RowKeys = Mapping[tuple[str, int], str]  #: (sheet, row) to what the row is known by, wherever it moves


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule in one column. ``findings`` keep their order and are never empty."""

    findings: tuple[Finding, ...]

    @property
    def rule(self) -> str:
        return self.findings[0].rule

    @property
    def severity(self) -> Severity:
        return min((finding.severity for finding in self.findings), key=lambda severity: severity.rank)

    @property
    def message(self) -> str:
        """The first finding's sentence; it stands for all."""
        return self.findings[0].message

    @property
    def count(self) -> int:
        return len(self.findings)

    @property
    def first_places(self) -> tuple[Where, ...]:
        return tuple(finding.where for finding in self.findings[:FIRST_PLACES])

    @property
    def more(self) -> int:
        """How many places ``first_places`` leaves out."""
        return max(self.count - FIRST_PLACES, 0)


def group(findings: Iterable[Finding]) -> list[Group]:
    """One group for each rule, sheet and field; the heaviest first, then in the order of first appearance."""
    causes: dict[tuple[str, str | None, str | None], list[Finding]] = {}
    for finding in findings:
        causes.setdefault((finding.rule, finding.where.sheet, finding.where.field), []).append(finding)
    return sorted((Group(tuple(found)) for found in causes.values()), key=lambda each: each.severity.rank)


def row_keys(intake: Intake) -> RowKeys:
    """What each row of a workbook is known by: its evidence number or name, with which it moves."""
    keys: dict[tuple[str, int], str] = {}
    for entry in intake.entries:
        if entry.evidence_number:
            keys[BKU.title, entry.row] = entry.evidence_number
    for beneficiary in intake.beneficiaries:
        if beneficiary.name:
            keys[PM.title, beneficiary.row] = beneficiary.name
    for tax in intake.taxes:
        if tax.evidence_number:
            keys[TAX.title, tax.row] = f"{tax.evidence_number} {tax.kind}"
    return keys


def fingerprint(finding: Finding, keys: RowKeys) -> str:
    """64 hexadecimal digits by which a finding is known again in the next revision.

    Made of rule, sheet, field, and what the row is known by; of what was found where the row has no such key. The
    row's number is no part of it, for rows shift. Nothing can be read back out of it.
    """
    where = finding.where
    key = keys.get((where.sheet or "", where.row or 0))
    parts = (finding.rule, where.sheet or "", where.field or "", "key" if key else "found", key or finding.found)
    if where.row is None and where.sheet is not None:
        parts = (*parts[:3], "place", "")
    return hashlib.sha256("\x1f".join(part.strip().casefold() for part in parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding with its fingerprint, computed or as it was stored."""

    finding: Finding
    fingerprint: str


def mark(findings: Iterable[Finding], keys: RowKeys) -> list[Marked]:
    return [Marked(finding, fingerprint(finding, keys)) for finding in findings]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of findings: ``gone`` from the old revision, ``still`` there and ``new`` in the new one."""

    gone: tuple[Finding, ...]
    still: tuple[Finding, ...]
    new: tuple[Finding, ...]


def compare(old: Sequence[Marked], new: Sequence[Marked]) -> Comparison:
    """Matches findings one to one: of three alike in the old and two in the new revision, one is gone."""
    unmatched = Counter(marked.fingerprint for marked in old)
    still: list[Finding] = []
    fresh: list[Finding] = []
    for marked in new:
        if unmatched[marked.fingerprint]:
            unmatched[marked.fingerprint] -= 1
            still.append(marked.finding)
        else:
            fresh.append(marked.finding)
    gone: list[Finding] = []
    for marked in reversed(old):
        if unmatched[marked.fingerprint]:
            unmatched[marked.fingerprint] -= 1
            gone.append(marked.finding)
    return Comparison(tuple(reversed(gone)), tuple(still), tuple(fresh))
