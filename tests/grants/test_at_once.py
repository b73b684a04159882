"""Two people at once, a double click, a stale page: one effect, and a kind sentence for the other."""

from __future__ import annotations

import pytest

from accounts.actions import open_account
from accounts.roles import Role
from grants.actions import approve_disbursement, propose_disbursement, record_sp2d
from grants.actions.deliveries import record_delivery
from grants.models import Disbursement
from tests.at_once import at_once, effects_and_refusals
from tests.cast import PASSWORD
from tests.grants.conftest import SP2D, SPM, SPP
from tests.grants.test_withdrawals import by_post
from trail.models import Event
from trail.refusal import Refusal, StalePage
from trail.verify import verify_chain


def the_trail_is_whole(payment: Disbursement) -> bool:
    from trail.models import Chain

    return verify_chain(Chain.objects.get(key=payment.chain)).whole


def a_second_ppspm(stage):
    return open_account(
        email="ppspm2@contoh.id",
        name="Sinta Contoh",
        roles=[Role.PPSPM],
        office=stage.cast.office("balai"),
        password=PASSWORD,
        by=None,
    )


def test_two_who_approve_at_once_make_one_spm(many_hands, stage):
    payment = stage.proposed()
    approvers = [stage.ppspm, a_second_ppspm(stage)]

    def approval(number, person):
        own = Disbursement.objects.get(pk=payment.pk)
        return lambda: approve_disbursement(
            disbursement=own, spm_number=f"SPM-{number}", spm_date=SPM, by=person, version=payment.version
        )

    done, refused = effects_and_refusals(at_once(*(approval(i, person) for i, person in enumerate(approvers))))
    assert len(done) == 1
    assert [type(refusal) for refusal in refused] == [StalePage]
    assert "sudah berubah" in str(refused[0]) or "baru saja diubah" in str(refused[0])
    payment.refresh_from_db()
    assert payment.spm_number == done[0].spm_number
    assert Event.objects.about(payment).filter(verb="disbursement.approve").count() == 1
    assert the_trail_is_whole(payment)


def test_two_proposals_of_one_instalment_at_once_are_one_disbursement(many_hands, stage):
    allocation = stage.cast.allocation()
    decree = stage.cast.decree(stage.agreement)

    def proposal(number):
        return lambda: propose_disbursement(
            instalment=stage.instalment(),
            allocation=allocation,
            decree=decree,
            spp_number=f"SPP-{number}",
            spp_date=SPP,
            by=stage.finance,
        )

    done, refused = effects_and_refusals(at_once(proposal(1), proposal(2)))
    assert len(done) == 1
    assert len(refused) == 1
    assert "diajukan" in str(refused[0])
    assert Disbursement.objects.count() == 1


def test_two_proposals_at_once_never_overdraw_a_budget_line(many_hands, stage):
    from tests.grants.revising import revised

    other = stage.cast.agreement(stage.partner, number="002/PKS")
    allocation = stage.cast.allocation()
    revised(allocation, by=stage.finance, amount=59_999_999)

    def proposal(agreement):
        decree = stage.cast.decree(agreement)
        instalment = agreement.instalments.get(number=1)
        return lambda: propose_disbursement(
            instalment=instalment,
            allocation=allocation,
            decree=decree,
            spp_number="SPP",
            spp_date=SPP,
            by=stage.finance,
        )

    done, refused = effects_and_refusals(at_once(proposal(stage.agreement), proposal(other)))
    assert len(done) == len(refused) == 1
    assert allocation.committed() == 30_000_000


def test_one_sp2d_number_for_two_payments_at_once_pays_one(many_hands, stage):
    other = stage.cast.agreement(stage.partner, number="002/PKS")
    payments = [stage.proposed(), stage.cast.proposed(other.instalments.get(number=1))]
    for number, payment in enumerate(payments):
        approve_disbursement(
            disbursement=payment, spm_number=f"{number}/SPM", spm_date=SPM, by=stage.ppspm, version=payment.version
        )

    def record(payment):
        return lambda: record_sp2d(
            disbursement=payment,
            sp2d_number="210313010000001",
            sp2d_date=SP2D,
            by=stage.finance,
            version=payment.version,
        )

    done, refused = effects_and_refusals(at_once(*map(record, payments)))
    assert len(done) == 1
    assert "sudah dipakai penyaluran lain" in str(refused[0])
    assert Disbursement.objects.paid().count() == 1


def test_a_double_click_on_sp2d_opens_one_report(many_hands, stage):
    payment = stage.proposed()
    approve_disbursement(disbursement=payment, spm_number="1", spm_date=SPM, by=stage.ppspm, version=payment.version)
    version = payment.version

    def click():
        own = Disbursement.objects.get(pk=payment.pk)
        return lambda: record_sp2d(
            disbursement=own, sp2d_number="210313010000001", sp2d_date=SP2D, by=stage.finance, version=version
        )

    done, refused = effects_and_refusals(at_once(click(), click(), click()))
    assert len(done) == 1
    assert [refusal.status for refusal in refused] == [409, 409]
    assert Event.objects.about(payment).filter(verb="disbursement.pay").count() == 1
    assert Event.objects.filter(verb="report.open").count() == 1


def test_a_constraint_that_is_hit_all_the_same_is_a_sentence(stage, monkeypatch):
    """Even where the look before the leap saw nothing, the database's own refusal reads like ours."""
    from grants.actions import disbursements
    from grants.gate import Gate

    stage.proposed()
    monkeypatch.setattr(disbursements, "gate", lambda instalment: Gate(()))
    monkeypatch.setattr(disbursements, "_require_room", lambda payment, agreement: None)
    monkeypatch.setattr(disbursements, "_require_payable", lambda payment, decree: None)
    with pytest.raises(Refusal, match="baru saja diajukan orang lain"):
        stage.cast.proposed(stage.instalment())
    assert Disbursement.objects.count() == 1


def test_two_who_write_down_the_same_delivery_at_once_write_it_once(many_hands, stage):
    payment = by_post(stage)
    people = [stage.finance, stage.finance]
    ticked = {each.pk: each.version for each in payment.deliveries.all()}

    def handed_over(person):
        own = Disbursement.objects.get(pk=payment.pk)
        return lambda: record_delivery(
            disbursement=own, ticked=ticked, delivered_on=SP2D, handed_over_by="Kantor Pos", by=person
        )

    done, refused = effects_and_refusals(at_once(*map(handed_over, people)))
    assert (done, [type(each) for each in refused]) == ([3], [StalePage])
    assert "Muat ulang halaman" in str(refused[0])
    assert set(payment.deliveries.values_list("state", "version")) == {("delivered", 1)}
    assert Event.objects.filter(verb="delivery.deliver").count() == 3
    assert the_trail_is_whole(payment)
