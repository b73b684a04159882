from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from grants.actions import (
    approve_disbursement,
    mark_accounted,
    propose_disbursement,
    record_sp2d,
    reject_disbursement,
)
from grants.models import Disbursement
from grants.signals import disbursement_paid
from partners.models import Agreement
from tests.grants.conftest import SP2D, SPM, SPP
from tests.grants.revising import revised
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

SP2D_NUMBER = "210313010000001"


@pytest.fixture
def decree(stage):
    return stage.cast.decree(stage.agreement, number="10/SK")


@pytest.fixture
def propose(stage, decree):
    def attempt(**changes) -> Disbursement:
        given = {
            "instalment": stage.instalment(),
            "allocation": stage.cast.allocation(),
            "decree": decree,
            "spp_number": "0001/SPP",
            "spp_date": SPP,
            "by": stage.finance,
        }
        return propose_disbursement(**{**given, **changes})

    return attempt


def approve(stage, payment, **changes):
    given = {"spm_number": "0001/450101/2021", "spm_date": SPM, "by": stage.ppspm, "version": payment.version}
    return approve_disbursement(disbursement=payment, **{**given, **changes})


def pay(stage, payment, **changes):
    given = {"sp2d_number": SP2D_NUMBER, "sp2d_date": SP2D, "by": stage.finance, "version": payment.version}
    return record_sp2d(disbursement=payment, **{**given, **changes})


# Proposing


def test_a_proposal_is_the_whole_instalment_to_the_account_in_use(stage, propose):
    payment = propose()
    assert payment.state == "proposed"
    assert payment.amount == stage.instalment().amount
    assert payment.bank_account == stage.partner.account
    event = Event.objects.about(payment).get()
    assert (event.verb, event.data["amount"]) == ("disbursement.propose", 30_000_000)


@pytest.mark.parametrize("who", ["ppk", "ppspm", "kpa", "verifier", "auditor", "other_finance"])
def test_only_the_offices_finance_proposes(stage, propose, who):
    with pytest.raises(NotAllowed):
        propose(by=stage.cast.person(who))


def test_a_closed_gate_refuses_with_its_reasons(stage, propose):
    with pytest.raises(Refusal, match="Termin 2 terkunci karena termin 1 belum disalurkan"):
        propose(instalment=stage.instalment(2))


def test_one_instalment_is_proposed_once(propose):
    propose()
    with pytest.raises(Refusal, match="sudah diajukan"):
        propose(spp_number="0002/SPP")
    assert Disbursement.objects.count() == 1


def test_a_budget_line_of_another_office_does_not_pay(stage, propose):
    stage.cast.allocation()
    theirs = stage.cast.allocation(finance="other_finance")
    with pytest.raises(Refusal, match="milik kantor lain"):
        propose(allocation=theirs)


def test_a_budget_line_of_another_year_does_not_pay(stage, propose):
    stage.cast.allocation()
    with pytest.raises(Refusal, match="Pilih alokasi tahun 2021"):
        propose(allocation=stage.cast.allocation(year=2020))


def test_a_budget_line_pays_to_its_last_rupiah_and_not_one_more(stage, propose):
    stage.cast.allocation(account="571112")  # so that the gate is open by another line
    line = stage.cast.allocation()
    revised(line, by=stage.finance, amount=29_999_999)
    with pytest.raises(Refusal, match=r"tinggal Rp29\.999\.999"):
        propose(allocation=line)
    revised(line, by=stage.finance, amount=30_000_000)
    assert propose(allocation=line).allocation == line


def test_more_than_the_agreements_value_is_never_paid(stage, propose):
    Agreement.objects.filter(pk=stage.agreement.pk).update(value=29_999_999)
    with pytest.raises(Refusal, match="melebihi nilainya"):
        propose()
    Agreement.objects.filter(pk=stage.agreement.pk).update(value=30_000_000)
    assert propose()


def test_a_decree_of_another_agreement_does_not_serve(stage, propose, decree):
    other = stage.cast.agreement(stage.partner, number="002/PKS")
    stage.cast.decree(other)
    with pytest.raises(Refusal, match="bukan untuk PKS 002/PKS"):
        propose(instalment=other.instalments.get(number=1))


def test_a_decree_comes_before_the_spp_or_on_its_day(propose, decree):
    with pytest.raises(Refusal, match="mendahului tanggal SK penerima"):
        propose(spp_date=decree.decided_on - timedelta(days=1))
    assert propose(spp_date=decree.decided_on)


def test_an_spp_is_not_older_than_the_agreement(stage, propose):
    with pytest.raises(Refusal, match="mendahului tanggal tanda tangan PKS"):
        propose(spp_date=stage.agreement.signed_on - timedelta(days=1))


def test_an_spp_is_not_of_tomorrow(propose):
    with pytest.raises(Refusal, match="belum terjadi"):
        propose(spp_date=timezone.localdate() + timedelta(days=1))


def test_an_spp_needs_its_number(propose):
    with pytest.raises(Refusal, match="Nomor SPP"):
        propose(spp_number="   ")


# SPM


def test_an_approval_records_the_spm_and_who_approved(stage, propose):
    payment = approve(stage, propose())
    assert (payment.state, payment.spm_number, payment.spm_date) == ("approved", "0001/450101/2021", SPM)
    assert payment.approved_by == stage.ppspm


def test_who_proposes_does_not_approve(stage, propose):
    from accounts.models import RoleGrant
    from accounts.roles import Role

    # give_roles refuses this pair; the workflow holds even where an old grant has slipped through.
    RoleGrant.objects.create(user=stage.finance, role=Role.PPSPM.value)
    for name in ("roles", "permissions"):
        stage.finance.__dict__.pop(name, None)
    payment = propose()
    with pytest.raises(NotAllowed, match="orang lain"):
        approve(stage, payment, by=stage.finance)
    with pytest.raises(NotAllowed, match="orang lain"):
        reject_disbursement(
            disbursement=payment, reason="Rekening LKS salah tulis", by=stage.finance, version=payment.version
        )
    payment.refresh_from_db()
    assert payment.state == "proposed"


@pytest.mark.parametrize("who", ["finance", "ppk", "kpa", "verifier", "auditor", "other_ppspm"])
def test_only_the_offices_ppspm_approves(stage, propose, who):
    with pytest.raises(NotAllowed):
        approve(stage, propose(), by=stage.cast.person(who))


def test_an_spm_is_not_older_than_its_spp(stage, propose):
    payment = propose()
    with pytest.raises(Refusal, match="mendahului tanggal SPP"):
        approve(stage, payment, spm_date=SPP - timedelta(days=1))
    assert approve(stage, payment, spm_date=SPP).state == "approved"


def test_an_spm_needs_its_number_and_a_day_that_has_come(stage, propose):
    payment = propose()
    with pytest.raises(Refusal, match="Nomor SPM belum diisi"):
        approve(stage, payment, spm_number=" ")
    with pytest.raises(Refusal, match="belum terjadi"):
        approve(stage, payment, spm_date=timezone.localdate() + timedelta(days=1))


def test_what_the_agreement_no_longer_carries_is_not_approved(stage, propose):
    from partners.actions import close_agreement

    payment = propose()
    stage.agreement.refresh_from_db()
    close_agreement(
        agreement=stage.agreement,
        by=stage.ppk,
        version=stage.agreement.version,
        reason="Dihentikan atas permintaan LKS",
    )
    payment = Disbursement.objects.get(pk=payment.pk)
    with pytest.raises(Refusal, match="tidak sedang berlaku"):
        approve(stage, payment)


def test_a_rejection_needs_a_reason_and_frees_the_instalment(stage, propose):
    payment = propose()
    with pytest.raises(Refusal, match="Alasan masih kosong"):
        reject_disbursement(disbursement=payment, reason=" ", by=stage.ppspm, version=payment.version)
    reject_disbursement(
        disbursement=payment, reason="Rekening LKS salah tulis", by=stage.ppspm, version=payment.version
    )
    assert payment.state == "rejected"
    assert Event.objects.about(payment).last().data["reason"] == "Rekening LKS salah tulis"
    assert propose(spp_number="0002/SPP").state == "proposed"


# SP2D


def test_sp2d_makes_it_paid_and_tells_the_rooms_above(stage, propose):
    heard = []

    def hear(sender, disbursement, by, **_):
        heard.append((sender, disbursement.state, disbursement.sp2d_number, by))

    disbursement_paid.connect(hear)
    try:
        pay(stage, approve(stage, propose()), sp2d_number="2103 1301 0000 001")
    finally:
        disbursement_paid.disconnect(hear)
    assert heard == [(Disbursement, "paid", SP2D_NUMBER, stage.finance)]


def test_a_room_above_that_fails_undoes_the_payment(stage, propose):
    def fail(**_):
        raise RuntimeError("upstairs")

    payment = approve(stage, propose())
    disbursement_paid.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            pay(stage, payment)
    finally:
        disbursement_paid.disconnect(fail)
    assert Disbursement.objects.get().state == "approved"
    assert Event.objects.about(payment).count() == 2


@pytest.mark.parametrize("number", ["21031301000000", "2103130100000011", "21031301000000A", ""])
def test_an_sp2d_number_is_fifteen_digits(stage, propose, number):
    payment = approve(stage, propose())
    with pytest.raises(Refusal, match=r"(?i)nomor SP2D"):
        pay(stage, payment, sp2d_number=number)


def test_an_sp2d_is_not_older_than_its_spm_nor_of_tomorrow(stage, propose):
    payment = approve(stage, propose())
    with pytest.raises(Refusal, match="mendahului tanggal SPM"):
        pay(stage, payment, sp2d_date=SPM - timedelta(days=1))
    with pytest.raises(Refusal, match="belum terjadi"):
        pay(stage, payment, sp2d_date=timezone.localdate() + timedelta(days=1))
    assert pay(stage, payment, sp2d_date=SPM).state == "paid"


def test_one_sp2d_pays_one_instalment(stage):
    other = stage.cast.agreement(stage.partner, number="002/PKS")
    stage.cast.paid(stage.instalment(), sp2d_number=SP2D_NUMBER)
    with pytest.raises(Refusal, match=f"Nomor SP2D {SP2D_NUMBER} sudah dipakai"):
        stage.cast.paid(other.instalments.get(number=1), sp2d_number=SP2D_NUMBER)
    assert Disbursement.objects.paid().count() == 1


@pytest.mark.parametrize("who", ["ppspm", "ppk", "kpa", "verifier", "auditor", "other_finance"])
def test_only_the_offices_finance_records_an_sp2d(stage, propose, who):
    with pytest.raises(NotAllowed):
        pay(stage, approve(stage, propose()), by=stage.cast.person(who))


def test_nothing_is_paid_before_it_is_approved(stage, propose):
    with pytest.raises(StalePage):
        pay(stage, propose())


# The report's acceptance, written down


def test_an_accepted_report_marks_the_payment_accounted_once(stage):
    payment = stage.paid()
    assert mark_accounted(instalment=stage.instalment(), by=stage.ppk).state == "accounted"
    with pytest.raises(Refusal, match="tidak punya penyaluran"):
        mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    assert Event.objects.about(payment).last().verb == "disbursement.account"


def test_nothing_is_accounted_for_before_it_is_paid(stage):
    stage.proposed()
    with pytest.raises(Refusal, match="tidak punya penyaluran"):
        mark_accounted(instalment=stage.instalment(), by=stage.ppk)
