"""Findings as pages show them: grouped by cause, and compared with those of the revision before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone

from legal.law import current_law
from regulations import catalogue
from regulations.findings import Severity
from reports.answers import Answer, Answers, CauseKey, anchor_of, is_waivable, key_of
from reports.intake.groups import Comparison, Group, compare, group
from reports.judge import as_finding
from reports.models import JudgedFinding, Report, Revision


@dataclass(frozen=True)
class Cause:
    """Findings of one rule in one column, as one thing to mend; with what was said to it, where that was asked for."""

    group: Group[JudgedFinding]
    answer: Answer | None = None

    @property
    def head(self) -> JudgedFinding:
        """The first of them; its texts stand for all."""
        return self.group.items[0]

    @property
    def key(self) -> CauseKey:
        return key_of(self.head)

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return anchor_of(self.key)

    @property
    def severity_label(self) -> str:
        return self.group.severity.label

    @property
    def places(self) -> str:
        """The first places and how many more, as text: "BKU!F18, BKU!F19 dan 3 tempat lain"."""
        named = ", ".join(dict.fromkeys(item.place for item in self.group.first))
        return f"{named} dan {self.group.more} tempat lain" if self.group.more else named

    @property
    def is_answered(self) -> bool:
        """Whether anybody has said anything to it."""
        return self.answer is not None and bool(self.answer.explanation or self.answer.waivers)

    @property
    def is_waivable(self) -> bool:
        """Whether a verifier may ask to set it aside; notes are in nobody's way."""
        return self.group.severity is not Severity.NOTE and is_waivable(self.head.rule)

    @cached_property
    def title(self) -> str:
        """What is wrong: the sentence that all places say, otherwise the short name of the fault."""
        rule = None if self._is_one("message") else _rule(self.head.rule)
        return rule.fault if rule else self.head.message

    @cached_property
    def obligation(self) -> str:
        """What the rule asks, with the figures of today; empty for what no rule says."""
        rule = _rule(self.head.rule)
        if rule is None:
            return ""
        return rule.told(current_law(), timezone.localdate()) if "{" in rule.obligation else rule.obligation

    @cached_property
    def is_alike(self) -> bool:
        """Whether only the places differ, so that everything else need be said only once."""
        return self._is_one("message", "found", "expected", "remedy")

    @cached_property
    def one_message(self) -> bool:
        return self._is_one("message")

    @cached_property
    def one_remedy(self) -> bool:
        return self._is_one("remedy")

    def _is_one(self, *fields: str) -> bool:
        return len({tuple(getattr(item, field) for field in fields) for item in self.group.items}) == 1


def findings_of(report: Report, revision: Revision) -> QuerySet[JudgedFinding]:
    """What was found in a revision, heaviest first; with what the submission froze, as long as it stands.

    While the report is with the LKS, evidence and time are judged live instead (``readiness.Readiness.live``).
    """
    kept = Q(frozen_at__isnull=True)
    if not report.is_open:
        kept |= Q(frozen_at=report.submitted_at)
    return revision.findings.filter(kept).order_by("pk")


def causes_of(findings: Sequence[JudgedFinding], answers: Answers | None = None) -> list[Cause]:
    """Grouped by cause, errors before warnings before notes; each with its part of ``answers``."""
    known = {id(finding): as_finding(finding) for finding in findings}
    groups = group(findings, finding_of=lambda finding: known[id(finding)])
    return [Cause(each, answers.to(key_of(each.items[0]), each.items) if answers else None) for each in groups]


def comparison_of(revision: Revision) -> Comparison[JudgedFinding, JudgedFinding] | None:  # type: ignore[type-var]
    """What became of the findings of the revision before; None for the first. Notes are left out."""
    if revision.replaces is None:
        return None
    heavy = Q(frozen_at__isnull=True) & ~Q(severity=Severity.NOTE.value)
    before = list(revision.replaces.findings.filter(heavy).order_by("pk"))
    now = list(revision.findings.filter(heavy).order_by("pk"))
    return compare(before, now)


def stands_still(comparison: Comparison[JudgedFinding, JudgedFinding] | None) -> bool:  # type: ignore[type-var]
    """Whether a revision mended nothing and spoiled nothing: all that was found before is found again."""
    return comparison is not None and bool(comparison.still) and not comparison.gone and not comparison.new


def _rule(rule_id: str) -> catalogue.Rule | None:
    try:
        return catalogue.get(rule_id)
    except KeyError:
        return None
