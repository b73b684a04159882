"""What need not go back after all: withdrawn by a second person, or gone with its payment; and what is in the way of a
report's acceptance."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from grants.actions import deposit_return, mark_accounted, open_return
from grants.actions.deliveries import correct_delivery, fail_delivery, record_delivery, return_undelivered
from grants.actions.receipts import confirm_receipt, explain_difference
from grants.actions.returns import open_finding
from grants.actions.withdrawals import lapse_returns, withdraw_return
from grants.ages import ages_of
from grants.models import Delivery, Disbursement, TreasuryReturn
from grants.owed import open_money
from tests.at_once import at_once
from tests.cast import NIK
from tests.grants.conftest import SP2D, Stage
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

KIND = TreasuryReturn.Kind
WRONG = "Temuan ini milik termin lain menurut laporannya."


def found(stage: Stage, amount: int = 500_000, reference: str = "LHP 1") -> TreasuryReturn:
    return open_finding(
        instalment=stage.instalment(),
        amount=amount,
        reference=reference,
        found_on=SP2D,
        reason="Belanja alat tulis tanpa bukti pada K-012.",
        upload=scan("lhp.png"),
        by=stage.finance,
    )


def going_back() -> int:
    return Disbursement.objects.get().going_back


def by_post(stage: Stage) -> Disbursement:
    """Rp30.000.000 with a post office for three people, none of whom it can find."""
    payment = stage.paid()
    Disbursement.objects.filter(pk=payment.pk).update(channel="penyalur", distributor="PT Pos Contoh")
    for place in range(1, 4):
        person = payment.decree.recipients.create(
            place=place, nik=f"{NIK[:-4]}{place:04d}", name=f"Penerima {place}", amount=10_000_000
        )
        Delivery.objects.create(disbursement=payment, recipient=person, amount=person.amount)
    payment.refresh_from_db()
    return payment


def nobody_found(stage: Stage, payment: Disbursement) -> None:
    ticked = {each.pk: each.version for each in payment.deliveries.filter(state="waiting")}
    fail_delivery(disbursement=payment, ticked=ticked, reason="Penerima pindah alamat semua.", by=stage.finance)


def test_a_finding_typed_wrongly_is_withdrawn_by_a_second_person_and_counts_nowhere(stage, sign_in):
    stage.paid()
    owed = found(stage, 30_000_000)
    assert (going_back(), owed.opened_by) == (30_000_000, stage.finance)
    url = reverse("grants:return_withdraw", args=[owed.pk])
    with pytest.raises(NotAllowed):
        withdraw_return(treasury_return=owed, reason=WRONG, by=stage.finance, version=owed.version)
    stage.ppk.role_grants.create(role="finance")
    TreasuryReturn.objects.filter(pk=owed.pk).update(opened_by=stage.ppk)
    with pytest.raises(NotAllowed, match="orang lain"):
        withdraw_return(treasury_return=owed, reason=WRONG, by=stage.ppk, version=owed.version)
    TreasuryReturn.objects.filter(pk=owed.pk).update(opened_by=stage.finance)
    ppk = sign_in(stage.ppk)
    assert url in ppk.get(owed.get_absolute_url()).content.decode()
    assert ppk.post(url, {"version": owed.version, "reason": "-"}).status_code == 422
    assert ppk.post(url, {"version": owed.version, "reason": WRONG}).status_code == 302
    owed.refresh_from_db()
    assert (owed.state, owed.withdrawn_by, going_back()) == ("withdrawn", stage.ppk, 0)
    assert WRONG in seen(ppk.get(owed.get_absolute_url()))
    assert Event.objects.about(owed).last().data["amount"] == 30_000_000
    assert ages_of(TreasuryReturn.objects.all(), timezone.localdate()).total.total.count == 0
    assert not open_money(stage.agreement)
    listed = ppk.get(reverse("grants:returns"))
    assert (list(listed.context["page_obj"]), listed.context["totals"].amount) == ([], 0)
    assert list(ppk.get(reverse("grants:returns") + "?state=withdrawn").context["page_obj"]) == [owed]
    # The same report may be written down anew, with the right amount.
    assert found(stage, 26_000_000).amount == 26_000_000


def test_what_a_report_says_is_not_withdrawn_nor_what_is_paid_in(stage):
    rest = stage.owed(1_000_000)
    with pytest.raises(Refusal, match="mengikuti laporan"):
        withdraw_return(treasury_return=rest, reason=WRONG, by=stage.cast.person("ppk"), version=rest.version)
    owed = found(stage)
    deposit_return(
        treasury_return=owed,
        billing_code="820210412345678",
        ntpn="A1B2C3D4E5F6G7H8",
        paid_on=SP2D,
        upload=scan(),
        by=stage.treasurer,
        version=owed.version,
    )
    with pytest.raises(StalePage):
        withdraw_return(treasury_return=owed, reason=WRONG, by=stage.ppk, version=owed.version)
    assert going_back() == 1_500_000


def test_the_database_lets_no_more_go_back_than_was_paid(stage):
    stage.owed(1_000_000)
    for wrong in (30_000_001, -1):
        with pytest.raises(IntegrityError), transaction.atomic():
            Disbursement.objects.update(going_back=wrong)
    Disbursement.objects.update(going_back=F("amount"))


def test_a_report_is_not_accounted_for_while_a_distributor_has_money_of_it(stage):
    payment = by_post(stage)
    with pytest.raises(Refusal, match="Rp30.000.000 pada PT Pos Contoh belum diserahkan"):
        mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    nobody_found(stage, payment)
    # Of what has no return yet a list tells, though nobody waits any more.
    listed = Disbursement.objects.being_handed_out().get()
    assert (listed.waiting, listed.undelivered, listed.undelivered_amount) == (0, 3, 30_000_000)
    with pytest.raises(Refusal, match="tidak tersalurkan dan belum dikembalikan"):
        mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    owed = return_undelivered(disbursement=payment, by=stage.finance)
    assert not Disbursement.objects.being_handed_out().exists()
    # Withdrawn by the PPK, it can be put right, and is on the list again.
    withdraw_return(treasury_return=owed, reason="Tiga orang ternyata ada.", by=stage.ppk, version=owed.version)
    first = payment.deliveries.first()
    correct_delivery(delivery=first, reason="Ternyata tidak pindah.", by=stage.finance, version=first.version)
    assert Disbursement.objects.being_handed_out().get().waiting == 1
    ticked = {first.pk: first.version}
    record_delivery(
        disbursement=payment, ticked=ticked, delivered_on=SP2D, handed_over_by="Pos Contoh", by=stage.finance
    )
    owed = return_undelivered(disbursement=payment, by=stage.finance)
    assert (owed.amount, going_back()) == (20_000_000, 20_000_000)
    mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    with pytest.raises(Refusal, match="sudah dipertanggungjawabkan"):
        correct_delivery(delivery=first, reason="Ternyata tidak pindah.", by=stage.finance, version=first.version)
    with pytest.raises(Refusal, match="sisanya sudah dikurangi"):
        withdraw_return(treasury_return=owed, reason=WRONG, by=stage.ppk, version=owed.version)


def test_a_remainder_that_a_finding_leaves_no_room_for_names_the_finding_and_the_cure(stage):
    stage.paid()
    found(stage, 29_500_000, "LHP 7")
    mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    with pytest.raises(Refusal, match="Temuan LHP 7 Rp29.500.000.*Rp500.000 terlalu banyak.*tarik temuannya"):
        open_return(instalment=stage.instalment(), amount=1_000_000, by=stage.ppk)


def test_a_difference_stays_a_finding_until_finance_says_why_also_after_acceptance(stage, sign_in):
    payment = stage.paid()
    confirm_receipt(
        disbursement=payment, amount=29_000_000, received_on=SP2D, by=stage.treasurer, version=payment.version
    )
    payment = mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    assert Disbursement.objects.received_otherwise().get() == payment
    browser, url = sign_in(stage.finance), reverse("grants:disbursement_explain", args=[payment.pk])
    assert url in browser.get(payment.get_absolute_url()).content.decode()
    why = "Bank memotong biaya transfer menurut rekening koran."
    assert browser.post(url, {"version": payment.version, "reason": "-"}).status_code == 422
    assert browser.post(url, {"version": payment.version, "reason": why}).status_code == 302
    assert why in seen(browser.get(payment.get_absolute_url()))
    assert not Disbursement.objects.received_otherwise().exists()
    with pytest.raises(StalePage):
        explain_difference(disbursement=payment, reason=why, by=stage.finance, version=payment.version)


def test_two_who_judge_at_once_leave_what_was_returned_as_it_is(many_hands, stage):
    """One opens the return of what was undelivered, the other puts a recipient right: one of them is refused."""
    payment = by_post(stage)
    nobody_found(stage, payment)
    first = payment.deliveries.first()
    at_once(
        lambda: return_undelivered(disbursement=Disbursement.objects.get(pk=payment.pk), by=stage.finance),
        lambda: correct_delivery(
            delivery=Delivery.objects.get(pk=first.pk),
            reason="Ternyata tidak pindah.",
            by=stage.finance,
            version=first.version,
        ),
    )
    left = sum(payment.deliveries.filter(state="undelivered").values_list("amount", flat=True))
    owed = TreasuryReturn.objects.first()
    assert left == owed.amount if owed else left == 20_000_000


def test_a_retur_takes_its_open_returns_with_it(stage):
    payment = by_post(stage)
    nobody_found(stage, payment)
    owed = return_undelivered(disbursement=payment, by=stage.finance)
    with transaction.atomic():
        lapse_returns(payment=payment, reason="Diretur menurut surat bank: Rekening tutup", by=stage.finance)
    owed.refresh_from_db()
    assert (owed.state, going_back()) == ("withdrawn", 0)
    assert Event.objects.about(owed).last().verb == "treasuryreturn.lapse"
