"""What a rule says about a report: the place, what stood there, what should, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from regulations.citation import Citation


class Severity(StrEnum):
    """How heavy a finding is. An error blocks submission; a warning wants a look; a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        return {"error": "Kesalahan", "warning": "Peringatan", "note": "Catatan"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the heaviest; sort by it."""
        return ["error", "warning", "note"].index(self.value)


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the workbook, in its own terms: sheet title, row number, key of the field.

    The room that knows the layout turns it into a cell ("BKU!F18"). ``sheet`` None means the report as a
    whole; ``row`` None a labelled cell outside any table.
    """

    sheet: str | None = None
    row: int | None = None
    field: str | None = None


NOWHERE = Where()

#: So many findings of one rule in one column are told one by one; the rest is counted.
MOST_ALIKE = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be. All texts are Indonesian sentences for the treasurer."""

    rule: str  #: stable id of the rule, e.g. "BKU-01"; never used twice
    severity: Severity
    message: str  #: what is wrong, one sentence
    where: Where
    found: str  #: what stands there, as the treasurer sees it
    expected: str  #: what should stand there, with its source
    remedy: str  #: how to mend it, one sentence
    citation: Citation
    counted: int = 0  #: how many others like it this one stands for, which are not told one by one


def in_bounds(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, but of one rule in one column no more than `MOST_ALIKE`, and one that counts the rest.

    A book of fifty thousand lines that are all wrong is mended by looking at the first, not by a million findings.
    """
    alike: Counter[tuple[str, str | None, str | None]] = Counter()
    last: dict[tuple[str, str | None, str | None], Finding] = {}
    for finding in findings:
        cause = (finding.rule, finding.where.sheet, finding.where.field)
        alike[cause] += 1
        if alike[cause] <= MOST_ALIKE:
            yield finding
        else:
            last[cause] = finding
    for cause, finding in last.items():
        more = f"{alike[cause] - MOST_ALIKE:,}".replace(",", ".")
        yield replace(
            finding,
            message=f"Masih ada {more} temuan serupa di kolom ini yang tidak disebut satu per satu.",
            where=replace(finding.where, row=None),
            found=f"{more} temuan lagi",
            counted=alike[cause] - MOST_ALIKE,
        )
