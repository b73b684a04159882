from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from accounts.models import User
from grants.actions import mark_accounted, open_return
from grants.models import Disbursement, TreasuryReturn
from partners.models import Agreement, Instalment, Partner
from tests.at_once import many_hands
from tests.beforehand import mark_all
from tests.cast import Cast

__all__ = ["Stage", "many_hands", "stage"]

SPP, SPM, SP2D = date(2021, 4, 8), date(2021, 4, 9), date(2021, 4, 12)


@dataclass
class Stage:
    """LKS Sakura with an agreement in force: two instalments of Rp30.000.000 and Rp20.000.000."""

    cast: Cast
    partner: Partner
    agreement: Agreement

    @property
    def finance(self) -> User:
        return self.cast.person("finance")

    @property
    def ppspm(self) -> User:
        return self.cast.person("ppspm")

    @property
    def ppk(self) -> User:
        return self.cast.person("ppk")

    @property
    def treasurer(self) -> User:
        return self.cast.treasurer(self.partner)

    def instalment(self, number: int = 1) -> Instalment:
        return self.agreement.instalments.get(number=number)

    def proposed(self, number: int = 1) -> Disbursement:
        return self.cast.proposed(self.instalment(number))

    def paid(self, number: int = 1) -> Disbursement:
        return self.cast.paid(self.instalment(number))

    def owed(self, amount: int = 1_250_000) -> TreasuryReturn:
        """The first instalment's report accepted, with a remainder to be paid back."""
        self.paid()
        mark_accounted(instalment=self.instalment(), by=self.ppk)
        owed = open_return(instalment=self.instalment(), amount=amount, by=self.ppk)
        assert owed is not None
        return owed


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return cast.beforehand if isinstance(cast.beforehand, Stage) else stage_of(cast)


def stage_of(cast: Cast) -> Stage:
    """The agreement of LKS Sakura is in force; nothing is proposed yet."""
    partner = cast.partner()
    return Stage(cast, partner, cast.agreement(partner))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    mark_all(items, Path(__file__).parent, "stage", stage_of)
