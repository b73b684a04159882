"""What other programmes said of persons: one by one, and from a list that was judged row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from beneficiaries.models import Person, ProgrammeCheck
from beneficiaries.permissions import require_managing
from partners.saving import save_checked
from partners.validity import require_not_future
from trail.record import record_event


@transaction.atomic
def record_check(*, person: Person, programme: str, result: str, by: User, checked_on: date, note: str = "") -> None:
    """Record that the person was looked up in another programme, and what was found; once for a programme and day."""
    require_managing(by, "mencatat pengecekan program", person)
    require_not_future("Tanggal pengecekan", checked_on)
    check = ProgrammeCheck(
        person=person, programme=programme, result=result, checked_on=checked_on, note=note.strip(), checked_by=by
    )
    save_checked(check, taken="Pengecekan program ini pada hari itu sudah tercatat.")
    data = {"programme": programme, "result": result, "checked_on": checked_on.isoformat()}
    record_event(verb="person.check", obj=person, by=by, data=data)


@dataclass(frozen=True, slots=True)
class FoundElsewhere:
    """What one programme said of a person of the office's register on a day."""

    person: int
    programme: str
    result: str
    checked_on: date
    note: str = ""


@transaction.atomic
def record_checks(*, found: Sequence[FoundElsewhere], by: User) -> None:
    """Record all of these or none. Whoever calls has judged each, and records one event for the whole list.

    Raises IntegrityError where one is written down already.
    """
    require_managing(by, "mencatat pengecekan program")
    ProgrammeCheck.objects.bulk_create(
        [
            ProgrammeCheck(
                person_id=one.person,
                programme=one.programme,
                result=one.result,
                checked_on=one.checked_on,
                note=one.note,
                checked_by_id=by.pk,
            )
            for one in found
        ],
        1_000,
    )
