"""Which money that went back to the treasury may be counted for a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from accounts.models import User
from audits.models import Finding, FindingReturn, FollowUp, Settlement
from grants.models import TreasuryReturn
from grants.origins import Origin


def returns_of(finding: Finding) -> QuerySet[TreasuryReturn]:
    """What the balai opened because of the finding, what a follow-up names, and the parts in which each is paid in."""
    return _with_parts(finding, _named(finding))


def returns_to_name(finding: Finding, user: User) -> QuerySet[TreasuryReturn]:
    """The returns that a follow-up of this reader's may name: of whom the finding concerns, of no other finding.

    And not paid in before the audit began: what had gone back by then was not open when it found something.
    """
    rows = TreasuryReturn.objects.visible_to(user).standing().filter(office=finding.office_id)
    if finding.partner_id:
        rows = rows.filter(partner=finding.partner_id)
    others = FindingReturn.objects.exclude(finding=finding).values("treasury_return")
    of_others = Q(pk__in=others) | Q(part_of__isnull=False, part_of__in=others)
    found: QuerySet[TreasuryReturn] = rows.exclude(kind=TreasuryReturn.Kind.INTEREST).exclude(of_others)
    found = found.exclude(paid_on__lt=finding.engagement.starts_on).order_by("-pk")
    return found


def readable_of(returns: Iterable[TreasuryReturn], user: User) -> set[int]:
    """Ids of those whose pages the reader may open: an auditor while an engagement lets them."""
    keys = [one.pk for one in returns]
    return set(TreasuryReturn.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


def _named(finding: Finding) -> QuerySet[FollowUp]:
    """The follow-ups that name a return."""
    found: QuerySet[FollowUp] = FollowUp.objects.filter(recommendation__finding=finding, treasury_return__isnull=False)
    return found


def _with_parts(finding: Finding, named: QuerySet[FollowUp]) -> QuerySet[TreasuryReturn]:
    """What was opened because of the finding and what these follow-ups name, with the parts of each."""
    opened: QuerySet[FindingReturn, Any] = finding.returns.values("treasury_return")
    wanted = Q()
    for whole in (opened, named.values("treasury_return")):
        wanted |= Q(pk__in=whole) | Q(part_of__in=whole)
    found: QuerySet[TreasuryReturn] = TreasuryReturn.objects.standing().filter(wanted).order_by("pk")
    return found


def _counted() -> QuerySet[Settlement, Any]:
    standing = Settlement.objects.filter(withdrawn_at__isnull=True, treasury_return__isnull=False)
    return standing.values("treasury_return")


def returns_to_count(finding: Finding) -> QuerySet[TreasuryReturn]:
    """Those of them that are confirmed and counted for no finding yet."""
    return returns_of(finding).filter(state="confirmed").exclude(pk__in=_counted())


def left_to_open(finding: Finding) -> int:
    """Rupiah that are open of a finding and not yet on their way back for it, or back and not counted.

    What a follow-up names is held to be on its way until that is judged: who names a return of something else must not
    keep the balai from opening what is owed.
    """
    judged = F("recommendation__judged_at")
    unjudged = _named(finding).filter(Q(recommendation__judged_at__isnull=True) | Q(written_at__gt=judged))
    coming = _with_parts(finding, unjudged).exclude(pk__in=_counted())
    on_the_way = coming.aggregate(sum=Sum("amount"))["sum"] or 0
    return max(0, finding.still_open - on_the_way)


def findings_behind(owed: TreasuryReturn, user: User) -> Iterator[Origin]:
    """The findings that a return, or the one it is a part of, was opened for, as far as the reader may see them."""
    opened = FindingReturn.objects.visible_to(user).filter(treasury_return__in=[owed.pk, owed.part_of_id or owed.pk])
    for one in opened.select_related("finding"):
        yield Origin(str(one.finding), one.finding.get_absolute_url())
