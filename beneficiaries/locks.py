"""In which order people are held who are given the same aid at several offices."""

from __future__ import annotations

from collections.abc import Collection

from beneficiaries.models import Person
from beneficiaries.repeated import AT_ONCE


def lock_everywhere(indexes: Collection[str]) -> None:
    """Hold these people (keyed indexes of the NIK) in the register of every office until the transaction ends.

    Always in the order of the index, so that two long lists wait for each other and never for good.
    """
    wanted = sorted(set(indexes))
    for start in range(0, len(wanted), AT_ONCE):
        some = Person.objects.filter(nik_index__in=wanted[start : start + AT_ONCE])
        list(some.select_for_update().order_by("nik_index", "pk").values_list("pk"))
