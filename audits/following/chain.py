"""The whole chain of one instalment's money, as far as a reader may see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from accounts.models import User
from audits.following import payment as before
from audits.following.links import Link
from audits.following.people import beneficiaries_of, people_links, return_links
from audits.following.report import Reported, line_at, official_link, report_links, reported_of
from partners.models import Instalment
from reports.models import BeneficiaryRow
from reports.review import Review


@dataclass(frozen=True, slots=True)
class MoneyChain:
    """All that is known of one instalment's money; ``missing`` names each link that is not there, or not whole."""

    instalment: Instalment
    links: list[Link]
    reported: Reported | None
    missing: list[str]

    @property
    def book(self) -> Review | None:
        """The cash book, None before the first upload."""
        return self.reported.book if self.reported else None


def follow(instalment: Instalment, user: User, *, row: str = "", person: str = "") -> MoneyChain:
    """The chain; a fixed number of queries, however long the cash book and the list of people.

    ``row`` is the line of the cash book, ``person`` that of the list of beneficiaries, which the reader comes from:
    then the chain tells of this one. What names none tells of all.
    """
    agreement, payment = instalment.agreement, before.payment_of(instalment, user)
    reported = reported_of(instalment, user)
    sought = line_at(reported.book if reported else None, row)
    links = [
        before.budget_link(payment, agreement),
        before.agreement_link(instalment),
        before.decree_link(payment, agreement, user),
        *before.treasury_links(payment, instalment),
        *before.bank_links(payment, user),
        before.receipt_link(payment),
        *report_links(reported, sought),
        *people_links(payment, reported, _person_at(reported, person), user),
        *return_links(instalment, payment, reported, user),
        official_link(reported, user),
    ]
    missing = [f"{link.title}: {link.missing}" for link in links if link.missing]
    return MoneyChain(instalment, _placed(links), reported, missing)


def _placed(links: list[Link]) -> list[Link]:
    """Each at a place of its own: of several returns the second is "kembali-2"."""
    times: Counter[str] = Counter()
    placed = []
    for link in links:
        times[link.anchor] += 1
        again = times[link.anchor]
        placed.append(replace(link, anchor=f"{link.anchor}-{again}") if again > 1 else link)
    return placed


def _person_at(reported: Reported | None, row: str) -> BeneficiaryRow | None:
    if not (row.isascii() and row.isdigit()) or len(row) > 9:
        return None
    return beneficiaries_of(reported).select_related("revision").filter(row=row).first()
