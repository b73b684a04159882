"""The same file, the same photo, the same receipt in two reports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audits.duplicates.near import pairs
from audits.duplicates.places import Pair, Place, Reports
from regulations.cashbook import evidence_key
from reports.models import Entry, Evidence
from trail.parts import in_parts
from vault.kinds import Kind
from vault.models import Likeness

_NO_LETTERS = re.compile(r"[\W_]+")
_FIRST_NOUGHTS = re.compile(r"(?<!\d)0+")
_COLUMNS = ("pk", "report", "evidence_number", "attached_at", "file__sha256", "file__kind")
#: One file among so many reports is a form, a logo, a blank page: its first places tell enough.
_MOST_PLACES = 20
#: Of two LKS with another payee: the longest list, how long a number must be to tell anything by itself, and from which
#: amount (that of stamp duty, where receipts are rarer) a shorter one is told all the same.
MOST_OTHERS, _SHORTEST_TELLING, SHORT_NUMBER_FROM = 1_000, 3, 5_000_000


def _standing() -> QuerySet[Evidence]:
    return Evidence.objects.filter(removed_at__isnull=True)


def same_files(user: User) -> list[Pair]:
    """Files that are, byte for byte, evidence in two reports, at least one of which the reader may see."""
    again = _standing().filter(file__sha256=OuterRef("file__sha256")).exclude(report=OuterRef("report"))
    seen = Evidence.objects.visible_to(user).filter(Exists(again), removed_at__isnull=True).order_by()
    by_content = _by_content(set(seen.values_list("file__sha256", flat=True)))
    reports = Reports(user, (row["report"] for rows in by_content.values() for row in rows))
    found = []
    for rows in by_content.values():
        first, *others = rows
        for other in others[:_MOST_PLACES]:
            if other["report"] != first["report"] and _may_see(reports, first, other):
                found.append(Pair("Berkas bukti sama persis", _place(reports, first), _place(reports, other)))
    return found


def near_photos(user: User) -> list[Pair]:
    """Photos that look alike though they are other files, in two reports."""
    attached = Exists(_standing().filter(file__sha256=OuterRef("sha256")))
    contents: dict[int, list[str]] = defaultdict(list)
    for sha256, bits in Likeness.objects.exclude(bits="").filter(attached).values_list("sha256", "bits"):
        contents[int(bits, 16)].append(sha256)
    alike = [(one, other, apart) for one, other, apart in pairs(contents)]
    alike += [(bits, bits, 0) for bits, shas in contents.items() if len(shas) > 1]
    by_content = _by_content({sha for one, other, _ in alike for bits in (one, other) for sha in contents[bits]})
    reports = Reports(user, (row["report"] for rows in by_content.values() for row in rows))
    found: dict[tuple[int, int], Pair] = {}
    for one, other, apart in alike:
        for first in contents[one][:_MOST_PLACES]:
            for second in contents[other][:_MOST_PLACES]:
                if first != second:
                    found |= _photos(reports, by_content[first][0], by_content[second][0], apart)
    return list(found.values())


def _photos(reports: Reports, one: dict[str, Any], other: dict[str, Any], apart: int) -> dict[tuple[int, int], Pair]:
    first, second = sorted((one, other), key=lambda row: row["pk"])
    if first["report"] == second["report"] or not _may_see(reports, first, second):
        return {}
    reason = f"Foto hampir sama: {64 - apart} dari 64 bidang rupanya cocok"
    return {(first["pk"], second["pk"]): Pair(reason, _place(reports, first), _place(reports, second))}


def _by_content(shas: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Where each of these contents is evidence, the earliest first, once in a report."""
    found: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for some in in_parts(sorted(shas)):
        for row in _standing().filter(file__sha256__in=some).order_by("pk").values(*_COLUMNS):
            found[row["file__sha256"]].setdefault(row["report"], row)
    return {sha256: list(rows.values()) for sha256, rows in found.items()}


def _may_see(reports: Reports, *rows: dict[str, Any]) -> bool:
    return any(reports.may_see(row["report"]) for row in rows)


def _place(reports: Reports, row: dict[str, Any]) -> Place:
    pk, number = row["pk"], row["evidence_number"] or "tanpa nomor"
    return reports.place(
        row["report"],
        f"Bukti {number}",
        day=timezone.localdate(row["attached_at"]),
        url=reverse("reports:evidence_file", args=[pk]),
        picture=reverse("reports:evidence_preview", args=[pk]) if Kind(row["file__kind"]).is_picture else "",
    )


#: One receipt as it is compared: report, LKS, payee's letters, number as written, row.
_Line = tuple[int, int, str, str, int]


def same_receipts(user: User) -> list[Pair]:
    """Expenses with the same number, day and amount in the last revisions of two reports that the reader may see.

    Where the payee is the same, or the LKS, it stands first; of two LKS with another payee it may be chance, for a
    number like K-001 stands in every book: such short numbers are told from ``SHORT_NUMBER_FROM`` on alone, signs
    without letter or digit never, and of all these no more than ``MOST_OTHERS``, the largest amounts.
    """
    entries = (
        Entry.objects.visible_to(user)
        .filter(revision__replaced_by__isnull=True, paid__gt=0, date__isnull=False)
        .exclude(evidence_number="")
        .order_by("pk")
        .values_list("revision__report", "revision__report__partner", "date", "paid", "evidence_number", "payee", "row")
    )
    number_of, payee_of = cache(evidence_key), cache(lambda text: _NO_LETTERS.sub("", text.casefold()))
    alike: dict[tuple[date, int, str], list[_Line]] = defaultdict(list)
    for report, partner, day, paid, number, payee, row in entries.iterator(chunk_size=5_000):
        alike[day, paid, number_of(number)].append((report, partner, payee_of(payee), number, row))
    alike = {key: rows for key, rows in alike.items() if len({report for report, *_ in rows}) > 1}
    matched = [
        (match.rank, -paid, day, match)
        for (day, paid, number), rows in alike.items()
        for match in matches(rows, number=number, paid=paid)
    ]
    sure = [each for each in matched if not each[0]]
    others = sorted((each for each in matched if each[0]), key=lambda each: each[:3])[:MOST_OTHERS]
    reports = Reports(user, (line[0] for *_, match in (*sure, *others) for line in (match.first, match.second)))
    return [_receipts(reports, match, day=day, paid=-owed) for _, owed, day, match in (*sure, *others)]


@dataclass(frozen=True, slots=True)
class Match:
    """Two receipts, the earlier written first, with what sets them apart from others of the list."""

    reason: str
    group: str
    first: _Line
    second: _Line
    rank: int = 0


def matches(rows: Sequence[_Line], *, number: str, paid: int) -> Iterator[Match]:
    """Each receipt beside the earlier one that is most like it: with the same payee, else of its LKS, else any."""
    for place, other in enumerate(rows[: _MOST_PLACES + 1]):
        before = [line for line in rows[:place] if line[0] != other[0]]
        if same := next((line for line in before if other[2] and line[2] == other[2]), None):
            yield Match("Nomor, tanggal, dan jumlah sama, dan penerimanya", "penerima", same, other)
        elif own := next((line for line in before if line[1] == other[1]), None):
            yield Match("Nomor, tanggal, dan jumlah sama", "lks", own, other)
        elif before and (size := _telling(number)) and (size >= _SHORTEST_TELLING or paid >= SHORT_NUMBER_FROM):
            remark = "" if size >= _SHORTEST_TELLING else "; nomornya pendek"
            reason = f"Nomor, tanggal, jumlah sama; penerima berbeda{remark}"
            yield Match(reason, "lain", before[0], other, rank=1)


def _telling(number: str) -> int:
    """How many letters and digits tell this number from others: K-001 has two, 001 one, a dash none."""
    return len(_FIRST_NOUGHTS.sub("", _NO_LETTERS.sub("", number)))


def _receipts(reports: Reports, match: Match, *, day: date, paid: int) -> Pair:
    one, two = (
        reports.place(report, f"Bukti {number} (baris {row})", day=day)
        for report, _, _, number, row in (match.first, match.second)
    )
    return Pair(match.reason, one, two, paid, group=match.group, rank=match.rank)
