"""What engagements let an auditor or inspector read, as ``accounts.reading`` asks it once for each request."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.models import User
from accounts.reading import Grant
from audits.models import Engagement


def grants_of(user: User) -> Iterator[Grant]:
    """One for each engagement that runs today, by the calendar of the user's own office, and opens records to them."""
    if user.office is None:
        return
    running = Engagement.objects.running(user.office.today).opens_for(user)
    for engagement in running.prefetch_related("offices", "partners__office"):
        yield grant_of(engagement)


def grant_of(engagement: Engagement) -> Grant:
    """What an engagement opens while it runs: the LKS named; else all of the offices named; else everything."""
    partners = list(engagement.partners.all())
    named = [partner.office for partner in partners] or list(engagement.offices.all())
    return Grant(
        key=engagement.pk,
        title=engagement.letter_number,
        offices={office.pk: office.code for office in named} if named else None,
        partners=frozenset(partner.pk for partner in partners),
    )
