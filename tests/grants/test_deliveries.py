"""Money that reaches people through a bank or post office: who got it, how long it may take, what goes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.waiting import DUTIES
from grants.actions import (
    approve_disbursement,
    confirm_return,
    deposit_return,
    propose_disbursement,
    record_sp2d,
)
from grants.actions.deliveries import correct_delivery, fail_delivery, record_delivery, return_undelivered, start_clock
from grants.clock import Clock
from grants.models import Decree, DecreeRecipient, Delivery, Disbursement, TreasuryReturn
from tests.grants.conftest import SP2D, SPM, SPP, Stage
from tests.grants.paper import scan
from trail.refusal import NotAllowed, Refusal, StalePage

SHARES = (12_000_000, 10_000_000, 8_000_000)


@pytest.fixture
def running(stage: Stage) -> Disbursement:
    """Rp30.000.000 with a post office, which hands it to three people."""
    decree = Decree.objects.create(
        agreement=stage.agreement,
        number="10/SK",
        decided_on=SPP,
        set_by_name="Panji Contoh",
        approved_by_name="Kartika Contoh",
    )
    Decree.objects.filter(pk=decree.pk).update(state="approved")
    decree.refresh_from_db()
    for place, amount in enumerate(SHARES, start=1):
        nik = f"320101010180000{place}"
        DecreeRecipient.objects.create(decree=decree, place=place, nik=nik, name=f"Penerima {place}", amount=amount)
    payment = propose_disbursement(
        instalment=stage.instalment(),
        allocation=stage.cast.allocation(),
        decree=decree,
        spp_number="1/SPP",
        spp_date=SPP,
        channel="penyalur",
        distributor="PT Pos Indonesia",
        by=stage.finance,
    )
    approve_disbursement(
        disbursement=payment, spm_number="1/SPM", spm_date=SPM, by=stage.ppspm, version=payment.version
    )
    number = "210131300000009"
    return record_sp2d(
        disbursement=payment, sp2d_number=number, sp2d_date=SP2D, by=stage.finance, version=payment.version
    )


def tick(payment: Disbursement, *places: int) -> dict[int, int]:
    return {each.pk: each.version for each in payment.deliveries.filter(recipient__place__in=places)}


def hand_out(stage: Stage, payment: Disbursement, *places: int, **changes) -> int:
    given = {"delivered_on": SP2D, "handed_over_by": "Kantor Pos Bogor", "by": stage.finance}
    return record_delivery(disbursement=payment, ticked=tick(payment, *places), **{**given, **changes})


def states(payment: Disbursement) -> list[str]:
    return list(payment.deliveries.order_by("recipient__place").values_list("state", flat=True))


@pytest.mark.parametrize(("passed", "left", "out"), [(0, 30, False), (30, 0, False), (31, -1, True)])
def test_the_clock_counts_calendar_days(passed, left, out):
    clock = Clock(SP2D, 30, SP2D + timedelta(days=passed))
    assert (clock.left, clock.has_run_out) == (left, out)


def test_everybody_on_the_decree_waits_once_it_is_paid(running):
    assert [each.amount for each in running.deliveries.all()] == list(SHARES)
    assert states(running) == ["waiting"] * 3
    listed = Disbursement.objects.being_handed_out().get()
    assert (listed.waiting, listed.waiting_amount) == (3, 30_000_000)


def test_many_are_ticked_at_once_and_one_is_put_right(stage, running):
    assert hand_out(stage, running, 1, 2) == 2
    assert states(running) == ["delivered", "delivered", "waiting"]
    first = running.deliveries.get(recipient__place=1)
    assert (first.delivered_on, first.handed_over_by) == (SP2D, "Kantor Pos Bogor")
    correct_delivery(delivery=first, reason="Tanda terima milik orang lain.", by=stage.finance, version=first.version)
    assert states(running) == ["waiting", "delivered", "waiting"]


def test_a_stale_tick_marks_nobody(stage, running):
    stale = tick(running, 1, 2)
    hand_out(stage, running, 1)
    with pytest.raises(StalePage):
        record_delivery(disbursement=running, ticked=stale, delivered_on=SP2D, handed_over_by="Pos", by=stage.finance)
    assert states(running) == ["delivered", "waiting", "waiting"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ticked": {}}, "Belum ada penerima yang dipilih"),
        ({"ticked": {0: 0}}, "bukan dari penyaluran ini"),
        ({"handed_over_by": " "}, "Siapa yang menyerahkan"),
        ({"delivered_on": SP2D - timedelta(days=1)}, "mendahului tanggal SP2D"),
        ({"delivered_on": date(2999, 1, 1)}, "belum terjadi"),
    ],
)
def test_what_cannot_be_is_refused(stage, running, changes, says):
    given = {"ticked": tick(running, 1), "delivered_on": SP2D, "handed_over_by": "Pos", "by": stage.finance}
    with pytest.raises(Refusal, match=says):
        record_delivery(disbursement=running, **{**given, **changes})


def test_only_finance_marks(stage, running):
    with pytest.raises(NotAllowed):
        hand_out(stage, running, 1, by=stage.treasurer)


def test_the_remainder_goes_back_once_the_days_are_over_and_not_a_rupiah_more(stage, running):
    hand_out(stage, running, 1)
    reason = "Penerima pindah dan tidak dapat dihubungi."
    fail_delivery(disbursement=running, ticked=tick(running, 2), reason=reason, by=stage.finance)
    owed = return_undelivered(disbursement=running, by=stage.finance)
    assert (owed.kind, owed.amount, owed.limit) == ("tak_tersalur", 18_000_000, 30_000_000)
    assert states(running) == ["delivered", "undelivered", "undelivered"]
    with pytest.raises(Refusal, match="sudah dibuka"):
        return_undelivered(disbursement=running, by=stage.finance)
    last = running.deliveries.last()
    with pytest.raises(Refusal, match="sudah dibuka"):
        correct_delivery(delivery=last, reason="Ternyata sudah menerima.", by=stage.finance, version=last.version)


def test_a_distributor_pays_in_what_it_kept_and_another_person_confirms_it(stage, running):
    hand_out(stage, running, 1)
    reason = "Penerima pindah dan tidak dapat dihubungi."
    fail_delivery(disbursement=running, ticked=tick(running, 2, 3), reason=reason, by=stage.finance)
    owed = return_undelivered(disbursement=running, by=stage.finance)
    about = {"billing_code": "820" + "1" * 12, "ntpn": "A" * 16, "paid_on": SP2D, "version": owed.version}
    with pytest.raises(NotAllowed):
        deposit_return(treasury_return=owed, upload=scan(), by=stage.treasurer, **about)
    assert not piled("Sisa dana yang harus disetor", stage.treasurer)
    assert piled("Dana yang harus disetor penyalur", stage.finance) == 1
    owed = deposit_return(treasury_return=owed, upload=scan(), by=stage.finance, **about)
    assert not piled("Setoran menunggu konfirmasi", stage.finance)
    with pytest.raises(NotAllowed):
        confirm_return(treasury_return=owed, by=stage.finance, version=owed.version)
    ppspm = stage.cast.person("ppspm")
    assert piled("Setoran menunggu konfirmasi", ppspm) == 1
    assert confirm_return(treasury_return=owed, by=ppspm, version=owed.version).state == "confirmed"


def piled(title, user):
    """How many things of this kind wait on the reader's desk."""
    duty = next(duty for duty in DUTIES if duty.title == title)
    pile = duty.pile(user) if user.may(duty.permission) else None
    return pile.count if pile else 0


def test_while_days_are_left_nothing_goes_back(stage, running):
    running = start_clock(
        disbursement=running, received_on=timezone.localdate(), by=stage.finance, version=running.version
    )
    with pytest.raises(Refusal, match="Masih 3 penerima menunggu"):
        return_undelivered(disbursement=running, by=stage.finance)
    hand_out(stage, running, 1, 2, 3)
    with pytest.raises(Refusal, match="Semua dana sudah diserahkan"):
        return_undelivered(disbursement=running, by=stage.finance)
    assert not TreasuryReturn.objects.exists()


def test_finance_ticks_on_the_page(stage, running, sign_in):
    browser = sign_in(stage.finance)
    assert browser.get(reverse("grants:clocks")).context["page_obj"][0].clock.days == 30
    page = browser.get(reverse("grants:deliveries", args=[running.pk]))
    assert page.context["may_return"]
    url = reverse("grants:deliveries_mark", args=[running.pk])
    ticked = [f"{key}-{version}" for key, version in tick(running, 1, 3).items()]
    typed = {"delivery": ticked, "delivered_on": SP2D.isoformat(), "handed_over_by": "Pos"}
    for odd in ("9" * 40 + "-0", "1-" + "9" * 40, "-1-1", "1"):
        assert browser.post(url, {**typed, "delivery": odd, "do": "deliver"}).status_code == 409
    mended = browser.post(f"{url}?q=penerima", {**typed, "delivered_on": "", "do": "deliver"}).content.decode()
    assert mended.count(" checked") == 2 and "?q=penerima" in mended  # nothing is lost
    assert browser.post(url, {**typed, "do": "deliver"}).status_code == 302
    assert states(running) == ["delivered", "waiting", "delivered"]
    narrowed = browser.get(reverse("grants:deliveries", args=[running.pk]), {"state": "delivered", "q": "penerima 3"})
    assert [each.recipient.name for each in narrowed.context["page_obj"]] == ["Penerima 3"]
    assert narrowed.context["totals"].count == 3, "what is decided of the payment is of all its people"
    assert browser.post(url, {"do": "fail", "reason": "Pindah alamat"}).status_code == 422
    assert browser.post(reverse("grants:deliveries_return", args=[running.pk])).status_code == 302
    assert Delivery.objects.filter(state="undelivered").count() == 1
