"""Two years of one office with two LKS, and a payment of another office, as facts written into the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from accounts.models import User
from grants.models import Disbursement, TreasuryReturn, whose
from partners.models import Instalment, Partner
from reports.models import Report
from tests.cast import Cast
from tests.grants.paper import scan
from vault.door import receive
from vault.kinds import EVIDENCE

#: The last second of 2021 by the clock of Jakarta, and the first of 2022.
LAST = datetime(2021, 12, 31, 16, 59, 59, tzinfo=UTC)
FIRST = datetime(2021, 12, 31, 17, 0, 0, tzinfo=UTC)


@dataclass
class Years:
    cast: Cast
    sakura: Partner
    resik: Partner
    user: User

    def paid(self, partner: Partner, number: str, *, account: str = "571111") -> Instalment:
        instalment = self.cast.agreement(partner, number=number).instalments.get(number=1)
        self.cast.paid(instalment, account=account)
        return instalment

    def accept(self, instalment: Instalment, at: datetime, *, remainder: int = 0, interest: int = 0) -> None:
        """As acceptance leaves it: the report's sums, the payment's state, and what must go back."""
        amount = instalment.amount
        Report.objects.filter(instalment=instalment).update(
            state="accepted", accepted_at=at, received=amount, spent=amount - remainder, remainder=remainder
        )
        Disbursement.objects.filter(instalment=instalment).update(state="accounted")
        for kind, owed in (("sisa", remainder), ("bunga", interest)):
            if owed:
                self.owe(instalment, at, owed, kind)

    def owe(self, instalment: Instalment, at: datetime, amount: int, kind: str) -> TreasuryReturn:
        owed = TreasuryReturn.objects.create(
            instalment=instalment,
            **whose(instalment.agreement),
            amount=amount,
            limit=amount,
            kind=kind,
            since=at.date(),
            due_on=at.date(),
        )
        TreasuryReturn.objects.filter(pk=owed.pk).update(opened_at=at)
        return owed

    def confirm(self, owed: TreasuryReturn, at: datetime) -> None:
        TreasuryReturn.objects.filter(pk=owed.pk).update(
            state="confirmed",
            confirmed_at=at,
            billing_code="1" * 15,
            ntpn=f"{owed.pk:016d}",
            paid_on=at.date(),
            proof=receive(scan(), by=self.user, accept=EVIDENCE, label="Bukti setor"),
        )


@pytest.fixture
def years(cast: Cast) -> Years:
    """Paid in 2021: 30 million each to two LKS from two accounts; accepted in its last second and in the next."""
    made = Years(
        cast,
        cast.partner(),
        cast.partner("LKS Resik", registration_number="TD/002"),
        cast.person("finance"),
    )
    made.accept(made.paid(made.sakura, "001/PKS"), LAST, remainder=1_000_000, interest=7_000)
    made.accept(made.paid(made.resik, "002/PKS", account="571112"), FIRST, remainder=2_000_001)
    made.paid(made.resik, "003/PKS", account="571112")
    return made
