"""What waits of Sentra Kreasi: months to be closed, and proceeds to be handed to their makers."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from accounts.models import Office, User
from activities.models import MakerShare, SalesMonth
from desk.things import Thing


def closable(user: User) -> QuerySet[Any]:
    """Months that are over and whose sales come to their turnover, recorded by somebody else."""
    this_month = (user.office or Office()).today.replace(day=1)
    rows = SalesMonth.objects.visible_to(user).filter(state="draft", lines_total=F("turnover"), month__lt=this_month)
    return rows.exclude(drafted_by=user).order_by("month", "pk")


def show_month(month: SalesMonth) -> Thing:
    return Thing(month.place, month.label, month.get_absolute_url(), amount=month.turnover)


def owed(user: User) -> QuerySet[Any]:
    """Makers who have not been handed all that they are due, the longest first."""
    rows = MakerShare.objects.visible_to(user).owed().select_related("month", "maker__person", "maker__partner")
    return rows.order_by("month__month", "pk")


def show_share(share: MakerShare) -> Thing:
    return Thing(share.maker.name, str(share.month), share.month.get_absolute_url(), amount=share.owed)
