from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.roles import Permission
from grants.actions import approve_disbursement, mark_accounted, record_sp2d, reject_disbursement
from grants.gate import gate
from partners.actions import close_agreement
from partners.models import BankAccount
from tests.grants.conftest import SP2D, SPM
from tests.grants.revising import revised


@pytest.fixture
def funded(stage):
    stage.cast.allocation()
    stage.cast.decree(stage.agreement)
    return stage


def sentences(instalment):
    return [reason.sentence for reason in gate(instalment).reasons]


def test_the_first_instalment_of_an_active_agreement_is_open(funded):
    assert gate(funded.instalment(1)).open


def test_a_draft_and_a_closed_agreement_lock_every_instalment(cast, funded):
    draft = cast.draft(cast.partner("LKS Resik", registration_number="TD/002"), number="2")
    cast.allocation()
    reasons = gate(draft.instalments.get(number=1)).reasons
    assert "status “Konsep”" in reasons[0].sentence
    assert reasons[0].url == draft.get_absolute_url()
    close_agreement(
        agreement=funded.agreement, by=funded.ppk, version=funded.agreement.version, reason="Semua termin sudah selesai"
    )
    assert "status “Selesai”" in sentences(funded.instalment(1))[0]


def test_the_second_waits_for_the_first_to_be_disbursed(funded):
    reason = gate(funded.instalment(2)).reasons[0]
    assert reason.sentence == "Termin 2 terkunci karena termin 1 belum disalurkan."
    assert reason.url == reverse("grants:agreement_money", args=[funded.agreement.pk])


def test_the_second_stays_locked_until_the_firsts_report_is_accepted_and_says_why(funded):
    payment = funded.proposed(1)
    for step in ("proposed", "approved", "paid"):
        if step == "approved":
            approve_disbursement(
                disbursement=payment, spm_number="1", spm_date=SPM, by=funded.ppspm, version=payment.version
            )
        if step == "paid":
            record_sp2d(
                disbursement=payment,
                sp2d_number="210313010000001",
                sp2d_date=SP2D,
                by=funded.finance,
                version=payment.version,
            )
        (reason,) = gate(funded.instalment(2)).reasons
        assert reason.sentence.startswith("Termin 2 terkunci karena laporan termin 1 belum diterima (status")
        assert f"“{payment.state_label}”" in reason.sentence
        assert reason.url == payment.get_absolute_url()
    mark_accounted(instalment=funded.instalment(1), by=funded.ppk)
    assert gate(funded.instalment(2)).open


def test_what_is_proposed_is_not_proposed_again_unless_it_was_rejected(funded):
    payment = funded.proposed(1)
    (reason,) = gate(funded.instalment(1)).reasons
    assert payment.spp_number in reason.sentence
    assert reason.url == payment.get_absolute_url()
    reject_disbursement(
        disbursement=payment, reason="Rekening LKS salah tulis", by=funded.ppspm, version=payment.version
    )
    assert gate(funded.instalment(1)).open


def test_money_needs_an_account_to_go_to(funded):
    BankAccount.objects.filter(partner=funded.partner).update(active=False)
    (reason,) = gate(funded.instalment(1)).reasons
    assert "belum punya rekening" in reason.sentence


def test_a_budget_line_must_carry_the_whole_instalment(funded):
    line = funded.cast.allocation()
    revised(line, by=funded.finance, amount=30_000_000)
    assert gate(funded.instalment(1)).open
    revised(line, by=funded.finance, amount=29_999_999)
    (reason,) = gate(funded.instalment(1)).reasons
    assert "sisanya cukup untuk Rp30.000.000" in reason.sentence


def test_another_offices_money_opens_no_gate(stage):
    stage.cast.allocation(finance="other_finance")
    assert not gate(stage.instalment(1)).open


def test_a_decree_opens_the_gate_only_once_the_kpa_has_approved_it(stage):
    stage.cast.allocation()
    (reason,) = gate(stage.instalment(1)).reasons
    assert reason.sentence.startswith("Belum ada SK penerima")
    assert reason.url_for(stage.ppk) == reverse("grants:decree_new", args=[stage.agreement.pk])
    assert reason.url_for(stage.finance) is None
    draft = stage.cast.drafted_decree(stage.agreement)
    (reason,) = gate(stage.instalment(1)).reasons
    assert "belum berlaku (status “Konsep”)" in reason.sentence
    assert reason.url_for(stage.finance) == draft.get_absolute_url()
    assert reason.url_for(stage.treasurer) is None
    stage.cast.in_force(draft)
    assert gate(stage.instalment(1)).open


def test_a_reader_is_led_only_where_they_may_go(stage):
    stage.cast.decree(stage.agreement)
    (reason,) = gate(stage.instalment(1)).reasons
    assert reason.permission is Permission.MANAGE_ALLOCATIONS
    assert reason.url_for(stage.finance) == reverse("grants:allocations")
    assert reason.url_for(stage.treasurer) is None


def test_all_reasons_are_told_at_once(stage):
    BankAccount.objects.filter(partner=stage.partner).update(active=False)
    assert len(gate(stage.instalment(2)).reasons) == 4
