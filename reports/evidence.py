"""Evidence files and cash book lines: which file belongs to which line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from regulations.casefiles import assessment_number, conference_number
from regulations.cashbook import evidence_key
from reports.models import Entry, Evidence, Report, Revision

_COPY = re.compile(r"\s*\(\d{1,3}\)\s*$")
_PARTS = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class EvidenceLine:
    """An expense of the cash book and the files attached to it."""

    entry: Entry
    files: list[Evidence] = field(default_factory=list)

    @property
    def number(self) -> str:
        return self.entry.evidence_number


@dataclass(slots=True)
class CaseFile:
    """What proves the assessments, or the case conference, of one day; it covers everybody of that day."""

    number: str
    title: str
    day: date
    people: int = 0
    files: list[Evidence] = field(default_factory=list)


@dataclass(slots=True)
class EvidenceSheet:
    """All evidence of a report beside its expenses. ``loose`` are files that belong to no line (yet)."""

    missing: list[EvidenceLine] = field(default_factory=list)
    present: list[EvidenceLine] = field(default_factory=list)
    loose: list[Evidence] = field(default_factory=list)
    cases: list[CaseFile] = field(default_factory=list)
    removed: list[Evidence] = field(default_factory=list)
    #: file's SHA-256 → the evidence numbers that it stands behind, where there are several
    reused: dict[str, list[str]] = field(default_factory=dict)

    @property
    def lines(self) -> list[EvidenceLine]:
        return self.missing + self.present

    @property
    def receipts(self) -> int:
        """How many files prove expenses; those of assessments and case conferences prove none."""
        return sum(len(line.files) for line in self.present)

    @property
    def is_complete(self) -> bool:
        """Whether every expense, assessment and conference has its evidence and no file is left over."""
        return bool(self.present) and not self.missing and not self.loose and all(case.files for case in self.cases)

    @property
    def reused_sentences(self) -> list[str]:
        """For each file that stands behind several expenses, which they are."""
        return [f"Bukti {' dan '.join(numbers)} memakai berkas yang sama persis." for numbers in self.reused.values()]

    @property
    def numbers(self) -> list[str]:
        """Every evidence number once, as written in the book."""
        return list(dict.fromkeys(line.number for line in self.lines))


def expenses(revision: Revision) -> list[Entry]:
    """Lines of the cash book that need evidence and have a number to hang it on, in the book's order."""
    return list(revision.entries.filter(paid__gt=0).exclude(evidence_number="").order_by("row"))


def case_files(revision: Revision) -> list[CaseFile]:
    """The days of assessments and case conferences that the list of beneficiaries names, without their files yet."""
    found: dict[str, CaseFile] = {}
    for assessed, conferred in revision.beneficiaries.values_list("assessed_on", "conferred_on"):
        for title, number, day in (
            ("Asesmen", assessment_number, assessed),
            ("Pembahasan kasus", conference_number, conferred),
        ):
            if day is not None:
                found.setdefault(number(day), CaseFile(number(day), title, day)).people += 1
    return [found[number] for number in sorted(found)]


def evidence_numbers(revision: Revision) -> list[str]:
    """Every number that a file may hang on: those of the expenses, and those of assessments and conferences."""
    return [entry.evidence_number for entry in expenses(revision)] + [case.number for case in case_files(revision)]


def evidence_sheet(report: Report, revision: Revision | None) -> EvidenceSheet:
    """Which lines have their evidence, which lack it, and which files hang in the air. Four queries."""
    sheet = EvidenceSheet()
    by_key: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in report.evidence.select_related("file", "attached_by").order_by("pk"):
        if evidence.removed_at is not None:
            sheet.removed.append(evidence)
        else:
            by_key[evidence_key(evidence.evidence_number)].append(evidence)
    sheet.reused = reused_files(by_key)
    entries = expenses(revision) if revision else []
    for entry in entries:
        files = by_key.get(evidence_key(entry.evidence_number), [])
        (sheet.present if files else sheet.missing).append(EvidenceLine(entry, files))
    sheet.cases = case_files(revision) if revision else []
    for case in sheet.cases:
        case.files = by_key.get(evidence_key(case.number), [])
    known = {evidence_key(number) for number in (*(entry.evidence_number for entry in entries), *_numbers(sheet.cases))}
    sheet.loose = [evidence for key, files in by_key.items() if key not in known for evidence in files]
    return sheet


def _numbers(cases: Iterable[CaseFile]) -> list[str]:
    return [case.number for case in cases]


def numbers_of_same_file(evidence: Evidence) -> list[str]:
    """Evidence numbers of *other* lines of the report that the same bytes were attached to."""
    others = (
        Evidence.objects.filter(report=evidence.report_id, file__sha256=evidence.file.sha256, removed_at__isnull=True)
        .exclude(pk=evidence.pk)
        .exclude(evidence_number="")
        .values_list("evidence_number", flat=True)
    )
    own = evidence_key(evidence.evidence_number)
    return sorted({number for number in others if evidence_key(number) != own})


class FileNames:
    """Finds the evidence number that a file was named after.

    "K-001.jpg", "k 001 (2).pdf" and "K_001 nota toko.jpg" all mean K-001. A name that could mean two numbers
    means none.
    """

    def __init__(self, numbers: Iterable[str]) -> None:
        self._numbers: dict[str, set[str]] = defaultdict(set)
        for number in numbers:
            if key := "".join(_PARTS.findall(number.casefold())):
                self._numbers[key].add(number)

    def number_for(self, file_name: str) -> str | None:
        """The evidence number, or None where nobody could tell."""
        stem = _COPY.sub("", PurePath(file_name).stem)
        parts = _PARTS.findall(stem.casefold())
        for length in range(len(parts), 0, -1):
            key = "".join(parts[:length])
            if length < len(parts) and not _tells_itself(key):
                continue
            if numbers := self._numbers.get(key):
                return next(iter(numbers)) if len({evidence_key(number) for number in numbers}) == 1 else None
        return None


def _tells_itself(key: str) -> bool:
    """Whether a beginning of a name can be taken for a number: "1 april.jpg" is not evidence number 1."""
    return not key.isdigit() or len(key) >= 3


def reused_files(by_key: dict[str, list[Evidence]]) -> dict[str, list[str]]:
    """SHA-256 of each file that stands behind several expenses → their evidence numbers."""
    numbers: dict[str, dict[str, str]] = defaultdict(dict)
    for key, files in by_key.items():
        if key:
            for evidence in files:
                numbers[evidence.file.sha256][key] = evidence.evidence_number
    return {sha256: sorted(found.values()) for sha256, found in numbers.items() if len(found) > 1}
