"""What waits of agreements that change, of sanctions, and of documents that run out."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from desk.things import Thing
from partners.models import Addendum, PartnerDocument, SanctionLift, Termination
from partners.standing import LISTED


def running_out(user: User) -> QuerySet[PartnerDocument]:
    """Documents of LKS that have run out or will soon, and have no successor."""
    rows = PartnerDocument.objects.visible_to(user).running_out(timezone.localdate() + LISTED)
    found: QuerySet[PartnerDocument] = rows.select_related("partner")
    return found


def show_document(document: PartnerDocument) -> Thing:
    url = document.partner.get_absolute_url()
    return Thing(document.partner.name, str(document), url, due_on=document.valid_until, counts_down=True)


def addenda(user: User, state: str) -> QuerySet[Addendum]:
    rows = Addendum.objects.visible_to(user).filter(state=state).select_related("agreement__partner")
    return rows.order_by("drafted_at")


def show_addendum(addendum: Addendum) -> Thing:
    partner = addendum.agreement.partner.name
    return Thing(partner, str(addendum), addendum.get_absolute_url(), amount=addendum.value)


def lifts(user: User) -> QuerySet[SanctionLift]:
    rows: QuerySet[SanctionLift] = SanctionLift.objects.visible_to(user).filter(state="asked")
    return rows.exclude(asked_by=user).select_related("partner").order_by("asked_at")


def show_lift(lift: SanctionLift) -> Thing:
    return Thing(lift.partner.name, lift.because, lift.get_absolute_url(), due_on=lift.valid_until)


def terminations(user: User) -> QuerySet[Termination]:
    rows: QuerySet[Termination] = Termination.objects.visible_to(user).filter(state="asked")
    return rows.exclude(asked_by=user).select_related("agreement__partner").order_by("asked_at")


def show_termination(asked: Termination) -> Thing:
    agreement = asked.agreement
    return Thing(agreement.partner.name, f"{agreement}: {asked.because}", asked.get_absolute_url())
