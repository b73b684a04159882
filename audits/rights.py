"""Who may do what to a finding, beyond the table of roles."""

from __future__ import annotations

from accounts.models import User
from accounts.roles import Permission, Role
from audits.models import Engagement, Finding, Side
from audits.reading import grant_of
from partners.models import Partner
from partners.permissions import holds
from trail.refusal import NotAllowed


def is_in_team(engagement: Engagement, user: User) -> bool:
    """Whether this auditor is of the engagement's team; also after its last day, for findings outlive it."""
    return user.may(Permission.AUDIT) and engagement.team.filter(user=user).exists()


def require_team(engagement: Engagement, by: User, what: str) -> None:
    """Refuse who is not in the team."""
    if not is_in_team(engagement, by):
        raise NotAllowed(f"Hanya tim penugasannya yang dapat {what}.")


def engagements_to_write_in(user: User) -> list[Engagement]:
    """Those that run today and of whose team the user is."""
    if user.office is None or not user.may(Permission.AUDIT):
        return []
    running = Engagement.objects.running(user.office.today).filter(team__user=user, office=user.office)
    return list(running.order_by("-pk").select_related("office").prefetch_related("offices", "partners__office"))


def covers(engagement: Engagement, partner: Partner | None, chain: str) -> bool:
    """Whether the scope of the engagement names this LKS, or where there is none the office of this chain."""
    return grant_of(engagement).covers(chain, partner.pk if partner else None)


def side_of(user: User, finding: Finding) -> Side | None:
    """For whom this person answers a finding; None where they do not."""
    if not user.may(Permission.ANSWER_FINDING):
        return None
    if user.office_id:
        return Side.OFFICE if user.office_id == finding.office_id and finding.asks_office else None
    partner = finding.partner_id
    if partner is None or not finding.asks_partner:
        return None
    officer = holds(user, partner, Role.TREASURER) or holds(user, partner, Role.PARTNER_HEAD)
    return Side.PARTNER if officer else None


def follows_up(user: User, finding: Finding) -> Side | None:
    """For whom this person says what was done: the LKS asked, and always the balai, which answers for its LKS."""
    if user.office_id and user.office_id == finding.office_id and user.may(Permission.ANSWER_FINDING):
        return Side.OFFICE
    return side_of(user, finding)


def may_return(finding: Finding, user: User) -> bool:
    """Whether this reader opens returns of the finding's money: what an LKS was paid, of which some is open."""
    owes = finding.state == "final" and finding.partner_id is not None and finding.still_open > 0
    return owes and user.may(Permission.OPEN_FINDING, finding)


def reads_by(engagement: Engagement, user: User) -> bool:
    """Whether the user reads what is audited by this engagement now: not before it runs, nor after its end."""
    return any(grant.key == engagement.pk for grant in user.reading.grants)
