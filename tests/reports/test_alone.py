"""Who only looks learns nothing of others: what other reports and the register of deaths hold is asked at upload.

Trying a workbook out and checking typed lines leave no trace, so by them anybody could ask whether a person was helped
elsewhere or has died.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl.workbook import Workbook

from accounts.models import User
from grants.models import DeathRecord
from reports.intake.layout import FIRST_DATA_ROW, TAX
from reports.intake.lines import lines_of
from reports.judge import judge
from reports.lines import to_plain
from reports.models import BeneficiaryRow, TaxRow
from tests.reports.stage import Stage, put, xlsx

pytestmark = pytest.mark.django_db
PERSONS = {BeneficiaryRow._meta.db_table, DeathRecord._meta.db_table}
PAYMENTS = {TaxRow._meta.db_table}


def with_tax(book: Workbook) -> None:
    paid = {"kind": "PPh 22", "base": 12_000_000, "amount": 180_000, "paid_on": date(2021, 5, 1)}
    put(book, TAX, FIRST_DATA_ROW, evidence_number="K-001", ntpn="0A1B2C3D4E5F6G7H", **paid)


def asked(act: Callable[[], object]) -> set[str]:
    """The tables of persons and of tax payments that somebody asked while this was done."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return {table for table in PERSONS | PAYMENTS if any(table in query["sql"] for query in captured)}


def test_whoever_leaves_no_trace_asks_nothing_about_persons_and_payments_of_tax(
    stage: Stage, sign_in: Callable[[User], Client]
) -> None:
    workbook, instalment = stage.filled(with_tax), stage.report.instalment
    assert asked(lambda: judge(io.BytesIO(workbook), instalment=instalment, alone=True)) == set()
    browser = sign_in(stage.treasurer)
    typed = {**to_plain(lines_of(io.BytesIO(workbook))[0]), "follows": 0, "draft": 0}
    check = reverse("reports:lines_check", args=[stage.report.pk])
    answers = []
    for look in (
        lambda: browser.post("/laporan/coba/", {"workbook": xlsx(workbook), "hasil": "halaman"}),
        lambda: browser.post(check, json.dumps(typed), content_type="application/json"),
    ):
        assert asked(lambda look=look: answers.append(look())) == set()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert asked(lambda: stage.upload(with_tax)) == PERSONS | PAYMENTS
