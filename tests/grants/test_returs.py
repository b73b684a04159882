"""A bank refuses a transfer: the failed SP2D is kept, and the payment is made again or given up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import User
from grants.actions import (
    approve_disbursement,
    cancel_disbursement,
    mark_accounted,
    propose_disbursement,
    record_retur,
    repay_disbursement,
)
from grants.actions.bank_matches import confirm_matches
from grants.models import Disbursement, Retur
from grants.reconciliation.records import FileKind
from partners.models import BankAccount, Instalment
from reports.models import Report
from reports.money import NOT_RECEIVED, money_in_the_way, require_money
from tests.grants.bank import REPLY, reply_line, taken_in
from tests.grants.conftest import SP2D, SPM, Stage
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import AppendOnly, Event
from trail.refusal import NotAllowed, Refusal, StalePage

SECOND = "210131309999999"
BACK = SP2D + timedelta(days=2)


def retur(stage: Stage, payment: Disbursement, **changes) -> Disbursement:
    given = {
        **{"returned_on": BACK, "bank_reason": "Rekening tutup", "upload": scan("surat-bank.png")},
        **{"by": stage.finance, "version": payment.version},
    }
    return record_retur(disbursement=payment, **{**given, **changes})


def repay(stage: Stage, payment: Disbursement, **changes) -> Disbursement:
    given = {
        "sp2d_number": SECOND,
        "sp2d_date": BACK + timedelta(days=5),
        "by": stage.finance,
        "version": payment.version,
    }
    return repay_disbursement(disbursement=payment, **{**given, **changes})


@pytest.fixture
def paid(stage: Stage) -> Disbursement:
    return stage.paid()


@pytest.fixture
def returned(stage: Stage, paid: Disbursement) -> Disbursement:
    return retur(stage, paid)


def test_the_failed_sp2d_is_kept_with_reason_and_day(stage, paid):
    number = paid.sp2d_number
    assert retur(stage, paid).state == "returned"
    kept = Retur.objects.get()
    assert (kept.sp2d_number, kept.sp2d_date, kept.returned_on) == (number, SP2D, BACK)
    assert (kept.reason, kept.amount, kept.bank_account) == ("Rekening tutup", 30_000_000, paid.bank_account)
    event = Event.objects.about(paid).filter(verb="disbursement.retur").get()
    assert event.data["reason"] == "Diretur menurut surat bank: Rekening tutup"


def test_a_retur_is_never_changed(returned):
    with pytest.raises(AppendOnly):
        Retur.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE grants_retur SET amount = 1")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"returned_on": SP2D - timedelta(days=1)}, "mendahului tanggal SP2D"),
        ({"returned_on": date(2999, 1, 1)}, "belum terjadi"),
        ({"bank_reason": " - "}, "Alasan bank belum diisi"),
        ({"upload": None}, "Surat atau jawaban bank belum dilampirkan"),
    ],
)
def test_what_cannot_be_is_refused(stage, paid, changes, says):
    with pytest.raises(Refusal, match=says):
        retur(stage, paid, **changes)
    assert not Retur.objects.exists()


def test_only_finance_records_it(stage, paid):
    with pytest.raises(NotAllowed):
        retur(stage, paid, by=stage.ppspm)


def test_a_second_click_finds_it_returned(stage, paid):
    version = paid.version
    retur(stage, paid)
    with pytest.raises(StalePage):
        retur(stage, paid, version=version)
    assert Retur.objects.count() == 1


def test_what_is_accounted_for_is_not_returned_without_words(stage, paid):
    paid = mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    with pytest.raises(Refusal, match="laporannya sudah diterima"):
        retur(stage, paid)


def test_a_line_of_a_bank_does_not_return_what_is_accounted_for(stage, paid):
    mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    bank_file = taken_in(
        REPLY + reply_line(paid, "Retur", "Rekening tutup"), by=stage.finance, kind=FileKind.BANK_REPLY
    )
    with pytest.raises(Refusal, match="laporannya sudah diterima"):
        confirm_matches(bank_file=bank_file, chosen={2: paid.pk}, by=stage.finance)


# Paid again


def test_the_failed_number_does_not_pay_again(stage, returned):
    with pytest.raises(Refusal, match="sudah diretur bank"):
        repay(stage, returned, sp2d_number=returned.sp2d_number)


def test_the_new_sp2d_does_not_come_before_the_retur(stage, returned):
    with pytest.raises(Refusal, match="mendahului tanggal retur"):
        repay(stage, returned, sp2d_date=BACK - timedelta(days=1))
    assert repay(stage, returned, sp2d_date=BACK).state == "paid"


def test_it_may_come_back_twice(stage, returned):
    again = repay(stage, returned)
    retur(stage, again, returned_on=again.sp2d_date)
    assert [kept.sp2d_number for kept in again.returs.all()][1] == SECOND


# Given up


def test_a_cancelled_payment_frees_instalment_and_budget_line(stage, returned):
    cancel_disbursement(
        disbursement=returned, reason="LKS sudah tutup sejak Mei.", by=stage.ppspm, version=returned.version
    )
    line = returned.allocation
    assert (returned.state, returned.cancelled_by, line.committed()) == ("cancelled", stage.ppspm, 0)
    assert not Instalment.objects.get(pk=returned.instalment_id).requested
    anew = propose_disbursement(
        instalment=stage.instalment(),
        allocation=line,
        decree=returned.decree,
        spp_number="0009/SPP",
        spp_date=SP2D,
        by=stage.finance,
    )
    assert anew.state == "proposed"


def test_who_proposed_does_not_cancel_and_a_paid_one_is_not_cancelled(stage, paid):
    reason = "LKS sudah tutup sejak Mei."
    with pytest.raises(StalePage):
        cancel_disbursement(disbursement=paid, reason=reason, by=stage.ppspm, version=paid.version)
    back = retur(stage, paid)
    with pytest.raises(NotAllowed):
        cancel_disbursement(disbursement=back, reason=reason, by=stage.finance, version=back.version)


def test_by_a_change_of_roles_nobody_gives_up_what_they_said_came_back_nor_pays_into_an_account_they_set(
    stage, paid, sign_in
):
    """Once of finance, now the PPSPM: what they did then stays theirs."""
    stage.ppspm.role_grants.create(role="finance")
    back = retur(stage, paid, by=User.objects.get(pk=stage.ppspm.pk))
    with pytest.raises(NotAllowed, match="Anda sendiri yang mencatat returnya"):
        cancel_disbursement(
            disbursement=back, reason="LKS sudah tutup sejak Mei.", by=stage.ppspm, version=back.version
        )
    page = sign_in(stage.ppspm).get(back.get_absolute_url())
    assert "cancel" not in page.context["forms"] and "harus dibatalkan orang lain" in seen(page)

    Disbursement.objects.filter(pk=back.pk).update(state="proposed", spm_number="", spm_date=None, spm_year=None)
    asked = Disbursement.objects.get()
    given = {"spm_number": "1/SPM", "spm_date": SPM, "by": stage.ppspm, "version": asked.version}
    accounts = BankAccount.objects.filter(pk=asked.bank_account_id)
    accounts.update(set_by=stage.ppspm, set_at=timezone.now())
    with pytest.raises(NotAllowed, match="baru-baru ini mencatat rekeningnya"):
        approve_disbursement(disbursement=asked, **given)
    accounts.update(set_at=timezone.now() - timedelta(days=400))
    assert approve_disbursement(disbursement=Disbursement.objects.get(), **given).state == "approved"


# The report


def test_a_report_is_not_awaited_while_its_money_is_gone(stage, returned):
    report = Report.objects.get()
    assert not Report.objects.awaited().exists()
    assert not Report.objects.overdue().exists()
    assert money_in_the_way(report, None) == NOT_RECEIVED
    with pytest.raises(Refusal, match="diretur bank dan belum dibayar ulang"):
        require_money(report)


def test_it_is_due_so_many_days_after_the_sp2d_that_stands(stage, returned):
    before = Report.objects.get().due_on
    repay(stage, returned)
    report = Report.objects.get()
    assert report.due_on == before + timedelta(days=7)
    assert Event.objects.about(report).last().verb == "report.move_due"
    assert Report.objects.awaited().get() == report
    assert money_in_the_way(report, None) == ""


def test_a_cancelled_payments_report_waits_for_the_one_that_follows(stage, returned):
    cancel_disbursement(
        disbursement=returned, reason="LKS sudah tutup sejak Mei.", by=stage.ppspm, version=returned.version
    )
    assert not Report.objects.awaited().exists()
    stage.cast.paid(stage.instalment(), sp2d_number=SECOND)
    assert Report.objects.awaited().count() == 1
    assert money_in_the_way(Report.objects.get(), None) == ""
