"""In which order people are held who are given the same aid at several offices."""

from __future__ import annotations

from collections.abc import Collection

from beneficiaries.models import Person
from trail.parts import in_parts


def lock_everywhere(indexes: Collection[str]) -> None:
    """Hold these people (keyed indexes of the NIK) in the register of every office until the transaction ends.

    Always in the order of the index, so that two long lists wait for each other and never for good.
    """
    for some in in_parts(sorted(set(indexes))):
        people = Person.objects.filter(nik_index__in=some)
        list(people.select_for_update().order_by("nik_index", "pk").values_list("pk"))
