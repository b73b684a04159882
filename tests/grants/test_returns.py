from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from grants.actions import confirm_return, deposit_return, mark_accounted, open_return, refuse_return
from grants.models import TreasuryReturn
from tests.grants.conftest import SP2D
from tests.grants.paper import scan
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage
from vault.models import StoredFile

BILLING, NTPN = "820210412345678", "A1B2C3D4E5F6G7H8"


def deposit(stage, owed, **changes):
    given = {
        "billing_code": BILLING,
        "ntpn": NTPN,
        "paid_on": date(2021, 12, 1),
        "upload": scan(),
        "by": stage.treasurer,
        "version": owed.version,
    }
    return deposit_return(treasury_return=owed, **{**given, **changes})


# What is owed


def test_nothing_left_opens_no_return(stage):
    stage.paid()
    assert open_return(instalment=stage.instalment(), amount=0, by=stage.ppk) is None
    assert not TreasuryReturn.objects.exists()


def test_as_much_as_was_paid_may_go_back_and_not_a_rupiah_more(stage):
    stage.paid()
    for amount in (-1, 30_000_001):
        with pytest.raises(Refusal, match="tidak mungkin"):
            open_return(instalment=stage.instalment(), amount=amount, by=stage.ppk)
    assert open_return(instalment=stage.instalment(), amount=30_000_000, by=stage.ppk).state == "open"


def test_what_was_never_paid_cannot_go_back(stage):
    stage.proposed()
    with pytest.raises(Refusal, match="tidak mungkin"):
        open_return(instalment=stage.instalment(), amount=1, by=stage.ppk)


def test_an_instalment_has_one_remainder(stage):
    stage.owed()
    with pytest.raises(Refusal, match="sudah dibuka"):
        open_return(instalment=stage.instalment(), amount=1, by=stage.ppk)


# The deposit


def test_a_deposit_is_kept_with_its_proof(stage):
    owed = deposit(stage, stage.owed())
    assert (owed.state, owed.billing_code, owed.ntpn) == ("deposited", BILLING, NTPN)
    assert owed.deposited_by == stage.treasurer
    assert Event.objects.about(owed).last().data["proof"] == owed.proof.sha256


def test_codes_are_read_as_people_copy_them(stage):
    owed = deposit(stage, stage.owed(), billing_code="8202 1041 2345 678", ntpn=" a1b2c3d4 e5f6g7h8 ")
    assert (owed.billing_code, owed.ntpn) == (BILLING, NTPN)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("billing_code", "82021041234567", "Kode billing harus 15 angka"),
        ("billing_code", "82021041234567X", "Kode billing harus 15 angka"),
        ("billing_code", "", "Kode billing belum diisi"),
        ("ntpn", "A1B2C3D4E5F6G7H", "NTPN harus 16"),
        ("ntpn", "A1B2C3D4E5F6G7H-", "NTPN harus 16"),
        ("ntpn", " ", "NTPN belum diisi"),
        ("paid_on", SP2D - timedelta(days=1), "mendahului tanggal SP2D"),
        ("paid_on", timezone.localdate() + timedelta(days=2), "belum terjadi"),
        ("upload", None, "Bukti setor belum dilampirkan"),
        ("upload", SimpleUploadedFile("bukti.pdf", b"bukan pdf"), "Bukti setor “bukti.pdf”"),
    ],
)
def test_a_deposit_that_cannot_be_is_refused_and_nothing_is_kept(stage, field, value, says):
    owed = stage.owed()
    with pytest.raises(Refusal, match=says):
        deposit(stage, owed, **{field: value})
    assert TreasuryReturn.objects.get().state == "open"
    assert not StoredFile.objects.exclude(original_name="sk.png").exclude(received_by=stage.finance).exists()


def test_the_day_of_the_sp2d_is_early_enough_and_today_late_enough(stage):
    owed = stage.owed()
    deposit(stage, owed, paid_on=SP2D)
    refuse_return(treasury_return=owed, reason="Bukti setornya tidak terbaca", by=stage.finance, version=owed.version)
    assert deposit(stage, owed, paid_on=timezone.localdate()).state == "deposited"


def test_one_ntpn_closes_one_return(stage):
    deposit(stage, stage.owed())
    other = stage.cast.agreement(stage.partner, number="002/PKS")
    instalment = other.instalments.get(number=1)
    stage.cast.paid(instalment)
    mark_accounted(instalment=instalment, by=stage.ppk)
    second = open_return(instalment=instalment, amount=500, by=stage.ppk)
    with pytest.raises(Refusal, match=f"NTPN {NTPN} sudah dipakai"):
        deposit(stage, second)
    second.refresh_from_db()
    assert second.state == "open"


@pytest.mark.parametrize("who", ["finance", "ppk", "kpa", "verifier", "auditor"])
def test_the_office_does_not_enter_deposits(stage, who):
    with pytest.raises(NotAllowed):
        deposit(stage, stage.owed(), by=stage.cast.person(who))


def test_the_head_of_the_lks_and_another_lks_do_not_enter_deposits(stage):
    owed = stage.owed()
    other = stage.cast.partner("LKS Resik", registration_number="TD/002")
    for person in (stage.cast.head(stage.partner), stage.cast.treasurer(other)):
        with pytest.raises(NotAllowed):
            deposit(stage, owed, by=person)


def test_a_second_deposit_of_a_stale_page_changes_nothing(stage):
    owed = stage.owed()
    version = owed.version
    deposit(stage, owed)
    with pytest.raises(StalePage):
        deposit(stage, owed, ntpn="ZZZZZZZZZZZZZZZZ", version=version)
    assert TreasuryReturn.objects.get().ntpn == NTPN
    assert StoredFile.objects.exclude(original_name="sk.png").exclude(received_by=stage.finance).count() == 1


# Its confirmation


def test_finance_confirms_what_the_treasurer_entered(stage):
    owed = deposit(stage, stage.owed())
    confirm_return(treasury_return=owed, by=stage.finance, version=owed.version)
    assert (owed.state, owed.confirmed_by) == ("confirmed", stage.finance)


@pytest.mark.parametrize("who", ["ppk", "kpa", "verifier", "auditor", "other_finance", "other_ppspm"])
def test_only_finance_and_ppspm_of_the_office_confirm(stage, who):
    owed = deposit(stage, stage.owed())
    with pytest.raises(NotAllowed):
        confirm_return(treasury_return=owed, by=stage.cast.person(who), version=owed.version)


def test_nothing_is_confirmed_before_it_is_deposited(stage):
    owed = stage.owed()
    with pytest.raises(StalePage):
        confirm_return(treasury_return=owed, by=stage.finance, version=owed.version)


def test_a_refusal_needs_a_reason_frees_the_ntpn_and_stays_in_the_trail(stage):
    owed = deposit(stage, stage.owed())
    with pytest.raises(Refusal, match="Alasan masih kosong"):
        refuse_return(treasury_return=owed, reason="", by=stage.finance, version=owed.version)
    refuse_return(treasury_return=owed, reason="NTPN milik termin lain", by=stage.finance, version=owed.version)
    assert (owed.state, owed.ntpn, owed.proof, owed.paid_on) == ("open", "", None, None)
    event = Event.objects.about(owed).last()
    assert (event.data["ntpn"], event.data["reason"]) == (NTPN, "NTPN milik termin lain")
    assert deposit(stage, owed).state == "deposited"
