"""Two persons for every finding: who wrote any of it does not make it final."""

from __future__ import annotations

from accounts.models import User
from accounts.roles import Permission
from audits.models import EngagementMember, Finding
from trail.authors import authors_of

#: Until here it is not final and may become so.
OPEN_STATES = ("draft", "shown", "answered")
_SUPERVISOR = EngagementMember.Place.SUPERVISOR
_HEADS = (_SUPERVISOR, EngagementMember.Place.LEADER)


def finalisers(finding: Finding) -> list[User]:
    """Who may make it final: the head of the team and the supervisor, unless they wrote any of it."""
    heads = [one.user for one in finding.engagement.team.filter(place__in=_HEADS).select_related("user")]
    wrote = authors_of(finding)
    return [user for user in heads if str(user.pk) not in wrote and user.may(Permission.AUDIT)]


def who_finalises(finding: Finding) -> str:
    """The sentence on who makes it final; where nobody can, on who has to be put in the team."""
    if able := finalisers(finding):
        return f"Ditetapkan final oleh {' atau '.join(str(user) for user in able)}."
    nobody = "Belum ada yang dapat menetapkan temuan ini final: penulisnya tidak menetapkannya sendiri."
    if finding.engagement.team.filter(place=_SUPERVISOR).exists():
        return f"{nobody} Mintalah inspektur mengubah tim: ketua tim atau pengendali teknisnya harus orang lain."
    return f"{nobody} Mintalah inspektur mengubah tim: tambahkan pengendali teknis yang tidak ikut menulisnya."
