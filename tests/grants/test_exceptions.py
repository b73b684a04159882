"""A closed gate that two persons open for a while: who asks, who decides, what it does, and when it is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from grants.actions import mark_accounted, propose_disbursement, reject_disbursement
from grants.actions.batches import fill_batch, make_batch
from grants.actions.exceptions import (
    LONGEST,
    grant_exception,
    refuse_exception,
    withdraw_exception,
)
from grants.actions.returs import record_retur
from grants.gate import gate
from grants.models import GateException
from grants.prints import batch_print
from partners.models import Agreement, BankAccount, PartnerDocument
from tests.grants.asking import BECAUSE, exception_asked
from tests.grants.conftest import Stage
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage


def asked(stage: Stage, **changes) -> GateException:
    return exception_asked(stage.cast, stage.instalment(2), **changes)


def granted(stage: Stage, **changes) -> GateException:
    exception = asked(stage, **changes)
    return grant_exception(exception=exception, by=stage.cast.person("kpa"), version=exception.version)


def spp(stage: Stage, number: str = "2/SPP"):
    return propose_disbursement(
        instalment=stage.instalment(2),
        allocation=stage.cast.allocation(),
        decree=stage.agreement.decrees.in_force().get(),
        spp_number=number,
        spp_date=date(2021, 9, 1),
        by=stage.finance,
    )


def codes(stage: Stage) -> list[str]:
    return [reason.code for reason in gate(stage.instalment(2)).reasons]


def test_two_persons_open_the_gate_for_one_payment_which_carries_it(stage, monkeypatch):
    stage.paid()
    assert codes(stage) == ["laporan:1"]
    exception = asked(stage)
    assert codes(stage) == ["laporan:1"]  # asking opens nothing
    with pytest.raises(Refusal, match="laporan termin 1 belum diterima"):
        spp(stage)
    with pytest.raises(Refusal, match="sudah diminta dan menunggu"):
        asked(stage)
    grant_exception(exception=exception, by=stage.cast.person("kpa"), version=exception.version)
    opened = gate(stage.instalment(2))
    assert opened.open
    assert [reason.code for reason in opened.set_aside] == ["laporan:1"]
    assert opened.told_exception.startswith("Dibuka dengan pengecualian dari Kartika Contoh sampai ")
    payment = spp(stage)
    exception.refresh_from_db()
    assert (payment.exception, exception.state) == (exception, "used")
    proposed = Event.objects.about(payment).first()
    assert proposed.data["exception"] == exception.pk
    assert "laporan termin 1 belum diterima" in proposed.data["set_aside"][0]
    assert [event.step for event in Event.objects.about(exception)] == ["ask", "grant", "use"]
    batch = make_batch(title="Termin 2", by=stage.finance)
    fill_batch(batch=batch, chosen=frozenset({payment.pk}), by=stage.finance)
    monkeypatch.setattr("grants.prints.render_pdf", lambda html, **about: html.encode())
    printed = batch_print(batch).decode()
    assert "dibuka dengan pengecualian dari Kartika Contoh" in printed
    assert BECAUSE in printed
    # One exception is for one SPP: after a rejection the gate is closed again.
    reject_disbursement(
        disbursement=payment, reason="Rekening LKS salah tulis", by=stage.ppspm, version=payment.version
    )
    assert codes(stage) == ["laporan:1"]


def test_an_instalment_that_waits_for_nothing_else_costs_no_exception(stage):
    stage.paid()
    exception = granted(stage)
    mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    payment = spp(stage)
    exception.refresh_from_db()
    assert (payment.exception, exception.state) == (None, "granted")


def test_only_what_may_wait_is_set_aside(stage):
    stage.paid()
    BankAccount.objects.filter(partner=stage.partner).update(active=False)
    assert codes(stage) == ["laporan:1", "rekening"]
    for reasons, says in (
        ([], "Belum ada alasan"),
        (["rekening"], "tidak dapat disisihkan"),
        (["laporan:1", "pagu"], "tidak dapat disisihkan"),
        (["laporan:7"], "tidak dapat disisihkan"),
    ):
        with pytest.raises(Refusal, match=says):
            asked(stage, reasons=reasons)
    granted(stage)
    assert codes(stage) == ["rekening"]
    assert "alasan lain" in gate(stage.instalment(2)).told_exception


def test_what_is_not_paid_yet_and_an_open_gate_need_no_exception(stage):
    with pytest.raises(Refusal, match="tidak dapat disisihkan"):
        asked(stage, reasons=["salur:1"])
    stage.paid()
    mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    with pytest.raises(Refusal, match="tidak terkunci"):
        asked(stage)


def test_a_reason_that_comes_later_closes_the_gate_again_and_can_be_asked_for_besides(stage):
    payment = stage.paid()
    first = granted(stage)
    PartnerDocument.objects.filter(kind="tanda_daftar").update(valid_until=timezone.localdate() - timedelta(days=1))
    assert codes(stage) == ["tanda_daftar"]
    with pytest.raises(Refusal, match="Tanda daftar LKS Sakura habis"):
        spp(stage)
    second = granted(stage, reasons=["tanda_daftar"])
    first.refresh_from_db()
    assert first.state == "replaced"
    assert second.reasons == ["laporan:1", "tanda_daftar"]
    assert codes(stage) == []
    # Money that the bank sent back is another reason than a report that is late, and none that may wait.
    record_retur(
        disbursement=payment,
        returned_on=date(2021, 4, 20),
        bank_reason="Rekening tutup",
        upload=scan(),
        by=stage.finance,
        version=payment.version,
    )
    assert codes(stage) == ["salur:1"]


def test_a_registration_closes_the_gate_from_the_day_after_its_last(stage):
    stage.paid()
    mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    PartnerDocument.objects.filter(kind="tanda_daftar").update(valid_until=date(2021, 6, 1))
    instalment = stage.instalment(2)
    assert gate(instalment, on=date(2021, 6, 1)).open
    assert [reason.code for reason in gate(instalment, on=date(2021, 6, 2)).reasons] == ["tanda_daftar"]


def test_it_holds_on_its_last_day_and_is_over_on_the_next(stage):
    stage.paid()
    exception = granted(stage)
    instalment, last = stage.instalment(2), exception.valid_until
    assert gate(instalment, on=last).open
    assert not gate(instalment, on=last + timedelta(days=1)).open
    GateException.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    exception.refresh_from_db()
    assert exception.has_run_out
    with pytest.raises(Refusal, match="laporan termin 1 belum diterima"):
        spp(stage)
    # What ran out does not stand in the way of another.
    another = granted(stage, valid_until=timezone.localdate())
    exception.refresh_from_db()
    assert (exception.state, another.has_run_out, codes(stage)) == ("replaced", False, [])


def test_a_day_that_has_passed_or_is_too_far_is_refused_when_asking_and_when_granting(stage):
    stage.paid()
    today = timezone.localdate()
    for day in (today - timedelta(days=1), today + LONGEST + timedelta(days=1)):
        with pytest.raises(Refusal, match="tidak dapat dipakai"):
            asked(stage, valid_until=day)
    with pytest.raises(Refusal, match="terlalu singkat"):
        asked(stage, because="Mohon")
    exception = asked(stage, valid_until=today + LONGEST)
    GateException.objects.update(valid_until=today - timedelta(days=1))
    exception.refresh_from_db()
    with pytest.raises(Refusal, match="sudah lewat"):
        grant_exception(exception=exception, by=stage.cast.person("kpa"), version=exception.version)


def test_nothing_is_granted_that_nobody_needs_any_more(stage):
    stage.paid()
    exception = asked(stage)
    mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    with pytest.raises(Refusal, match="sudah tidak mengunci"):
        grant_exception(exception=exception, by=stage.cast.person("kpa"), version=exception.version)


def test_who_asks_does_not_decide_and_nobody_else_asks(stage):
    stage.paid()
    for who in ("finance", "verifier", "kpa", "auditor", "other_ppk"):
        with pytest.raises(NotAllowed):
            asked(stage, by=stage.cast.person(who))
    exception = asked(stage)
    for who in ("ppk", "finance", "auditor", "other_kpa"):
        with pytest.raises(NotAllowed):
            grant_exception(exception=exception, by=stage.cast.person(who), version=exception.version)
    # Even with both rights in one hand; and the database by itself.
    kpa = stage.cast.person("kpa")
    GateException.objects.update(asked_by=kpa)
    exception.refresh_from_db()
    with pytest.raises(NotAllowed, match="orang lain"):
        grant_exception(exception=exception, by=kpa, version=exception.version)
    for changes in ({"state": "granted", "granted_by": kpa}, {"state": "granted"}, {"state": "used"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GateException.objects.update(**changes)
    exception.refresh_from_db()
    assert exception.state == "asked"


def test_a_stale_page_and_a_second_click_change_nothing(stage):
    stage.paid()
    exception, kpa = asked(stage), stage.cast.person("kpa")
    shown = exception.version
    grant_exception(exception=exception, by=kpa, version=shown)
    for action in (grant_exception, withdraw_exception, refuse_exception):
        reason = {} if action is grant_exception else {"reason": "Sudah tidak diperlukan lagi."}
        with pytest.raises(StalePage):
            action(exception=exception, by=stage.ppk if action is withdraw_exception else kpa, version=shown, **reason)
    assert GateException.objects.get().state == "granted"
    withdraw_exception(
        exception=exception, by=stage.ppk, version=exception.version, reason="Laporan termin 1 sudah diterima."
    )
    assert codes(stage) == ["laporan:1"]


@pytest.mark.django_db
def test_the_pages_from_the_locked_instalment_to_the_payment(stage, sign_in):
    stage.paid()
    money = reverse("grants:agreement_money", args=[stage.agreement.pk])
    url = reverse("grants:exception_new", args=[stage.instalment(2).pk])
    ppk, kpa, finance = (sign_in(stage.cast.person(who)) for who in ("ppk", "kpa", "finance"))
    assert url in ppk.get(money).content.decode()
    assert url not in finance.get(money).content.decode()
    until = timezone.localdate() + timedelta(days=5)
    typed = {"reasons": ["laporan:1"], "because": BECAUSE, "valid_until": until.isoformat()}
    assert ppk.post(url, typed | {"because": "Mohon"}).status_code == 422
    assert ppk.post(url, typed | {"reasons": ["pagu"]}).status_code == 422
    assert ppk.post(url, typed).status_code == 302
    exception = GateException.objects.get()
    assert ppk.post(url, typed).status_code == 422  # clicked twice
    page = exception.get_absolute_url()
    step = reverse("grants:exception_step", args=[exception.pk])
    assert ppk.post(step, {"step": "grant", "version": exception.version}).status_code == 403
    assert sign_in(stage.cast.person("other_kpa")).get(page).status_code == 404
    assert sign_in(stage.treasurer).get(page).status_code == 403
    assert kpa.post(step, {"step": "refuse", "version": exception.version, "reason": "tidak"}).status_code == 422
    assert kpa.post(step, {"step": "grant", "version": exception.version}).status_code == 302
    assert kpa.post(step, {"step": "grant", "version": exception.version}).status_code == 409
    assert "Dibuka dengan pengecualian dari Kartika Contoh" in seen(finance.get(money))
    payment = spp(stage)
    told = seen(finance.get(payment.get_absolute_url()))
    assert BECAUSE in told
    assert "SPP diajukan dengan pengecualian gerbang" in told
    auditor = sign_in(stage.cast.person("auditor"))
    listed = reverse("grants:exceptions")
    for query, found in (("", 1), ("?state=used", 1), ("?state=granted", 0), ("?state=expired", 0)):
        assert len(auditor.get(listed + query).context["page_obj"]) == found
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not auditor.get(f"{listed}?since={tomorrow}").context["page_obj"].object_list
    assert sign_in(stage.cast.person("other_finance")).get(listed).context["page_obj"].object_list == []


def test_constraints_stand_in_the_database(stage):
    stage.paid()
    asked(stage)
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, GateException._meta.db_table)
    assert {"exception_granted_by_another", "exception_needs_who_granted_it"} <= set(found)


def test_under_an_agreement_that_has_ended_nothing_is_set_aside(stage: Stage, sign_in):
    stage.paid()
    exception = asked(stage)
    Agreement.objects.filter(pk=stage.agreement.pk).update(state="closed")
    with pytest.raises(Refusal, match="tidak sedang berlaku"):
        grant_exception(exception=exception, by=stage.cast.person("kpa"), version=exception.version)
    withdraw_exception(
        exception=exception, by=stage.cast.person("ppk"), version=exception.version, reason="PKS sudah diputus balai."
    )
    with pytest.raises(Refusal, match="tidak sedang berlaku"):
        asked(stage)
    page = sign_in(stage.cast.person("ppk")).get(reverse("grants:exception_new", args=[stage.instalment(2).pk]))
    assert "Kirim permintaan" not in seen(page)
