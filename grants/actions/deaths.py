"""Writes about the register of deaths."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from grants.models import DeathRecord
from grants.validity import require_not_future, require_permission
from partners.saving import save_checked
from regulations.nik import digits_of
from trail.record import record_event
from trail.transition import transition


@transaction.atomic
def record_death(*, nik: str, died_on: date, source: str, by: User) -> DeathRecord:
    """Record that a person has died, by the paper named in ``source``, in the register of the actor's office.

    Refuses a day to come, a NIK that is none, and a person who stands in this register already. The trail keeps the
    NIK masked and leaves out the source, which may name the dead.
    """
    require_permission(by, Permission.MANAGE_DEATHS, "mencatat kematian")
    require_not_future("Tanggal meninggal", died_on)
    record = DeathRecord(office=by.office, nik=digits_of(nik), died_on=died_on, source=source.strip(), recorded_by=by)
    save_checked(
        record,
        taken=f"NIK {record.masked_nik} sudah tercatat. Bila catatan itu keliru, tarik dahulu, lalu catat lagi.",
    )
    record_event(verb="deathrecord.record", obj=record, by=by, data={"died_on": record.died_on.isoformat()})
    return record


@transaction.atomic
def withdraw_death(*, record: DeathRecord, reason: str, by: User, version: int) -> DeathRecord:
    """Take a wrong record out of use, with a reason that stays with it; the record itself is kept."""
    return transition(
        record, "withdraw", by=by, version=version, reason=reason, changes={"withdrawn_because": reason.strip()}
    )
