"""The facts that signals are judged by: counts over the lines of a cash book, and what is known beside it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

#: An amount is round when it is a multiple of this, in rupiah.
ROUND = 100_000
#: So many days before the end of a period are its last days.
LAST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Line:
    """An expense of a cash book: its amount in rupiah, and a key for its payee ("" where none is named)."""

    paid: int
    day: date | None = None
    payee: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount from which a receipt must do more than one below it, and from where on one is just under it."""

    near: int
    at: int

    def is_near(self, amount: int) -> bool:
        return self.near <= amount < self.at

    def is_above(self, amount: int) -> bool:
        """As far above the limit as ``near`` is below it: what an honest book has about as much of."""
        return self.at <= amount < 2 * self.at - self.near


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one report, or of all reports of an LKS together. Amounts in rupiah."""

    reports: int = 1
    days_late: int = 0  #: of the report that is or came latest
    sent_back: int = 0  #: times that a report was returned for correction
    waivers: int = 0  #: findings that were set aside
    warnings: int = 0  #: in the last revisions
    lines: int = 0
    spent: int = 0
    round_lines: int = 0
    near_limit: int = 0
    above_limit: int = 0
    digits: tuple[int, ...] = (0,) * 9  #: how many amounts begin with 1, 2 … 9
    timed_spent: int = 0  #: of the lines whose day and period are known
    last_spent: int = 0  #: of these in the last days of the period
    shared_payee_spent: int = 0  #: paid to those whom other LKS pay too
    shared_evidence: int = 0  #: evidence that stands in another report as well
    findings: int = 0  #: of audits before
    findings_amount: int = 0


def counted(
    facts: Facts,
    lines: Iterable[Line],
    *,
    limit_on: Callable[[date], Limit | None],
    ends_on: date | None = None,
    shared_payees: Container[str] = (),
) -> Facts:
    """``facts`` with the counts over these lines. ``limit_on`` gives the limit of a day, or None."""
    spent = count = round_lines = near = above = timed = last = shared = 0
    digits = [0] * 9
    last_from = ends_on - timedelta(days=LAST_DAYS - 1) if ends_on else None
    for line in lines:
        if line.paid <= 0:
            continue
        count += 1
        spent += line.paid
        round_lines += line.paid % ROUND == 0
        digits[int(str(line.paid)[0]) - 1] += 1
        if line.day is not None:
            if limit := limit_on(line.day):
                near += limit.is_near(line.paid)
                above += limit.is_above(line.paid)
            if last_from is not None:
                timed += line.paid
                last += line.paid if line.day >= last_from else 0
        if line.payee and line.payee in shared_payees:
            shared += line.paid
    return replace(
        facts,
        lines=count,
        spent=spent,
        round_lines=round_lines,
        near_limit=near,
        above_limit=above,
        digits=tuple(digits),
        timed_spent=timed,
        last_spent=last,
        shared_payee_spent=shared,
    )


def together(several: Iterable[Facts], *, findings: int = 0, findings_amount: int = 0) -> Facts:
    """The facts of an LKS: those of its reports added up, the latest of the late. Past findings are the LKS's own,
    which each of its reports repeats."""
    parts = list(several)
    return Facts(
        reports=len(parts),
        days_late=max((part.days_late for part in parts), default=0),
        sent_back=sum(part.sent_back for part in parts),
        waivers=sum(part.waivers for part in parts),
        warnings=sum(part.warnings for part in parts),
        lines=sum(part.lines for part in parts),
        spent=sum(part.spent for part in parts),
        round_lines=sum(part.round_lines for part in parts),
        near_limit=sum(part.near_limit for part in parts),
        above_limit=sum(part.above_limit for part in parts),
        digits=tuple(map(sum, zip(*(part.digits for part in parts), strict=True))) if parts else (0,) * 9,
        timed_spent=sum(part.timed_spent for part in parts),
        last_spent=sum(part.last_spent for part in parts),
        shared_payee_spent=sum(part.shared_payee_spent for part in parts),
        shared_evidence=sum(part.shared_evidence for part in parts),
        findings=findings,
        findings_amount=findings_amount,
    )
