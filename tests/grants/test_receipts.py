"""What the LKS says of the money that came in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from desk.waiting import piles_for
from grants.actions import mark_accounted
from grants.actions.receipts import confirm_receipt, take_back_receipt
from grants.actions.returs import record_retur
from grants.models import Disbursement
from regulations.dates import tanggal
from tests.grants.conftest import SP2D, Stage
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage


def say(stage: Stage, payment: Disbursement, **changes) -> Disbursement:
    given = {"amount": payment.amount, "received_on": SP2D, "by": stage.treasurer, "version": payment.version}
    return confirm_receipt(disbursement=payment, **{**given, **changes})


def test_the_treasurer_says_what_came_in_and_may_correct_it(stage: Stage):
    payment = say(stage, stage.paid())
    assert (payment.received_amount, payment.received_on, payment.receipt_difference) == (30_000_000, SP2D, 0)
    assert not Disbursement.objects.received_otherwise().exists()
    payment = say(stage, payment, amount=29_999_999)
    assert payment.receipt_difference == -1
    assert Disbursement.objects.received_otherwise().get() == payment
    told = [event.data["amount"] for event in Event.objects.about(payment) if event.verb == "disbursement.receive"]
    assert told == [30_000_000, 29_999_999]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"received_on": SP2D - timedelta(days=1)}, "mendahului tanggal SP2D"),
        ({"received_on": date(2999, 1, 1)}, "belum terjadi"),
        ({"amount": -1}, "kurang dari nol"),
    ],
)
def test_what_cannot_be_is_refused(stage: Stage, changes, says):
    with pytest.raises(Refusal, match=says):
        say(stage, stage.paid(), **changes)


def test_only_the_treasurer_of_this_lks_says_it_and_on_a_fresh_page(stage: Stage):
    payment = stage.paid()
    other = stage.cast.treasurer(stage.cast.partner("LKS Resik", registration_number="TD/002"))
    for somebody in (stage.finance, other):
        with pytest.raises(NotAllowed):
            say(stage, payment, by=somebody)
    with pytest.raises(StalePage):
        say(stage, payment, version=payment.version - 1)


def test_it_is_not_said_before_the_sp2d_nor_after_the_report_is_accepted(stage: Stage):
    payment = stage.paid()
    mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    payment.refresh_from_db()
    with pytest.raises(Refusal, match="Dipertanggungjawabkan"):
        say(stage, payment)


def test_a_difference_is_told_to_finance_on_page_list_and_desk(stage: Stage, sign_in):
    payment, browser = stage.paid(), sign_in(stage.treasurer)
    typed = {"version": payment.version, "amount": "Rp29.000.000", "received_on": SP2D.isoformat()}
    assert browser.post(reverse("grants:disbursement_receive", args=[payment.pk]), typed).status_code == 302
    finance = sign_in(stage.finance)
    page = finance.get(payment.get_absolute_url()).content.decode()
    assert "Selisih penerimaan" in page and "Rp29.000.000" in page
    # The same as the rule finds in the report on it, with the address of the rule.
    assert "Dana yang masuk kurang Rp1.000.000 dari SP2D." in page
    assert reverse("legal:rule", args=["SAL-07"]) in page
    found = finance.get(reverse("grants:disbursements") + "?state=otherwise")
    assert [each.pk for each in found.context["page_obj"]] == [payment.pk]
    assert "diterima Rp29.000.000" in seen(found)
    assert "Selisih penerimaan" in finance.get(reverse("desk:home")).content.decode()


def test_what_came_in_is_typed_from_the_bank_statement_told_whole_and_kept_after_a_retur(stage: Stage, sign_in):
    payment, browser = stage.paid(), sign_in(stage.treasurer)
    form = browser.get(payment.get_absolute_url()).context["receipt"]
    assert (form["amount"].value(), form["received_on"].value()) == (None, None)
    typed = {"version": payment.version, "amount": "29.000.000", "received_on": SP2D.isoformat()}
    page = seen(browser.post(reverse("grants:disbursement_receive", args=[payment.pk]), typed, follow=True))
    assert "Jumlahnya berbeda" in page and "Terima kasih" not in page
    said = f"LKS menyatakan Rp29.000.000 masuk {tanggal(SP2D)}, berbeda dari yang dibayar Rp30.000.000"
    assert said in [event.sentence for event in Event.objects.about(payment)]
    payment.refresh_from_db()
    take_back_receipt(
        disbursement=payment, reason="Keliru membaca rekening koran.", by=stage.treasurer, version=payment.version
    )
    record_retur(
        disbursement=payment,
        returned_on=SP2D,
        bank_reason="Rekening tutup",
        upload=scan(),
        by=stage.finance,
        version=payment.version,
    )
    assert f": {said}. Pernyataan itu tidak berlaku lagi" in seen(browser.get(payment.get_absolute_url()))
    (pile,) = [pile for pile in piles_for(stage.treasurer) if pile.title == "Dana dikembalikan bank"]
    assert [thing.url for thing in pile.things] == [payment.get_absolute_url()]
    money = browser.get(reverse("grants:agreement_money", args=[stage.agreement.pk]))
    assert "Cocokkan nomor dan nama pemilik rekening LKS" in seen(money)
