"""Who is known to have died: asked by whatever judges aid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from beneficiaries.deaths import Deaths, KnownElsewhere
from grants.models import DeathRecord, DeathRecordQuerySet
from trail.parts import in_parts


def recorded_by_office(office_id: int | None, indexes: Iterable[str]) -> dict[str, date]:
    """Day of death of those of these people (``keyed_index`` of their NIK) whom the register of this office names.

    Its own paper is proof enough for what it decides.
    """
    return dict(_asked(DeathRecord.objects.standing().filter(office=office_id), indexes))


def recorded_here_and_elsewhere(
    office_id: int | None, indexes: Iterable[str]
) -> tuple[dict[str, date], dict[str, KnownElsewhere]]:
    """Deaths that this office recorded, and those that other offices alone did.

    Whom this office recorded itself is not among the others: its own paper decides. Where two others recorded different
    days, the later one counts, so that nobody is accused by a slip of the pen.
    """
    here: dict[str, date] = {}
    elsewhere: dict[str, KnownElsewhere] = {}
    for index, day, owner, name in _asked(DeathRecord.objects.standing(), indexes, "office", "office__name"):
        if owner == office_id:
            here[index] = day
        else:
            elsewhere[index] = KnownElsewhere(name, day)
    return here, {index: known for index, known in elsewhere.items() if index not in here}


def deaths_apart(office_id: int | None, indexes: Iterable[str]) -> Deaths:
    """The same, as the room of aid asks for it."""
    return Deaths(*recorded_here_and_elsewhere(office_id, indexes))


def _asked(records: DeathRecordQuerySet, indexes: Iterable[str], *more: str) -> Iterator[tuple[Any, ...]]:
    """Index, day and ``more`` of the records of these people, the latest day of each last."""
    for some in in_parts(sorted({index for index in indexes if index})):
        yield from (
            records.filter(nik_index__in=some).order_by("died_on", "pk").values_list("nik_index", "died_on", *more)
        )
