"""The cash book as a reviewer reads it: each line beside its evidence, findings and comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from regulations.cashbook import evidence_key
from regulations.sheets import CASH_BOOK
from reports.answers import answers_of, key_of, mark_of
from reports.evidence import reused_files
from reports.findings import findings_of
from reports.models import (
    Entry,
    Evidence,
    Explanation,
    JudgedFinding,
    LineComment,
    Report,
    Revision,
    Waiver,
)


class Choice(StrEnum):
    """Which lines a reviewer wants to see; the values stand in the address."""

    ALL = ""
    FOUND = "temuan"
    BARE = "tanpa-bukti"
    COMMENTED = "komentar"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @classmethod
    def of(cls, text: str) -> Choice:
        """The choice that an address names; everything where it names none."""
        return cls(text) if text in set(cls) else cls.ALL


_LABELS = {
    Choice.ALL: "Semua baris",
    Choice.FOUND: "Ada temuan",
    Choice.BARE: "Tanpa bukti",
    Choice.COMMENTED: "Ada komentar",
}


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """A finding with what was said to it: the treasurer's explanation, and the waiver that sets it aside."""

    judged: JudgedFinding
    explanation: Explanation | None
    waiver: Waiver | None


@dataclass(slots=True)
class ReviewLine:
    """A cash book line with all that speaks for or against it."""

    entry: Entry
    evidence: list[Evidence] = field(default_factory=list)
    findings: list[ReviewFinding] = field(default_factory=list)
    comments: list[LineComment] = field(default_factory=list)
    #: numbers of other lines that a file of this one stands behind too
    shared_with: list[str] = field(default_factory=list)

    @property
    def lacks_evidence(self) -> bool:
        return bool(self.entry.paid) and not self.evidence


class Review:
    """What is known of a revision's lines; a handful of queries, however many lines there are."""

    def __init__(self, report: Report, revision: Revision) -> None:
        self.report, self.revision = report, revision
        self._evidence = evidence_by_key(report)
        self._reused = reused_files(self._evidence)
        outline = revision.entries.values_list("row", "evidence_number", "paid")
        self._outline = [(row, evidence_key(number), bool(paid)) for row, number, paid in outline]
        known = {row for row, _, _ in self._outline}
        self.answers = answers_of(report)
        self._findings: dict[int, list[ReviewFinding]] = defaultdict(list)
        #: findings that stand at no line of the cash book
        self.elsewhere: list[JudgedFinding] = []
        for finding in findings_of(report, revision):
            if finding.sheet == CASH_BOOK and finding.row in known:
                self._findings[finding.row].append(self._answered(finding))
            else:
                self.elsewhere.append(finding)
        self._comments: dict[str | int, list[LineComment]] = defaultdict(list)
        for comment in report.comments.select_related("author", "revision"):
            self._comments[evidence_key(comment.evidence_number) or comment.row].append(comment)

    @property
    def finding_count(self) -> int:
        return len(self.elsewhere) + sum(map(len, self._findings.values()))

    @property
    def expense_count(self) -> int:
        return sum(paid for _, _, paid in self._outline)

    def rows(self, choice: Choice) -> list[int]:
        """Rows of the cash book that the choice leaves, in the book's order."""
        if choice is Choice.FOUND:
            return [row for row, _, _ in self._outline if row in self._findings]
        if choice is Choice.BARE:
            return [row for row, key, paid in self._outline if paid and not (key and key in self._evidence)]
        if choice is Choice.COMMENTED:
            return [row for row, key, _ in self._outline if (key or row) in self._comments]
        return [row for row, _, _ in self._outline]

    def lines(self, rows: Iterable[int]) -> list[ReviewLine]:
        """These rows with all that hangs on them."""
        return [self._line(entry) for entry in self.revision.entries.filter(row__in=list(rows))]

    def _answered(self, finding: JudgedFinding) -> ReviewFinding:
        explanation = self.answers.explanations.get(key_of(finding))
        if explanation is not None and mark_of(finding) not in explanation.covers:
            explanation = None
        return ReviewFinding(finding, explanation, self.answers.waiver_of(finding))

    def _line(self, entry: Entry) -> ReviewLine:
        key = evidence_key(entry.evidence_number)
        files = self._evidence.get(key, []) if key else []
        behind = {number for proof in files for number in self._reused.get(proof.file.sha256, [])}
        return ReviewLine(
            entry,
            files,
            self._findings.get(entry.row, []),
            self._comments.get(key or entry.row, []),
            sorted(number for number in behind if evidence_key(number) != key),
        )


def evidence_by_key(report: Report) -> dict[str, list[Evidence]]:
    """The evidence attached now, by the key of the number that it hangs on."""
    attached: dict[str, list[Evidence]] = defaultdict(list)
    for proof in report.evidence.filter(removed_at__isnull=True).select_related("file"):
        attached[evidence_key(proof.evidence_number)].append(proof)
    return dict(attached)
