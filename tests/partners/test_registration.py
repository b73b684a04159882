"""Registering an LKS, and whom its officers' accounts let in."""

from __future__ import annotations

import io
from datetime import date

import pytest

from accounts.models import User
from accounts.roles import Role
from partners.actions import (
    appoint_officer,
    record_document,
    register_partner,
    revise_partner,
    set_bank_account,
)
from partners.models import Agreement, BankAccount, Officer, Partner, PartnerDocument
from tests.cast import Cast
from trail.models import Event
from trail.refusal import NotAllowed, Refusal

SHARED = "Rekening bersama yayasan induk menurut surat pernyataan."


def verbs(partner: Partner) -> list[str]:
    return list(Event.objects.about(partner).values_list("verb", flat=True))


@pytest.fixture
def bare(cast: Cast) -> Partner:
    return cast.partner(complete=False)


def test_a_partner_belongs_to_the_office_of_who_registers_it(cast: Cast, bare: Partner) -> None:
    assert bare.office == cast.office("balai")
    assert verbs(bare) == ["partner.register"]
    assert Event.objects.about(bare).get().chain_id == cast.office("balai").code


def test_a_registration_number_is_used_once_in_an_office(cast: Cast, bare: Partner) -> None:
    with pytest.raises(Refusal, match="TD/001/2020 sudah dipakai"):
        cast.partner("LKS Lain", complete=False)
    assert Partner.objects.count() == 1


def test_another_office_may_have_the_same_registration_number(cast: Cast, bare: Partner) -> None:
    other = cast.partner(complete=False, finance="other_finance")
    assert other.office != bare.office


def test_an_npwp_is_kept_as_digits_and_a_wrong_one_refused(cast: Cast, bare: Partner) -> None:
    revise_partner(partner=bare, by=cast.person("finance"), npwp="01.234.567.8-901.000")
    assert bare.npwp == "012345678901000"
    with pytest.raises(Refusal, match="NPWP: NPWP harus 15 atau 16 angka"):
        revise_partner(partner=Partner.objects.get(), by=cast.person("finance"), npwp="1234")
    assert Partner.objects.get().npwp == "012345678901000"


def test_a_revision_says_what_changed_and_nothing_where_nothing_did(cast: Cast, bare: Partner) -> None:
    revise_partner(partner=bare, by=cast.person("finance"), name="LKS Sakura Baru", regency=bare.regency)
    revise_partner(partner=bare, by=cast.person("finance"), name="LKS Sakura Baru")
    assert verbs(bare) == ["partner.register", "partner.revise"]
    changes = Event.objects.about(bare).last().data["changes"]  # type: ignore[union-attr]
    assert changes == {"name": {"from": "LKS Sakura", "to": "LKS Sakura Baru"}}


@pytest.mark.parametrize("who", ["other_finance", "verifier", "auditor", "admin"])
def test_only_finance_of_its_own_office_writes_about_a_partner(cast: Cast, bare: Partner, who: str) -> None:
    by = cast.person(who)
    with pytest.raises(NotAllowed):
        revise_partner(partner=bare, by=by, name="Nama lain")
    with pytest.raises(NotAllowed):
        set_bank_account(partner=bare, bank="Bank", number="12345", holder="X", by=by)
    with pytest.raises(NotAllowed):
        record_document(partner=bare, kind="akta", number="1", by=by)
    with pytest.raises(NotAllowed):
        appoint_officer(partner=bare, role=Role.TREASURER, name="X", by=by)


def test_an_officer_with_an_email_can_sign_in_and_sees_this_partner_only(cast: Cast, bare: Partner) -> None:
    cast.partner("LKS Lain", registration_number="TD/002/2020", complete=False)
    officer = appoint_officer(
        partner=bare, role=Role.TREASURER, name="Budi Contoh", email="Budi@Sakura.id", by=cast.person("finance")
    )
    assert officer.user is not None
    assert officer.user.email == "budi@sakura.id"
    assert list(Partner.objects.visible_to(officer.user)) == [bare]


def test_a_new_treasurer_takes_the_former_ones_access_away(cast: Cast, bare: Partner) -> None:
    by = cast.person("finance")
    former = appoint_officer(partner=bare, role=Role.TREASURER, name="Budi", email="budi@a.id", by=by)
    appoint_officer(partner=bare, role=Role.TREASURER, name="Wati", email="wati@a.id", by=by)
    left = User.objects.get(email="budi@a.id")
    assert not left.is_active
    assert not Partner.objects.visible_to(left).exists()
    assert bare.treasurer is not None
    assert bare.treasurer.name == "Wati"
    assert Officer.objects.filter(pk=former.pk, active=False).exists()


def test_a_person_who_still_serves_another_partner_keeps_the_account(cast: Cast, bare: Partner) -> None:
    by = cast.person("finance")
    other = cast.partner("LKS Lain", registration_number="TD/002/2020", complete=False)
    for partner in (bare, other):
        appoint_officer(partner=partner, role=Role.TREASURER, name="Budi", email="budi@a.id", by=by)
    appoint_officer(partner=bare, role=Role.TREASURER, name="Wati", by=by)
    budi = User.objects.get(email="budi@a.id")
    assert budi.is_active
    assert list(Partner.objects.visible_to(budi)) == [other]


def test_who_is_appointed_again_gets_the_same_account_back_with_the_new_role(cast: Cast, bare: Partner) -> None:
    by = cast.person("finance")
    appoint_officer(partner=bare, role=Role.TREASURER, name="Budi", email="budi@a.id", by=by)
    appoint_officer(partner=bare, role=Role.TREASURER, name="Wati", by=by)
    officer = appoint_officer(partner=bare, role=Role.PARTNER_HEAD, name="Budi", email="budi@a.id", by=by)
    assert officer.user is not None
    assert officer.user.is_active
    assert officer.user.roles == {Role.PARTNER_HEAD}
    assert User.objects.filter(email="budi@a.id").count() == 1


def test_naming_the_same_person_again_only_changes_the_particulars(cast: Cast, bare: Partner) -> None:
    by = cast.person("finance")
    first = appoint_officer(partner=bare, role=Role.TREASURER, name="Budi", email="budi@a.id", by=by)
    again = appoint_officer(partner=bare, role=Role.TREASURER, name="Budi S.", email="budi@a.id", phone="0812", by=by)
    assert again.pk == first.pk
    assert verbs(bare) == ["partner.register", "partner.appoint", "partner.officer"]
    assert "0812" not in str(Event.objects.about(bare).last().data)  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "email"), [("budi", "lain@a.id"), ("Wati", "BUDI@a.id")])
def test_head_and_treasurer_are_two_persons(cast: Cast, bare: Partner, name: str, email: str) -> None:
    by = cast.person("finance")
    appoint_officer(partner=bare, role=Role.TREASURER, name="Budi", email="budi@a.id", by=by)
    with pytest.raises(Refusal, match="dua orang"):
        appoint_officer(partner=bare, role=Role.PARTNER_HEAD, name=name, email=email, by=by)


def test_an_address_of_somebody_elses_account_is_refused_and_nothing_changes(cast: Cast, bare: Partner) -> None:
    cast.person("verifier")
    with pytest.raises(Refusal, match="sudah dipakai akun lain"):
        appoint_officer(
            partner=bare, role=Role.TREASURER, name="Budi", email="verifier@contoh.id", by=cast.person("finance")
        )
    assert bare.treasurer is None


def test_an_account_of_another_offices_partner_is_not_taken_over(cast: Cast, bare: Partner) -> None:
    other = cast.partner("LKS Jauh", finance="other_finance", complete=False)
    appoint_officer(partner=other, role=Role.TREASURER, name="Tono", email="tono@a.id", by=cast.person("other_finance"))
    with pytest.raises(Refusal, match="sudah dipakai akun lain"):
        appoint_officer(partner=bare, role=Role.TREASURER, name="Tono", email="tono@a.id", by=cast.person("finance"))


def test_an_office_role_is_no_office_at_an_lks(cast: Cast, bare: Partner) -> None:
    with pytest.raises(Refusal, match="bukan jabatan di LKS"):
        appoint_officer(partner=bare, role=Role.PPK, name="X", by=cast.person("finance"))


def test_a_document_is_recorded_once_and_renewed_in_place(cast: Cast, bare: Partner) -> None:
    by = cast.person("finance")
    for until in (date(2022, 1, 1), date(2025, 1, 1), date(2025, 1, 1)):
        record_document(partner=bare, kind="tanda_daftar", number="TD/1", valid_until=until, by=by)
    assert PartnerDocument.objects.get().valid_until == date(2025, 1, 1)
    assert verbs(bare) == ["partner.register", "partner.document", "partner.document"]


def test_a_document_cannot_end_before_it_was_issued(cast: Cast, bare: Partner) -> None:
    with pytest.raises(Refusal, match="mendahului tanggal terbit"):
        record_document(
            partner=bare,
            kind="akta",
            number="1",
            issued_on=date(2021, 1, 2),
            valid_until=date(2021, 1, 1),
            by=cast.person("finance"),
        )


def test_a_file_that_the_door_refuses_leaves_no_document(cast: Cast, bare: Partner) -> None:
    fake = io.BytesIO(b"bukan pdf")
    fake.name = "akta.pdf"
    with pytest.raises(Refusal, match=r"akta\.pdf"):
        record_document(partner=bare, kind="akta", number="1", upload=fake, by=cast.person("finance"))
    assert not PartnerDocument.objects.exists()


def test_one_account_is_in_use_and_the_former_stays_on_record(cast: Cast, bare: Partner) -> None:
    by = cast.person("finance")
    set_bank_account(partner=bare, bank="Bank A", number="11-111", holder="LKS Sakura", by=by)
    set_bank_account(partner=bare, bank="Bank B", number="22222", holder="LKS Sakura", by=by)
    set_bank_account(partner=bare, bank="Bank B", number="22222", holder="LKS Sakura", by=by)
    assert str(bare.account) == "Bank B 22222 a.n. LKS Sakura"
    set_bank_account(partner=bare, bank="Bank A", number="11111", holder="LKS Sakura", by=by)
    assert BankAccount.objects.count() == 2
    assert str(bare.account) == "Bank A 11111 a.n. LKS Sakura"
    assert verbs(bare).count("partner.account") == 3


def test_an_account_number_with_letters_is_refused_and_the_old_one_stays(cast: Cast, bare: Partner) -> None:
    by = cast.person("finance")
    set_bank_account(partner=bare, bank="Bank A", number="11111", holder="LKS Sakura", by=by)
    with pytest.raises(Refusal, match="Nomor rekening"):
        set_bank_account(partner=bare, bank="Bank A", number="12O45", holder="LKS Sakura", by=by)
    assert str(bare.account) == "Bank A 11111 a.n. LKS Sakura"


def test_an_lks_sees_its_agreements_once_they_are_proposed(cast: Cast) -> None:
    partner = cast.partner()
    cast.draft(partner)
    assert not Agreement.objects.visible_to(cast.treasurer(partner)).exists()
    cast.agreement(partner, number="002/PKS")
    assert Agreement.objects.visible_to(cast.treasurer(partner)).get().number == "002/PKS"


def test_a_name_is_needed(cast: Cast) -> None:
    with pytest.raises(Refusal, match="Nama LKS"):
        register_partner(by=cast.person("finance"), name=" ", registration_number="1", regency="Serang")


def test_another_holder_is_another_account_and_the_former_keeps_its_name(cast: Cast, bare: Partner) -> None:
    by = cast.person("finance")
    former = set_bank_account(partner=bare, bank="Bank A", number="11111", holder="LKS Sakura", by=by)
    now = set_bank_account(partner=bare, bank="Bank A", number="11111", holder="Yayasan", by=by, reason=SHARED)
    former.refresh_from_db()
    assert now.pk != former.pk
    assert (former.holder, former.active) == ("LKS Sakura", False)
    assert str(bare.account) == "Bank A 11111 a.n. Yayasan"


@pytest.mark.parametrize("year", [1, 1899, 2101, 9999])
def test_a_document_of_an_impossible_year_is_refused(cast: Cast, bare: Partner, year: int) -> None:
    with pytest.raises(Refusal, match="Tahunnya harus antara 1900 dan 2100"):
        record_document(
            partner=bare, kind="akta", number="1", issued_on=date(year, 1, 1), upload=None, by=cast.person("finance")
        )
