"""The same file, the same photo in two reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audits.duplicates.near import pairs
from audits.duplicates.places import Pair, Place, Reports
from reports.models import Evidence
from trail.parts import in_parts
from vault.kinds import Kind
from vault.models import Likeness

_COLUMNS = ("pk", "report", "evidence_number", "attached_at", "file__sha256", "file__kind")
#: One file among so many reports is a form, a logo, a blank page: its first places tell enough.
_MOST_PLACES = 20


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
        # What may be seen first: it is not to be told beside what may not, where it stands beside its like.
        first, *others = sorted(rows, key=lambda row: not reports.may_see(row["report"]))
        for other in others[:_MOST_PLACES]:
            if other["report"] != first["report"] and _may_see(reports, first, other):
                found.append(Pair("Berkas bukti sama persis", _place(reports, first), _place(reports, other)))
    return found


def near_photos(user: User) -> list[Pair]:
    """Photos that look alike though they are other files, in two reports."""
    attached = _standing().filter(file__sha256=OuterRef("sha256"))
    seen = Evidence.objects.visible_to(user).filter(file__sha256=OuterRef("sha256"), removed_at__isnull=True).order_by()
    likenesses = Likeness.objects.exclude(bits="").filter(Exists(attached)).annotate(seen=Exists(seen))
    contents: dict[int, list[str]] = defaultdict(list)
    own: set[int] = set()
    for sha256, bits, is_seen in likenesses.order_by("pk").values_list("sha256", "bits", "seen"):
        contents[int(bits, 16)].append(sha256)
        if is_seen:
            own.add(int(bits, 16))
    alike = [(one, other, apart) for one, other, apart in pairs(contents) if one in own or other in own]
    alike += [(bits, bits, 0) for bits in own if len(contents[bits]) > 1]
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
