"""Another account for a payment that came back needs a second person; and what a retur cannot hide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from desk.waiting import piles_for
from grants.actions import record_retur, repay_disbursement
from grants.actions.account_changes import (
    approve_account_change,
    ask_account_change,
    refuse_account_change,
    withdraw_account_change,
)
from grants.actions.late_reports import see_late_report
from grants.actions.receipts import confirm_receipt, take_back_receipt
from grants.models import AccountChange, Disbursement
from partners.actions import set_bank_account
from partners.models import BankAccount
from reports.models import Report
from tests.grants.conftest import SP2D, Stage
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event
from trail.refusal import NotAllowed, Refusal

BACK = SP2D + timedelta(days=2)
WHY = "Rekening lama ditutup bank menurut surat LKS."


def returned(stage: Stage) -> Disbursement:
    paid = stage.paid()
    return record_retur(
        disbursement=paid,
        returned_on=BACK,
        bank_reason="Rekening tutup",
        upload=scan(),
        by=stage.finance,
        version=paid.version,
    )


def other_account(stage: Stage) -> BankAccount:
    return set_bank_account(
        partner=stage.partner, bank="Bank Lain", number="777700001", holder=stage.partner.name, by=stage.finance
    )


def repay(stage: Stage, payment: Disbursement) -> Disbursement:
    return repay_disbursement(
        disbursement=payment, sp2d_number="210131309999999", sp2d_date=BACK, by=stage.finance, version=payment.version
    )


def ask(stage: Stage, payment: Disbursement, **changes) -> AccountChange:
    given = {"disbursement": payment, "reason": WHY, "upload": scan(), "by": stage.finance}
    return ask_account_change(**{**given, **changes})


def test_a_new_account_of_the_lks_does_not_get_a_returned_payment_by_itself(stage: Stage):
    payment = returned(stage)
    approved = payment.bank_account
    other_account(stage)
    assert repay(stage, payment).bank_account == approved


def test_it_goes_elsewhere_once_a_second_person_approved_the_paper(stage: Stage, sign_in):
    payment = returned(stage)
    with pytest.raises(Refusal, match="tidak mempunyai rekening lain"):
        ask(stage, payment)
    asking = reverse("grants:account_change_new", args=[payment.pk])
    dead_end = sign_in(stage.finance).get(asking)  # says what to do first rather than taking a letter for nothing
    assert "Catat rekening LKS" in seen(dead_end) and "Kirim permintaan" not in seen(dead_end)
    former, account = payment.bank_account, other_account(stage)
    with pytest.raises(Refusal, match="belum dilampirkan"):
        ask(stage, payment, upload=None)
    with pytest.raises(NotAllowed):
        ask(stage, payment, by=stage.ppk)
    browser = sign_in(stage.finance)
    assert "LKS kini memakai Bank Lain" in seen(browser.get(payment.get_absolute_url()))
    assert "Kirim permintaan" in seen(browser.get(asking))
    browser.post(asking, {"reason": WHY, "upload": scan()})
    change = AccountChange.objects.get()
    with pytest.raises(Refusal, match="sudah diminta"):
        ask(stage, payment)
    with pytest.raises(Refusal, match="menunggu keputusan PPSPM"):
        repay(stage, payment)
    with pytest.raises(NotAllowed):
        approve_account_change(change=change, by=stage.finance, version=change.version)
    # Who set the account does not approve it either, whatever their role has become since.
    BankAccount.objects.filter(pk=account.pk).update(set_by=stage.ppspm)
    assert "Pergantian rekening menunggu keputusan Anda" not in [pile.title for pile in piles_for(stage.ppspm)]
    with pytest.raises(NotAllowed, match="Anda sendiri yang mencatat"):
        approve_account_change(change=change, by=stage.ppspm, version=change.version)
    BankAccount.objects.filter(pk=account.pk).update(set_by=stage.finance)
    assert "Pergantian rekening menunggu keputusan Anda" in [pile.title for pile in piles_for(stage.ppspm)]
    second = sign_in(stage.ppspm)
    assert stage.finance.name in seen(second.get(change.get_absolute_url()))
    assert second.get(reverse("grants:account_change_paper", args=[change.pk])).status_code == 200
    second.post(reverse("grants:account_change_step", args=[change.pk]), {"step": "approve", "version": change.version})
    payment.refresh_from_db()
    paid = repay(stage, payment)
    assert (paid.bank_account, paid.returs.get().bank_account) == (account, former)
    page = seen(second.get(paid.get_absolute_url()))
    assert page.count(f"Rekening berubah dari {former} ke {account}") >= 1
    assert f"disetujui {stage.ppspm}" in page
    assert second.get(reverse("grants:retur_paper", args=[paid.pk, paid.returs.get().pk])).status_code == 200


def test_a_change_is_refused_or_withdrawn_for_a_reason_and_the_old_account_is_paid(stage: Stage):
    payment, account = returned(stage), None
    approved, account = payment.bank_account, other_account(stage)
    change = ask(stage, payment)
    refuse_account_change(change=change, by=stage.ppspm, version=change.version, reason="Nama buku tabungan lain.")
    second = ask(stage, payment)
    withdraw_account_change(change=second, by=stage.finance, version=second.version, reason="Bank membukanya lagi.")
    third = ask(stage, payment)
    set_bank_account(
        partner=stage.partner, bank="Bank Lain", number="777700002", holder=stage.partner.name, by=stage.finance
    )
    with pytest.raises(Refusal, match="tidak dipakai LKS lagi"):
        approve_account_change(change=third, by=stage.ppspm, version=third.version)
    withdraw_account_change(change=third, by=stage.finance, version=third.version, reason="Rekeningnya ganti lagi.")
    paid = repay(stage, payment)
    assert paid.bank_account == approved != account
    with pytest.raises(Refusal, match="menunggu SP2D pengganti"):
        ask(stage, paid)


def test_what_the_lks_said_it_got_does_not_come_back_before_it_takes_that_back(stage: Stage, sign_in):
    paid = stage.paid()
    paid = confirm_receipt(
        disbursement=paid, amount=paid.amount, received_on=SP2D, by=stage.treasurer, version=paid.version
    )
    given = {"returned_on": BACK, "bank_reason": "Rekening tutup", "by": stage.finance}
    with pytest.raises(Refusal, match=r"sudah diterima: Rp30\.000\.000 pada 12 April 2021"):
        record_retur(disbursement=paid, upload=scan(), version=paid.version, **given)
    with pytest.raises(NotAllowed):
        take_back_receipt(disbursement=paid, reason=WHY, by=stage.finance, version=paid.version)
    with pytest.raises(Refusal, match="terlalu singkat"):
        take_back_receipt(disbursement=paid, reason="salah", by=stage.treasurer, version=paid.version)
    browser = sign_in(stage.treasurer)
    browser.post(
        reverse("grants:disbursement_take_back", args=[paid.pk]),
        {"version": paid.version, "reason": "Keliru baca rekening koran."},
    )
    paid.refresh_from_db()
    assert (paid.received_amount, paid.received_on) == (None, None)
    told = "LKS menarik pernyataan menerima Rp30.000.000 pada 12 April 2021"
    assert told in seen(browser.get(paid.get_absolute_url()))
    with pytest.raises(Refusal, match="Tidak ada pernyataan"):
        take_back_receipt(disbursement=paid, reason=WHY, by=stage.treasurer, version=paid.version)
    assert record_retur(disbursement=paid, upload=scan(), version=paid.version, **given).state == "returned"


def test_a_report_that_was_late_when_the_money_came_back_stays_told_until_the_ppk_has_seen_it(stage: Stage, sign_in):
    payment = returned(stage)
    # The day was moved by the SP2D that follows; how late it was is not.
    late = (stage.partner.office.today - Report.objects.get().due_on).days
    assert payment.late_days == late > 0
    repay(stage, payment)
    browser = sign_in(stage.ppk)
    title = "LPJ yang sudah terlambat ketika dananya diretur"
    assert title in [pile.title for pile in piles_for(stage.ppk)]
    sentence = "sudah terlambat"
    assert sentence in seen(browser.get(payment.get_absolute_url()))
    assert sentence in seen(browser.get(Report.objects.get().get_absolute_url()))
    payment.refresh_from_db()
    with pytest.raises(NotAllowed):
        see_late_report(disbursement=payment, by=stage.finance, version=payment.version)
    browser.post(reverse("grants:disbursement_see_late", args=[payment.pk]), {"version": payment.version})
    payment.refresh_from_db()
    assert payment.late_seen_by == stage.ppk
    assert title not in [pile.title for pile in piles_for(stage.ppk)]
    assert sentence in seen(browser.get(payment.get_absolute_url()))
    assert Event.objects.about(payment).last().data["days"] == late


def test_a_ppspm_reads_who_set_a_new_account(stage: Stage, sign_in):
    payment = stage.proposed()
    told = f"oleh {stage.finance}"
    browser = sign_in(stage.ppspm)
    assert "dicatat/diubah" in (page := seen(browser.get(payment.get_absolute_url()))) and told in page
    BankAccount.objects.update(set_at=payment.proposed_at - timedelta(days=91))
    assert "dicatat/diubah" not in seen(browser.get(payment.get_absolute_url()))
