"""Pages of LKS: who sees what of them and of their agreements, and what a form does."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from partners.models import Partner
from tests.cast import Cast

SignIn = Callable[[User], Client]
PARTNER_FIELDS = {
    "name": "LKS Resik",
    "legal_form": "yayasan",
    "registration_number": "TD/010/2020",
    "npwp": "01.234.567.8-901.000",
    "regency": "kab. subang",
}


@pytest.fixture
def partner(cast: Cast) -> Partner:
    return cast.partner()


# Who sees what


@pytest.mark.parametrize("who", ["finance", "verifier", "ppk", "ppspm", "kpa", "office_auditor", "auditor"])
def test_the_office_and_auditors_read_every_page(cast: Cast, sign_in: SignIn, partner: Partner, who: str) -> None:
    agreement = cast.agreement(partner)
    browser = sign_in(cast.person(who))
    for name, args in (
        ("partners", []),
        ("agreements", []),
        ("partner", [partner.pk]),
        ("agreement", [agreement.pk]),
        ("partners_export", []),
    ):
        answer = browser.get(reverse(f"partners:{name}", args=args))
        assert answer.status_code == 200, name
        if name in {"partner", "agreement"}:
            assert "Riwayat" in answer.text


@pytest.mark.parametrize("who", ["legal", "admin"])
def test_others_of_the_office_are_not_let_in(cast: Cast, sign_in: SignIn, partner: Partner, who: str) -> None:
    browser = sign_in(cast.person(who))
    assert browser.get(reverse("partners:partners")).status_code == 403
    assert browser.get(partner.get_absolute_url()).status_code == 403


def test_a_stranger_is_sent_to_sign_in(client: Client, partner: Partner) -> None:
    answer = client.get(partner.get_absolute_url())
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_another_office_gets_404_everywhere(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    agreement, document = cast.agreement(partner), partner.documents.first()
    assert document is not None
    browser = sign_in(cast.person("other_finance"))
    for address in (
        partner.get_absolute_url(),
        agreement.get_absolute_url(),
        reverse("partners:partner_edit", args=[partner.pk]),
        reverse("partners:officer", args=[partner.pk, "ketua"]),
        reverse("partners:document_new", args=[partner.pk]),
        reverse("partners:document", args=[document.pk]),
        reverse("partners:document_file", args=[document.pk]),
        reverse("partners:account", args=[partner.pk]),
        reverse("partners:agreement_edit", args=[agreement.pk]),
        reverse("partners:agreement_letter", args=[agreement.pk]),
    ):
        assert browser.get(address).status_code == 404, address
    for name in ("agreement_step", "agreement_delete"):
        address = reverse(f"partners:{name}", args=[agreement.pk])
        assert browser.post(address, {"version": agreement.version, "step": "close"}).status_code == 404
    assert partner.name not in browser.get(reverse("partners:partners")).text


def test_the_lks_reads_its_own_and_changes_nothing(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    other = cast.partner("LKS Lain", registration_number="TD/002/2020")
    draft = cast.draft(partner, number="002/PKS")
    active = cast.agreement(partner)
    for user in (cast.treasurer(partner), cast.head(partner)):
        browser = sign_in(user)
        page = browser.get(partner.get_absolute_url())
        assert page.status_code == 200
        assert "Riwayat" not in page.text
        assert reverse("partners:partner_edit", args=[partner.pk]) not in page.text
        assert browser.get(active.get_absolute_url()).status_code == 200
        assert browser.get(draft.get_absolute_url()).status_code == 404
        assert browser.get(other.get_absolute_url()).status_code == 404
        assert browser.get(reverse("partners:partner_edit", args=[partner.pk])).status_code == 403
        assert browser.get(reverse("imports:upload", args=["lks"])).status_code == 403
        step = reverse("partners:agreement_step", args=[active.pk])
        assert browser.post(step, {"version": active.version, "step": "close", "reason": "x"}).status_code == 403


def test_steps_and_deletion_answer_to_post_only(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    draft = cast.draft(partner)
    browser = sign_in(cast.person("finance"))
    for name in ("agreement_step", "agreement_delete"):
        answer = browser.get(reverse(f"partners:{name}", args=[draft.pk]))
        assert (answer.status_code, answer["Location"]) == (302, draft.get_absolute_url())


# Forms of the LKS


def test_an_lks_is_registered_with_the_place_that_its_regency_tells(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("finance"))
    answer = browser.post(reverse("partners:partner_new"), PARTNER_FIELDS, follow=True)
    partner = Partner.objects.get()
    assert answer.redirect_chain[-1][0] == partner.get_absolute_url()
    assert (partner.regency, partner.regency_code, partner.province) == ("Kabupaten Subang", "32.13", "Jawa Barat")
    assert partner.npwp == "012345678901000"
    assert "belum mempunyai ketua" in answer.text


def test_a_regency_that_is_none_is_refused_with_what_was_perhaps_meant(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("finance"))
    answer = browser.post(reverse("partners:partner_new"), {**PARTNER_FIELDS, "regency": "Subang"})
    assert answer.status_code == 422
    assert "Kabupaten Subang" in answer.text
    assert not Partner.objects.exists()


def test_a_taken_registration_number_is_said_in_the_form_and_nothing_typed_is_lost(
    cast: Cast, sign_in: SignIn, partner: Partner
) -> None:
    browser = sign_in(cast.person("finance"))
    typed = {**PARTNER_FIELDS, "registration_number": partner.registration_number}
    answer = browser.post(reverse("partners:partner_new"), typed)
    assert answer.status_code == 422
    assert "sudah dipakai LKS lain" in answer.text
    assert 'value="LKS Resik"' in answer.text


def test_an_lks_is_changed(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    browser = sign_in(cast.person("finance"))
    address = reverse("partners:partner_edit", args=[partner.pk])
    assert 'value="LKS Sakura"' in browser.get(address).text
    browser.post(address, {**PARTNER_FIELDS, "registration_number": partner.registration_number})
    partner.refresh_from_db()
    assert partner.name == "LKS Resik"


def test_a_new_treasurer_is_invited_by_e_mail(
    cast: Cast, sign_in: SignIn, partner: Partner, mailoutbox: list[Any]
) -> None:
    browser = sign_in(cast.person("finance"))
    address = reverse("partners:officer", args=[partner.pk, "bendahara"])
    assert "Budi Contoh" in browser.get(address).text
    browser.post(address, {"name": "Wati Contoh", "phone": "", "email": "wati@sakura.id"})
    assert partner.treasurer is not None
    assert partner.treasurer.name == "Wati Contoh"
    assert [mail.to for mail in mailoutbox] == [["wati@sakura.id"]]
    assert browser.get(reverse("partners:officer", args=[partner.pk, "satpam"])).status_code == 404


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return SimpleUploadedFile("akta.jpg", out.getvalue(), content_type="image/jpeg")


def test_a_document_comes_with_its_scan_which_only_its_readers_get(
    cast: Cast, sign_in: SignIn, partner: Partner
) -> None:
    browser = sign_in(cast.person("finance"))
    fields = {"kind": "akreditasi", "number": "A-1", "issued_on": "2020-01-01", "valid_until": "", "upload": picture()}
    answer = browser.post(reverse("partners:document_new", args=[partner.pk]), fields)
    assert answer.status_code == 302
    document = partner.documents.get(kind="akreditasi")
    address = reverse("partners:document_file", args=[document.pk])
    assert sign_in(cast.treasurer(partner)).get(address)["Content-Type"] == "image/jpeg"
    assert sign_in(cast.person("other_finance")).get(address).status_code == 404


def test_a_document_is_renewed_in_place_and_a_hidden_script_never_stored(
    cast: Cast, sign_in: SignIn, partner: Partner
) -> None:
    browser = sign_in(cast.person("finance"))
    document = partner.documents.get(kind="tanda_daftar")
    address = reverse("partners:document", args=[document.pk])
    fields = {"kind": document.kind, "number": document.number, "issued_on": "2020-01-10", "valid_until": "2045-01-01"}
    fake = SimpleUploadedFile("pindaian.pdf", b"<script>alert(1)</script>", content_type="application/pdf")
    assert browser.post(address, {**fields, "upload": fake}).status_code == 422
    browser.post(address, fields)
    document.refresh_from_db()
    assert document.valid_until == date(2045, 1, 1)
    assert document.file is None
    assert browser.get(reverse("partners:document_file", args=[document.pk])).status_code == 404


def test_an_account_number_may_be_typed_with_blanks(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    browser = sign_in(cast.person("finance"))
    fields = {"bank": "Bank Lain", "number": "0012 3456-78", "holder": "LKS Sakura"}
    browser.post(reverse("partners:account", args=[partner.pk]), fields)
    assert str(partner.account) == "Bank Lain 0012345678 a.n. LKS Sakura"
