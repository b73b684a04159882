"""Writes about many deliveries at once: a distributor's answer on a payment, as one list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from grants.actions.deliveries import fail_delivery, record_delivery
from grants.models import Delivery, Disbursement


@dataclass(frozen=True, slots=True)
class Answer:
    """What a distributor says of one recipient: handed over on a day by somebody, or, without a day, not, and why."""

    delivery: Delivery
    delivered_on: date | None
    said: str  #: who handed over, or why it could not be


@transaction.atomic
def record_answers(*, disbursement: Disbursement, answers: Iterable[Answer], by: User) -> int:
    """Write down all of them or none, by the same two actions as the page: those of one day and person, or one reason,
    together. Refuses what these refuse."""
    groups: defaultdict[tuple[date | None, str], dict[int, int]] = defaultdict(dict)
    for each in answers:
        groups[each.delivered_on, each.said][each.delivery.pk] = each.delivery.version
    done = 0
    for (day, said), ticked in groups.items():
        if day is None:
            done += fail_delivery(disbursement=disbursement, ticked=ticked, reason=said, by=by)
        else:
            done += record_delivery(
                disbursement=disbursement, ticked=ticked, delivered_on=day, handed_over_by=said, by=by
            )
    return done
