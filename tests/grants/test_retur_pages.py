"""A retur on the page of its payment, by the forms that people fill in."""

from __future__ import annotations

from django.urls import reverse

from grants.models import Disbursement
from tests.grants.conftest import SP2D, Stage
from tests.grants.paper import scan


def test_finance_records_a_retur_and_the_sp2d_in_its_place(stage: Stage, sign_in):
    payment, browser = stage.paid(), sign_in(stage.finance)
    failed = payment.sp2d_number
    page = browser.get(payment.get_absolute_url())
    assert "retur" in page.context["forms"] and page.context["calls"] == []
    day = SP2D.isoformat()
    browser.post(
        reverse("grants:disbursement_retur", args=[payment.pk]),
        {"version": payment.version, "returned_on": day, "bank_reason": "Rekening tutup", "upload": scan()},
    )
    page = browser.get(payment.get_absolute_url())
    assert page.context["calls"] == ["repay"]
    assert [stage.state for stage in page.context["stages"]][2] == "stuck"
    assert "Rekening tutup" in page.content.decode()
    # The same account again is nothing to propose: another one first.
    assert "Minta pergantian rekening lebih dahulu" in page.content.decode()
    payment.refresh_from_db()
    typed = {"version": payment.version, "sp2d_number": failed, "sp2d_date": day}
    wrong = browser.post(reverse("grants:disbursement_repay", args=[payment.pk]), typed)
    assert (wrong.status_code, "sudah diretur bank" in wrong.content.decode()) == (422, True)
    browser.post(reverse("grants:disbursement_repay", args=[payment.pk]), {**typed, "sp2d_number": "210131309999999"})
    assert Disbursement.objects.get().state == "paid"
    assert [kept.sp2d_number for kept in browser.get(payment.get_absolute_url()).context["returs"]] == [failed]
