"""The main menu: which rooms this reader may enter, and where they are now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission


@dataclass(frozen=True, slots=True)
class Door:
    """A menu entry: its name, its address, the icon's id in the sprite, and who may enter.

    ``quick`` ones stand at the foot of a phone's screen. Where the menu is long, ``group`` is the heading above.
    """

    label: str
    route: str
    icon: str
    permission: Permission | None
    group: str = ""
    quick: bool = False

    @property
    def url(self) -> str:
        return reverse(self.route)


#: So many doors are seen at a glance; a longer menu has headings.
FEW = 9
DOORS = (
    Door("Beranda", "desk:home", "home", None, quick=True),
    Door("LKS", "partners:partners", "partners", Permission.SEE_PARTNERS, "Lembaga"),
    Door("Perjanjian", "partners:agreements", "agreement", Permission.SEE_PARTNERS, "Lembaga", quick=True),
    Door("Bimtek", "partners:trainings", "comment", Permission.SEE_PARTNERS, "Lembaga"),
    Door("Alokasi", "grants:allocations", "allocation", Permission.FOLLOW_MONEY, "Uang"),
    Door("Penyaluran", "grants:disbursements", "disbursement", Permission.SEE_MONEY, "Uang", quick=True),
    Door("Laporan", "reports:reports", "report", Permission.SEE_REPORTS, "Uang", quick=True),
    Door("Pengembalian", "grants:returns", "return", Permission.SEE_MONEY, "Uang"),
    Door("Akhir tahun", "yearend:year_end", "calendar", Permission.SEE_YEAR_END, "Uang"),
    Door("Penerima", "beneficiaries:people", "user", Permission.SEE_BENEFICIARIES, "Layanan"),
    Door("Bantuan", "beneficiaries:aid_list", "inbox", Permission.SEE_BENEFICIARIES, "Layanan"),
    Door("Kematian", "grants:deaths", "people", Permission.SEE_DEATHS, "Layanan"),
    Door("Angka layanan", "activities:served", "eye", Permission.SEE_BENEFICIARIES, "Layanan"),
    Door("Sentra Kreasi", "activities:months", "place", Permission.SEE_ACTIVITIES, "Layanan"),
    Door("Penugasan", "audits:engagements", "agreement", Permission.SEE_ENGAGEMENTS, "Pengawasan"),
    Door("Temuan", "audits:findings", "note", Permission.SEE_FINDINGS, "Pengawasan"),
    Door("Telusur dana", "audits:money", "follow", Permission.FOLLOW_MONEY, "Pengawasan"),
    Door("Risiko", "audits:risks", "warning", Permission.SEE_RISKS, "Pengawasan"),
    Door("Duplikat", "audits:duplicates", "copy", Permission.SEE_RISKS, "Pengawasan"),
    Door("Jejak", "audits:trail", "trail", Permission.SEE_TRAIL, "Pengawasan"),
    Door("Aturan", "legal:rules", "rules", Permission.SEE_RULES, "Pengawasan"),
    Door("Coba periksa", "reports:try_out", "sheet", Permission.SEE_RULES, "Pengawasan"),
    Door("Pengguna", "accounts:people", "people", Permission.MANAGE_ACCOUNTS, "Pengawasan", quick=True),
)


#: Who audits works in the audit room: its group comes first, and these stand at the foot of a phone's screen.
AUDITORS_GROUP = "Pengawasan"
AUDITORS_QUICK = frozenset({"desk:home", "audits:engagements", "audits:findings", "audits:money"})


def doors_for(user: User) -> list[Door]:
    """The doors open to this reader, in the order of their menu."""
    doors = [door for door in DOORS if door.permission is None or door.permission in user.permissions]
    if Permission.SEE_ENGAGEMENTS not in user.permissions:
        return doors
    mine = [replace(door, quick=door.route in AUDITORS_QUICK) for door in doors]
    return sorted(mine, key=lambda door: (door.group != "", door.group != AUDITORS_GROUP))


def demo_signins() -> list[dict[str, str]]:
    """One person of each role to try, for the sign-in page of a demonstration; empty elsewhere."""
    if not settings.DEMO:
        return []
    from desk.demo import people, play

    return [{"role": role, "email": email, "password": people.PASSWORD} for role, email in play.sign_ins()]


def context(request: HttpRequest) -> dict[str, Any]:
    """Template context: ``nav`` (doors open to this reader), ``nav_is_long``, ``nav_here`` (address of the door that
    this page lies behind, or ""), ``here`` (the room of this page), ``demo``, and ``demo_signins``,
    which only the sign-in page calls.
    """
    user = getattr(request, "user", None)
    match = request.resolver_match
    nav = doors_for(user) if isinstance(user, User) else []
    behind = [door.url for door in nav if request.path.startswith(door.url) and door.url != reverse("desk:home")]
    return {
        "nav": nav,
        "nav_is_long": len(nav) > FEW,
        "nav_here": max(behind, key=len, default=""),
        "here": match.app_name if match else "",
        "demo": settings.DEMO,
        "demo_signins": demo_signins,
    }
