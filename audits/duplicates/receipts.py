"""The same receipt (number, day, amount) in two reports, of whichever office, and what else makes the two alike.

Only the receipts of the reports that are asked about are read, and by an index those of their days and amounts
elsewhere: a book in which nothing stands twice costs little, however many there are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from audits.duplicates.letters import letters
from audits.duplicates.places import Pair, Reports
from regulations.cashbook import evidence_key
from reports.models import Entry, Report
from trail.parts import in_parts

_FIRST_NOUGHTS = re.compile(r"(?<!\d)0+")
#: A number that stands in so many reports is a placeholder: its first places tell enough.
_MOST_PLACES = 20
#: Of two LKS with another payee: the longest list, how long a number must be to tell anything by itself, and from which
#: amount (that of stamp duty, where receipts are rarer) a shorter one is told all the same.
MOST_OTHERS, _SHORTEST_TELLING, SHORT_NUMBER_FROM = 1_000, 3, 5_000_000

#: One receipt as it is compared: report, LKS, payee's letters, number as written, row.
Line = tuple[int, int, str, str, int]
#: Day, amount, number as compared.
Key = tuple[date, int, str]
_COLUMNS = ("pk", "revision__report", "revision__report__partner", "date", "paid", "evidence_number", "payee", "row")


@dataclass(slots=True)
class Alike:
    """Receipts of one number, day and amount: first the ``own`` ones, of the reports that were asked about."""

    lines: list[Line] = field(default_factory=list)
    own: int = 0


def alike_receipts(reports: QuerySet[Report]) -> dict[Key, Alike]:
    """The receipts of these reports that stand in another report as well, with all that are alike, wherever they are.

    Two questions; of what stands elsewhere one for each five hundred days with their amounts.
    """
    elsewhere = _receipts().filter(date=OuterRef("date"), paid=OuterRef("paid"))
    again = elsewhere.exclude(revision__report=OuterRef("revision__report"))
    own = _receipts().filter(Exists(again), revision__report__in=reports.order_by())
    key_of = _Keys()
    found: dict[Key, Alike] = defaultdict(Alike)
    seen: set[int] = set()
    for pk, *row in own.values_list(*_COLUMNS).iterator(chunk_size=5_000):
        key, line = key_of(*row)
        found[key].lines.append(line)
        found[key].own += 1
        seen.add(pk)
    for some in in_parts(sorted({(day, paid) for day, paid, _ in found})):
        others = _receipts().filter(date__in={day for day, _ in some}, paid__in={paid for _, paid in some})
        for pk, *row in others.values_list(*_COLUMNS).iterator(chunk_size=5_000):
            key, line = key_of(*row)
            if pk not in seen and key in found:
                found[key].lines.append(line)
    return {key: same for key, same in found.items() if len({report for report, *_ in same.lines}) > 1}


def _receipts() -> QuerySet[Entry]:
    """Expenses that can be compared, as the last revision of each report has them."""
    rows = Entry.objects.filter(revision__replaced_by__isnull=True, paid__gt=0, date__isnull=False)
    return rows.exclude(evidence_number="").order_by("pk")


class _Keys:
    """What a row of the cash book is compared by, each text brought into its form once."""

    def __init__(self) -> None:
        self._number, self._payee = cache(evidence_key), cache(letters)

    def __call__(
        self, report: int, partner: int, day: date, paid: int, number: str, payee: str, row: int
    ) -> tuple[Key, Line]:
        return (day, paid, self._number(number)), (report, partner, self._payee(payee), number, row)


def receipts_elsewhere(reports: QuerySet[Report]) -> Counter[int]:
    """How many receipts of each of these reports stand in another of the same LKS, or of any LKS with the same payee.

    Of another LKS with another payee it may be chance, and a sign without letter or digit is no number.
    """
    found: Counter[int] = Counter()
    for (_, _, number), same in alike_receipts(reports).items():
        where: dict[tuple[str, int | str], set[int]] = defaultdict(set)
        for line in same.lines:
            for mark in _marks(line, number):
                where[mark].add(line[0])
        own = same.lines[: same.own]
        found.update({line[0] for line in own if any(len(where[mark]) > 1 for mark in _marks(line, number))})
    return found


def _marks(line: Line, number: str) -> Iterator[tuple[str, int | str]]:
    _, partner, payee, *_ = line
    yield "lks", partner
    if payee and _telling(number):
        yield "penerima", payee


def same_receipts(user: User) -> list[Pair]:
    """Expenses with the same number, day and amount in the last revisions of two reports, one of which may be seen.

    Where the payee is the same, or the LKS, it stands first; of two LKS with another payee it may be chance, for a
    number like K-001 stands in every book: such short numbers are told from ``SHORT_NUMBER_FROM`` on alone, signs
    without letter or digit never, and of all these no more than ``MOST_OTHERS``, the largest amounts.
    """
    matched = [
        (match.rank, -paid, day, match)
        for (day, paid, number), same in alike_receipts(Report.objects.visible_to(user)).items()
        for match in matches(same.lines, number=number, paid=paid, own=same.own)
    ]
    sure = [each for each in matched if not each[0]]
    others = sorted((each for each in matched if each[0]), key=lambda each: each[:3])[:MOST_OTHERS]
    reports = Reports(user, (line[0] for *_, match in (*sure, *others) for line in (match.first, match.second)))
    return [_pair(reports, match, day=day, paid=-owed) for _, owed, day, match in (*sure, *others)]


@dataclass(frozen=True, slots=True)
class Match:
    """Two receipts with what sets them apart from others of the list: of two that are seen the earlier written first,
    else the one that is seen."""

    reason: str
    group: str
    first: Line
    second: Line
    rank: int = 0


def matches(rows: Sequence[Line], *, number: str, paid: int, own: int | None = None) -> Iterator[Match]:
    """Each receipt beside the earlier one that is most like it: with the same payee, else of its LKS, else any.

    ``own`` of the rows, which come first, are seen: of the others none stands beside another of them.
    """
    for place, other in enumerate(rows[: _MOST_PLACES + 1]):
        before = [line for line in rows[:place][:own] if line[0] != other[0]]
        if same := next((line for line in before if other[2] and line[2] == other[2]), None):
            yield Match("Nomor, tanggal, dan jumlah sama, dan penerimanya", "penerima", same, other)
        elif mine := next((line for line in before if line[1] == other[1]), None):
            yield Match("Nomor, tanggal, dan jumlah sama", "lks", mine, other)
        elif before and (size := _telling(number)) and (size >= _SHORTEST_TELLING or paid >= SHORT_NUMBER_FROM):
            remark = "" if size >= _SHORTEST_TELLING else "; nomornya pendek"
            reason = f"Nomor, tanggal, jumlah sama; penerima berbeda{remark}"
            yield Match(reason, "lain", before[0], other, rank=1)


def _telling(number: str) -> int:
    """How many letters and digits tell this number from others: K-001 has two, 001 one, a dash none."""
    return len(_FIRST_NOUGHTS.sub("", letters(number)))


def _pair(reports: Reports, match: Match, *, day: date, paid: int) -> Pair:
    one, two = (
        reports.place(report, f"Bukti {number} (baris {row})", day=day)
        for report, _, _, number, row in (match.first, match.second)
    )
    return Pair(match.reason, one, two, paid, group=match.group, rank=match.rank)
