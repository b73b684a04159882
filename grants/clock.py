"""How long a bank or post office still has to hand out the money of a payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from grants.models import Disbursement
from regulations.law import Law
from regulations.parameters import CHANNEL_DAYS


@dataclass(frozen=True, slots=True)
class Clock:
    """``days`` calendar days from ``starts_on``; the last of them is ``last_day``."""

    starts_on: date
    days: int
    today: date

    @property
    def last_day(self) -> date:
        return self.starts_on + timedelta(days=self.days)

    @property
    def left(self) -> int:
        """Days left; negative when the last one has passed."""
        return (self.last_day - self.today).days

    @property
    def has_run_out(self) -> bool:
        return self.left < 0


def clock_of(payment: Disbursement, law: Law, *, today: date | None = None) -> Clock | None:
    """The clock of a paid payment through a distributor; None for any other.

    It runs from the day on which the distributor got the money; as long as nobody has said which, from the SP2D. How
    many days it has is a figure of the law of that day, which legal officers amend.
    """
    starts_on = payment.distributor_received_on or payment.sp2d_date
    if not payment.is_running or starts_on is None:
        return None
    return Clock(starts_on, law.on(CHANNEL_DAYS, starts_on), today or timezone.localdate())
