"""Writes about many deaths at once, from a list that was judged row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from grants.models import DeathRecord
from grants.validity import require_permission
from vault.private import keyed_index


@transaction.atomic
def record_deaths(*, deaths: Sequence[tuple[str, date, str]], by: User) -> None:
    """Record these deaths (NIK, day, source) in the register of the actor's office, all of them or none.

    Whoever calls has judged each row as ``record_death`` would, and records one event for the whole list. Raises
    IntegrityError where somebody stands in the register already.
    """
    require_permission(by, Permission.MANAGE_DEATHS, "mencatat kematian")
    DeathRecord.objects.bulk_create(
        [
            DeathRecord(
                office=by.office,
                nik=nik,
                nik_index=keyed_index(nik),
                died_on=died_on,
                source=source,
                recorded_by_id=by.pk,
            )
            for nik, died_on, source in deaths
        ]
    )
