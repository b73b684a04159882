"""The life of a decree: drafted by the PPK, approved by the KPA, paid from, replaced by a further one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import open_account
from accounts.roles import Role
from grants.actions import (
    add_recipient,
    approve_decree,
    attach_decree,
    draft_decree,
    propose_decree,
    propose_disbursement,
    revise_decree,
    send_back_decree,
)
from grants.decree_shown import doubts_about
from grants.models import Decree
from tests.cast import PASSWORD
from tests.grants.conftest import SPP
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

DECREE = {
    "number": "10/SK/2021",
    "decided_on": date(2021, 4, 5),
    "set_by_name": "Panji Contoh",
    "approved_by_name": "Kartika Contoh",
}


@pytest.fixture
def draft(stage):
    return draft_decree(agreement=stage.agreement, by=stage.ppk, **DECREE)


def verbs(decree):
    return list(Event.objects.about(decree).values_list("verb", flat=True))


# Drafting


def test_a_draft_is_kept_with_its_scan_and_leaves_an_event(stage):
    decree = draft_decree(agreement=stage.agreement, by=stage.ppk, upload=scan("sk.png"), **DECREE)
    assert decree.file.original_name == "sk.png"
    assert (decree.state, decree.drafted_by, decree.changes) == ("draft", stage.ppk, None)
    event = Event.objects.about(decree).get()
    assert (event.verb, event.data["file"]) == ("decree.draft", decree.file.sha256)


def test_the_scan_may_follow_once(stage, draft):
    attach_decree(decree=draft, upload=scan("sk.png"), by=stage.ppk)
    assert Decree.objects.get().file.original_name == "sk.png"
    with pytest.raises(Refusal, match="tidak diganti"):
        attach_decree(decree=draft, upload=scan("lain.png"), by=stage.ppk)


def test_an_agreement_has_one_draft_at_a_time_and_each_number_once(stage, draft):
    with pytest.raises(Refusal, match="masih disusun"):
        draft_decree(agreement=stage.agreement, by=stage.ppk, **{**DECREE, "number": "11"})
    stage.cast.in_force(draft)
    with pytest.raises(Refusal, match="sudah tercatat"):
        draft_decree(agreement=stage.agreement, by=stage.ppk, **{**DECREE, "number": " 10/SK/2021 "})


def test_a_decree_is_not_of_tomorrow(stage):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refusal, match="belum terjadi"):
        draft_decree(agreement=stage.agreement, by=stage.ppk, **{**DECREE, "decided_on": tomorrow})


def test_an_agreement_that_does_not_bind_has_no_decree_yet(cast):
    agreement = cast.draft(cast.partner())
    with pytest.raises(Refusal, match="tidak sedang berlaku"):
        draft_decree(agreement=agreement, by=cast.person("ppk"), **DECREE)


def test_a_file_that_the_vault_refuses_is_a_sentence_and_leaves_no_decree(stage):
    fake = SimpleUploadedFile("sk.pdf", b"bukan pdf sama sekali")
    with pytest.raises(Refusal, match=r"SK penerima “sk\.pdf”"):
        draft_decree(agreement=stage.agreement, by=stage.ppk, upload=fake, **DECREE)
    assert not Decree.objects.exists()


def test_a_draft_is_changed_and_the_trail_keeps_what_stood_there(stage, draft):
    revised = revise_decree(decree=draft, by=stage.ppk, version=draft.version, number="12/SK")
    assert revised.number == "12/SK"
    assert Event.objects.about(draft).get(verb="decree.revise").data["changes"] == {
        "number": {"from": "10/SK/2021", "to": "12/SK"}
    }
    stage.cast.in_force(revised)
    with pytest.raises(StalePage):
        revise_decree(decree=draft, by=stage.ppk, version=draft.version, number="13/SK")


@pytest.mark.parametrize("who", ["finance", "ppspm", "kpa", "verifier", "auditor", "other_ppk"])
def test_only_the_offices_ppk_drafts(stage, draft, who):
    person = stage.cast.person(who)
    for attempt in (
        lambda: draft_decree(agreement=stage.agreement, by=person, **DECREE),
        lambda: revise_decree(decree=draft, by=person, version=draft.version, number="9"),
        lambda: attach_decree(decree=draft, upload=scan("sk.png"), by=person),
        lambda: propose_decree(decree=draft, by=person, version=draft.version),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert verbs(draft) == ["decree.draft"]


# Proposing and approving


def test_the_ppk_proposes_and_the_kpa_approves(stage, draft):
    propose_decree(decree=draft, by=stage.ppk, version=draft.version)
    assert draft.state == "proposed"
    approved = approve_decree(decree=draft, by=stage.cast.person("kpa"), version=draft.version)
    assert (approved.state, approved.approved_by) == ("approved", stage.cast.person("kpa"))
    assert verbs(draft) == ["decree.draft", "decree.propose", "decree.approve"]


@pytest.mark.parametrize("who", ["finance", "ppk", "ppspm", "verifier", "auditor", "other_kpa"])
def test_only_the_offices_kpa_approves_and_sends_back(stage, draft, who):
    propose_decree(decree=draft, by=stage.ppk, version=draft.version)
    person = stage.cast.person(who)
    with pytest.raises(NotAllowed):
        approve_decree(decree=draft, by=person, version=draft.version)
    with pytest.raises(NotAllowed):
        send_back_decree(decree=draft, by=person, version=draft.version, reason="Jumlahnya tidak cocok")


@pytest.mark.parametrize("part", ["draft", "list"])
def test_who_wrote_any_of_it_never_approves_it_whatever_else_they_are(stage, sign_in, part):
    both = open_account(
        email="rangkap@contoh.id",
        name="Rangkap Contoh",
        roles=[Role.PPK, Role.KPA],
        office=stage.cast.office("balai"),
        password=PASSWORD,
        by=None,
    )
    by = both if part == "draft" else stage.ppk
    decree = draft_decree(agreement=stage.agreement, by=by, names_people=part == "list", **DECREE)
    if part == "list":
        # Who is paid stands on the list: to fill it is to write the decree that somebody else began.
        person = {"nik": "3201010101800001", "name": "Penerima", "form": "uang", "amount": 30_000_000}
        add_recipient(decree=decree, by=both, **person)
    propose_decree(decree=decree, by=stage.ppk, version=decree.version)
    with pytest.raises(NotAllowed, match="harus disahkan orang lain"):
        approve_decree(decree=decree, by=both, version=decree.version)
    page = sign_in(both).get(decree.get_absolute_url())
    assert page.context["own_work"] and "approve" not in {step.name for step, _ in page.context["steps"]}


def test_what_the_kpa_sends_back_is_mended_and_proposed_again(stage, draft):
    propose_decree(decree=draft, by=stage.ppk, version=draft.version)
    with pytest.raises(Refusal):
        send_back_decree(decree=draft, by=stage.cast.person("kpa"), version=draft.version, reason="salah")
    send_back_decree(
        decree=draft, by=stage.cast.person("kpa"), version=draft.version, reason="Nomor SK belum sesuai agenda"
    )
    assert draft.state == "draft"
    assert Event.objects.about(draft).last().data["reason"] == "Nomor SK belum sesuai agenda"
    assert stage.cast.in_force(draft).state == "approved"


def test_a_second_click_on_a_step_is_stale_and_does_nothing(stage, draft):
    version = draft.version
    propose_decree(decree=Decree.objects.get(), by=stage.ppk, version=version)
    with pytest.raises(StalePage):
        propose_decree(decree=Decree.objects.get(), by=stage.ppk, version=version)
    kpa = stage.cast.person("kpa")
    approve_decree(decree=Decree.objects.get(), by=kpa, version=version + 1)
    with pytest.raises(StalePage):
        approve_decree(decree=Decree.objects.get(), by=kpa, version=version + 1)
    assert verbs(draft) == ["decree.draft", "decree.propose", "decree.approve"]


# A further decree


def test_a_further_decree_replaces_the_one_in_force_only_when_it_is_approved(stage, draft):
    first = stage.cast.in_force(draft)
    second = stage.cast.drafted_decree(stage.agreement, number="11/SK/2021", decided_on=date(2021, 5, 5))
    assert second.changes == first
    first.refresh_from_db()
    assert first.state == "approved"
    stage.cast.in_force(second)
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "approved")
    assert Event.objects.about(first).last().data["by"] == "11/SK/2021"


def test_a_further_decree_does_not_precede_the_one_that_it_changes(stage, draft):
    stage.cast.in_force(draft)
    with pytest.raises(Refusal, match="mendahului"):
        stage.cast.drafted_decree(stage.agreement, number="11", decided_on=date(2021, 4, 4))


def test_the_database_itself_knows_one_decree_in_force(stage, draft):
    first = stage.cast.in_force(draft)
    stage.cast.drafted_decree(stage.agreement, number="11")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decree.objects.exclude(pk=first.pk).update(state="approved")


# Paying from it


@pytest.mark.parametrize("state", ["draft", "proposed", "replaced"])
def test_only_a_decree_in_force_pays(stage, draft, state):
    decree = draft
    if state == "replaced":
        stage.cast.in_force(draft)
        stage.cast.decree(stage.agreement, number="11")
        decree = Decree.objects.get(pk=draft.pk)
    elif state == "proposed":
        propose_decree(decree=draft, by=stage.ppk, version=draft.version)
    with pytest.raises(Refusal, match="berlaku"):
        propose_disbursement(
            instalment=stage.instalment(),
            allocation=stage.cast.allocation(),
            decree=decree,
            spp_number="1/SPP",
            spp_date=SPP,
            by=stage.finance,
        )


def test_an_lks_sees_its_decree_once_it_binds(stage, draft):
    seen = Decree.objects.visible_to(stage.treasurer)
    assert not seen.exists()
    stage.cast.in_force(draft)
    assert seen.get() == draft


def test_what_payments_will_say_of_a_decree_is_told_before_it_is_approved(stage, draft, sign_in):
    page = sign_in(stage.ppk).get(draft.get_absolute_url())
    assert page.context["doubts"] == ["SK-03: pindaian SK yang ditandatangani belum disimpan."]
    assert "Yakin? Isi SK tidak dapat diubah sesudahnya. SK-03" in seen(page)
    revise_decree(decree=draft, by=stage.ppk, version=draft.version, **DECREE, names_people=True)
    draft.refresh_from_db()
    for nik, amount in (("3271061708900002", 1_000_000), ("3271065708900009", 2_000_000)):
        about = {"name": "Asep", "component": "hidup_layak", "form": "uang", "amount": amount}
        bank = {"bank": "BRI", "account_number": "123456789", "account_holder": "Asep"}
        add_recipient(decree=draft, by=stage.ppk, nik=nik, **about, **bank)
    told = " ".join(doubts_about(draft))
    assert "Rp3.000.000, kurang dari nilai" in told and "2 penerima berbagi nomor rekening" in told
    assert "SK lain" not in told
