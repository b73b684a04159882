"""The menu: who audits finds the audit room first and at the foot of the phone, everybody else as it is built."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from accounts.models import User
from accounts.roles import Permission
from desk.navigation import DOORS, doors_for


def menu(*permissions: Permission) -> tuple[list[str], list[str]]:
    """All doors of somebody with these permissions, and those at the foot of the phone."""
    user = cast(User, SimpleNamespace(permissions=frozenset(permissions)))
    doors = doors_for(user)
    return [door.label for door in doors], [door.label for door in doors if door.quick]


def test_who_audits_has_the_audit_room_first_and_within_reach_of_the_thumb() -> None:
    everything = menu(*Permission)
    assert everything[0][:4] == ["Beranda", "Penugasan", "Temuan", "Telusur dana"]
    assert everything[1] == ["Beranda", "Penugasan", "Temuan", "Telusur dana"]
    assert sorted(everything[0]) == sorted(door.label for door in DOORS), "no door is lost on the way"


def test_everybody_else_has_the_menu_as_it_is_built() -> None:
    others = menu(*(set(Permission) - {Permission.SEE_ENGAGEMENTS}))
    assert others[0] == [door.label for door in DOORS if door.permission is not Permission.SEE_ENGAGEMENTS]
    assert others[1][:4] == ["Beranda", "Perjanjian", "Penyaluran", "Laporan"]
