"""Who is known to have died: asked by whatever judges aid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from grants.models import DeathRecord, DeathRecordQuerySet

#: Parameters of one query, well below what any database takes.
_AT_ONCE = 500


def known_deaths(indexes: Iterable[str]) -> dict[str, date]:
    """Day of death of those of these people (``keyed_index`` of their NIK) whom any office has recorded as dead.

    Death is no secret of the office that learned of it first: every office's standing records count. Where two
    offices recorded different days, the later one counts, so that nobody is accused by a slip of the pen.
    """
    return _days_of(DeathRecord.objects.standing(), indexes)


def recorded_by_office(office_id: int | None, indexes: Iterable[str]) -> dict[str, date]:
    """The same by the register of one office alone."""
    return _days_of(DeathRecord.objects.standing().filter(office=office_id), indexes)


def _days_of(records: DeathRecordQuerySet, indexes: Iterable[str]) -> dict[str, date]:
    asked = sorted({index for index in indexes if index})
    found: dict[str, date] = {}
    for start in range(0, len(asked), _AT_ONCE):
        chunk = records.filter(nik_index__in=asked[start : start + _AT_ONCE])
        found.update(chunk.order_by("died_on").values_list("nik_index", "died_on"))
    return found
