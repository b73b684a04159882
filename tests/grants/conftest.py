from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from accounts.models import User
from grants.actions import mark_accounted, open_return
from grants.models import Disbursement, TreasuryReturn
from partners.models import Agreement, Instalment, Partner
from tests.cast import Cast

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
    partner = cast.partner()
    return Stage(cast, partner, cast.agreement(partner))


@pytest.fixture
def many_hands(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several threads may write to at once.

    PostgreSQL is one. SQLite's database in memory is not: threads that share it are refused instead of queued, as they
    never are in a file. So the tables go into a file for this test, and back to memory after it.
    """
    if connection.vendor != "sqlite":
        yield
        return
    memory = dict(connection.settings_dict)
    in_memory: sqlite3.Connection = connection.connection
    file = tmp_path / "many-hands.sqlite3"
    with sqlite3.connect(file) as target:
        in_memory.backup(target)
    settings: dict[str, Any] = connections.settings["default"]
    kept = settings["NAME"]
    connection.connection = None
    settings["NAME"] = connection.settings_dict["NAME"] = str(file)
    yield
    connection.connection.close()
    connection.connection = in_memory
    settings["NAME"], connection.settings_dict["NAME"] = kept, memory["NAME"]
