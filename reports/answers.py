"""What people have answered to the findings of a report: the treasurer's explanations, and waivers."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.text import slugify

from regulations import catalogue
from regulations.catalogue import Stage
from regulations.findings import Severity
from reports.models import Explanation, HeldWaiver, JudgedFinding, Report, Waiver

#: Rule, sheet and field: what findings with one cause have in common.
CauseKey = tuple[str, str, str]


def key_of(record: JudgedFinding | Explanation | Waiver) -> CauseKey:
    """The cause that a finding belongs to, or that an explanation or a waiver speaks of."""
    return record.rule, record.sheet, record.field


def anchor_of(key: CauseKey) -> str:
    """Where the cause stands on the report's page."""
    return f"sebab-{slugify('-'.join(key))}"


def is_waivable(rule_id: str) -> bool:
    """Whether findings of this rule may be set aside at all; what intake could not read never may."""
    try:
        return catalogue.get(rule_id).waivable
    except KeyError:
        return False


def mark_of(finding: JudgedFinding) -> str:
    """What a waiver or an explanation knows a finding by.

    What was found belongs to it, and all that its line says, so that leave for one figure is not leave for a larger one
    in the same place. Where evidence or the day is judged the finding's own words change from day to day: there the
    line alone counts.
    """
    said = "" if _stage(finding.rule) is Stage.SUBMISSION else finding.found
    return hashlib.sha256(f"{finding.fingerprint}\n{finding.substance}\n{said}".encode()).hexdigest()


def by_cause(findings: Sequence[JudgedFinding]) -> dict[CauseKey, list[JudgedFinding]]:
    """Findings with one cause together, in their order."""
    causes: dict[CauseKey, list[JudgedFinding]] = defaultdict(list)
    for finding in findings:
        causes[key_of(finding)].append(finding)
    return dict(causes)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to one cause. ``waivers`` newest first; ``uncovered`` are the findings that none of them covers."""

    explanation: Explanation | None
    is_explained: bool  #: the explanation speaks for every finding that is left
    wants_explanation: bool
    waivers: tuple[Waiver, ...]
    uncovered: int
    count: int

    @property
    def asked(self) -> Waiver | None:
        """The one that waits for the PPK."""
        return next((waiver for waiver in self.waivers if waiver.state == "asked"), None)

    @property
    def is_waived(self) -> bool:
        """Whether nothing of this cause is in the way any more, by leave of the PPK."""
        return self.uncovered == 0

    @property
    def covered(self) -> int:
        return self.count - self.uncovered


@dataclass(frozen=True, slots=True)
class Answers:
    """All that was said to the findings of a report. ``holding`` are the waivers that count now; of a report that has
    been sent in, those that counted when it was."""

    explanations: Mapping[CauseKey, Explanation] = field(default_factory=dict)
    waivers: Mapping[CauseKey, Sequence[Waiver]] = field(default_factory=dict)
    holding: Sequence[Waiver] = ()

    def uncovered(self, key: CauseKey, findings: Sequence[JudgedFinding]) -> list[JudgedFinding]:
        """The findings of a cause that no waiver sets aside; of several alike, only as many as it was granted for."""
        granted: Counter[str] = Counter()
        for waiver in self.holding:
            if key_of(waiver) == key:
                granted |= Counter(waiver.covers)
        if not granted:
            return list(findings)
        left = []
        for finding in findings:
            mark = mark_of(finding)
            if granted[mark]:
                granted[mark] -= 1
            else:
                left.append(finding)
        return left

    def waiver_of(self, finding: JudgedFinding) -> Waiver | None:
        """The waiver that sets this finding aside, the latest where there are several."""
        key, mark = key_of(finding), mark_of(finding)
        covering = (waiver for waiver in self.holding if key_of(waiver) == key and mark in waiver.covers)
        return max(covering, key=lambda waiver: waiver.pk, default=None)

    def are_explained(self, key: CauseKey, findings: Sequence[JudgedFinding]) -> bool:
        """Whether the last explanation of the cause was written about all of these findings."""
        explanation = self.explanations.get(key)
        return explanation is not None and {mark_of(one) for one in findings} <= set(explanation.covers)

    def to(self, key: CauseKey, findings: Sequence[JudgedFinding]) -> Answer:
        """What was said to one cause, given all its findings."""
        left = self.uncovered(key, findings)
        explained = self.are_explained(key, left)
        return Answer(
            explanation=self.explanations.get(key),
            is_explained=explained,
            wants_explanation=bool(left) and left[0].severity == Severity.WARNING.value and not explained,
            waivers=tuple(self.waivers.get(key, ())),
            uncovered=len(left),
            count=len(findings),
        )

    def ran_out(self, key: CauseKey, findings: Sequence[JudgedFinding]) -> Waiver | None:
        """The waiver that once covered one of these findings and is past its last day."""
        marks = {mark_of(finding) for finding in findings}
        expired = (waiver for waiver in self.waivers.get(key, ()) if waiver.has_expired)
        return next((waiver for waiver in expired if marks & set(waiver.covers)), None)


def answers_of(report: Report) -> Answers:
    """What was said to the findings of this report, as of today at its office."""
    explanations = {key_of(one): one for one in report.explanations.select_related("author", "revision").order_by("pk")}
    people = ("asked_by", "granted_by", "refused_by", "withdrawn_by")
    waivers: dict[CauseKey, list[Waiver]] = defaultdict(list)
    for waiver in report.waivers.select_related(*people).order_by("-pk"):
        waiver.report = report
        waivers[key_of(waiver)].append(waiver)
    return Answers(explanations, dict(waivers), holding_waivers(report))


def holding_waivers(report: Report) -> list[Waiver]:
    """The waivers that count: those in force today, or, once the report is sent in, those that were in force then."""
    if report.is_open or report.submitted_at is None:
        found = report.waivers.in_force()
    else:
        held = HeldWaiver.objects.filter(report=report, held_at=report.submitted_at)
        found = Waiver.objects.filter(pk__in=held.values("waiver"))
    return list(found.select_related("asked_by", "granted_by").order_by("pk"))


def _stage(rule_id: str) -> Stage | None:
    try:
        return catalogue.get(rule_id).stage
    except KeyError:
        return None
