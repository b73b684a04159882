"""Asking for waivers and granting them, at an hour that the test sets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from accounts.actions import open_account
from accounts.models import User
from accounts.roles import Role
from reports.actions import ask_waiver, submit_report
from reports.answers import CauseKey
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.models import Report, Waiver
from tests.cast import PASSWORD
from tests.reports.stage import Edit, Stage, put

PAYEE: CauseKey = ("BKU-08", "BKU", "payee")
STAMP: CauseKey = ("MTR-01", "BKU", "stamp_duty")
REASON = "Pedagang pasar tanpa nama."
TODAY = date(2026, 3, 10)
CLOCK = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)  # ten in the morning in Jakarta


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """The hour everywhere; the test says when it is another."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_to(CLOCK)
    return set_to


def nameless(*lines: int) -> Edit:
    """Expenses whose payee is left blank: one error each, of one cause; 1 is K-001."""

    def edit(book: Workbook) -> None:
        for line in lines:
            book[BKU.title].cell(FIRST_DATA_ROW + line, BKU.index("payee")).value = None

    return edit


def stamped(amount: int) -> Edit:
    """K-001, of Rp12.000.000, with a stamp of so many rupiah."""
    return lambda book: put(book, BKU, FIRST_DATA_ROW + 1, stamp_duty=amount)


def ask(stage: Stage, cause: CauseKey = PAYEE, *, until: date = TODAY + timedelta(days=30), **given: Any) -> Waiver:
    revision = stage.report.latest
    assert revision is not None
    by = given.pop("by", None) or stage.cast.person("verifier")
    told = {"revision_number": revision.number, "reason": REASON} | given
    return ask_waiver(report=stage.report, cause=cause, until=until, by=by, **told)


def granted(stage: Stage, cause: CauseKey = PAYEE, *, until: date = TODAY + timedelta(days=30)) -> Waiver:
    return stage.cast.granted(ask(stage, cause, until=until))


def make_ready(stage: Stage) -> None:
    """All but the waiver: evidence, explanations, signatures."""
    stage.attach_all()
    stage.explain()
    stage.sign_both()
    stage.report.refresh_from_db()


def submit(stage: Stage) -> Report:
    return submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)


def another_ppk(stage: Stage, **roles: Any) -> User:
    return open_account(
        email="ppk2@contoh.id",
        name="Rekan Contoh",
        roles=[Role.PPK],
        office=stage.cast.office("balai"),
        password=PASSWORD,
        by=None,
    )
