"""By which weights the risks are judged: those of an engagement where its team has set some, else Amanah's own."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission
from audits.models import Engagement, SignalWeights
from audits.signals import INDICATORS

#: The most that a signal may weigh.
HEAVIEST = 10


def weights_of(engagement: Engagement | None) -> dict[str, int]:
    """The weight of each signal by its key. A signal that came into the table later has the table's."""
    kept = engagement.weights.first() if engagement else None
    return {one.key: (kept.weights if kept else {}).get(one.key, one.weight) for one in INDICATORS}


def engagements_to_weigh_by(user: User) -> QuerySet[Engagement]:
    """The running engagements by which this reader reads, the newest first."""
    if user.office is None or not user.may(Permission.SEE_ENGAGEMENTS):
        return Engagement.objects.none()
    return Engagement.objects.running(user.office.today).opens_for(user)


def usual_engagement(user: User) -> Engagement | None:
    """The one whose weights count where the reader chooses none: the newest whose team has set some."""
    weighed = SignalWeights.objects.values("engagement")
    return engagements_to_weigh_by(user).filter(pk__in=weighed).first()
