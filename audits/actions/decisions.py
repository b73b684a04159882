"""Writes about engagements by the inspector: granting, sending back, refusing, extending, closing, changing the team.

Reading follows from an engagement by itself (``audits.reading``): what is granted opens records, what is closed shuts
them, with the next page that a member of the team asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from audits.actions.drafts import put_in_team, require_days_left
from audits.finalising import OPEN_STATES, finalisers, who_finalises
from audits.locks import locked_engagement
from audits.models import Engagement
from audits.terms import Team, Terms, terms_of
from audits.validity import require_auditors, require_not_too_long
from partners.validity import require_permission
from regulations.dates import tanggal
from trail.refusal import NotAllowed, Refusal
from trail.transition import transition


@transaction.atomic
def grant_engagement(*, engagement: Engagement, by: User, version: int) -> Engagement:
    """Let the team read what the scope names, from the first day to the last; never by who asked or is in the team."""
    require_days_left(engagement)
    require_permission(by, Permission.DECIDE_ENGAGEMENT, "memberi penugasan", engagement)
    terms = Terms(**terms_of(engagement))
    if by.pk in terms.team.people:
        raise NotAllowed("Anda sendiri ada di dalam tim, jadi orang lain yang harus memberi penugasan ini.")
    require_auditors(terms.team, office=engagement.office)
    return transition(engagement, "grant", by=by, version=version, data=terms.as_data())


@transaction.atomic
def send_back_engagement(*, engagement: Engagement, reason: str, by: User, version: int) -> Engagement:
    """Give a draft back to be mended, with a reason."""
    return transition(engagement, "send_back", by=by, version=version, reason=reason)


@transaction.atomic
def refuse_engagement(*, engagement: Engagement, reason: str, by: User, version: int) -> Engagement:
    """Refuse an engagement for good, with a reason."""
    return transition(engagement, "refuse", by=by, version=version, reason=reason)


@transaction.atomic
def extend_engagement(*, engagement: Engagement, until: date, reason: str, by: User, version: int) -> Engagement:
    """Give a running engagement, or one that has run out, a later last day, at most a year from today."""
    today = engagement.office.today
    if until <= engagement.ends_on:
        raise Refusal(f"Penugasan ini sudah berlaku sampai {tanggal(engagement.ends_on)}. Pilih hari sesudahnya.")
    if until < today:
        raise Refusal(f"{tanggal(until)} sudah lewat. Pilih hari ini atau sesudahnya.")
    require_not_too_long(today, until)
    data = {"was": engagement.ends_on.isoformat(), "until": until.isoformat()}
    return transition(
        engagement, "extend", by=by, version=version, reason=reason, changes={"ends_on": until}, data=data
    )


@transaction.atomic
def change_team(
    *,
    engagement: Engagement,
    leader: User,
    supervisor: User | None,
    members: Sequence[User],
    reason: str,
    by: User,
    version: int,
) -> Engagement:
    """Make other people the team of a running engagement, with a reason; who leaves it reads nothing by it any more."""
    team, before = Team(leader, supervisor, members), Terms(**terms_of(engagement)).team
    require_auditors(team, office=engagement.office)
    data = {"was": before.as_data(), "team": team.as_data()}
    changed = transition(engagement, "change_team", by=by, version=version, reason=reason, data=data)
    put_in_team(changed, team)
    return changed


@transaction.atomic
def close_engagement(*, engagement: Engagement, by: User, version: int) -> Engagement:
    """End an engagement: nobody reads by it from now on.

    Its findings outlive it, and its team does not change any more: refuses while one of them may become final and
    nobody in the team is the one to do it.
    """
    # Taken first: what is being drafted is seen here, or finds the engagement ended.
    for finding in locked_engagement(engagement).findings.filter(state__in=OPEN_STATES).select_related("engagement"):
        if not finalisers(finding):
            raise Refusal(
                f"{finding} masih terbuka. {who_finalises(finding)}",
                "Ubah timnya dahulu, atau mintalah tim tidak melanjutkan temuan itu.",
            )
    return transition(engagement, "close", by=by, version=version)
