"""Money that is followed in tests: its chain's address, what goes back, and what a bank replies."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from accounts.models import User
from audits.searching.hits import Hit
from audits.searching.search import find
from grants.actions import deposit_return
from grants.models import BankFile, Disbursement, TreasuryReturn
from grants.reconciliation.records import FileKind
from reports.models import Report
from tests.cast import Cast
from tests.grants.bank import REPLY, reply_line, taken_in
from tests.reports.stage import photo

NTPN = "ABCD1234EFGH5678"


def follow(report: Report, query: str = "") -> str:
    return reverse("audits:follow", args=[report.instalment_id]) + query


def deposited(cast: Cast, report: Report) -> TreasuryReturn:
    owed = TreasuryReturn.objects.get(instalment=report.instalment)
    return deposit_return(
        treasury_return=owed,
        billing_code="820999000000001",
        ntpn=NTPN,
        paid_on=date(2021, 9, 1),
        upload=photo(3),
        by=cast.treasurer(report.instalment.agreement.partner),
        version=owed.version,
    )


def answered(cast: Cast, payment: Disbursement) -> BankFile:
    """A bank's reply that the money has come in."""
    content = REPLY + reply_line(payment, "Berhasil")
    return taken_in(content, by=cast.person("finance"), kind=FileKind.BANK_REPLY)


def hits(text: str, user: User, kind: str = "") -> list[Hit]:
    """The hits of a search, of one kind by its title or of all."""
    return [hit for group in find(text, user) if not kind or group.title == kind for hit in group.hits]
