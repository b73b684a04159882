"""Pages of LKS and agreements: who sees what, what a form does, what a stale page gets."""

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
from accounts.roles import Role
from partners.actions import appoint_officer, propose_agreement
from partners.models import Agreement, Partner
from tests.cast import Cast
from trail.models import Event

SignIn = Callable[[User], Client]
PARTNER_FIELDS = {
    "name": "LKS Resik",
    "legal_form": "yayasan",
    "registration_number": "TD/010/2020",
    "npwp": "01.234.567.8-901.000",
    "regency": "kab. subang",
}


def rows(prefix: str, lines: list[dict[str, str]]) -> dict[str, str]:
    """A form set as a browser posts it."""
    posted = {f"{prefix}-TOTAL_FORMS": str(len(lines)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines):
        posted |= {f"{prefix}-{number}-{name}": value for name, value in line.items()}
    return posted


def draft_fields(partner: Partner | None = None, **changes: Any) -> dict[str, Any]:
    """The draft form, filled in as people type; a blank row in the middle and at the end."""
    line = {"code": "1.1", "description": "Permakanan", "volume": "10", "unit": "paket", "unit_price": "Rp 100.000"}
    blank = dict.fromkeys(line, "")
    part = {"amount": "1000000", "planned_on": "2021-05-01"}
    return {
        **({"partner": partner.pk} if partner else {}),
        "number": "009/PKS/2021",
        "title": "Dukungan keluarga",
        "signed_on": "2021-04-01",
        "starts_on": "2021-04-01",
        "ends_on": "2021-12-31",
        "report_within_days": "60",
        "purpose": "rehabilitasi",
        "form": "uang",
        "approach": "keluarga",
        "components": ["keluarga", "bantuan"],
        "scope": "",
        "value": "1.000.000",
        **rows("rab", [blank, line, blank]),
        **rows("termin", [part, {"amount": "", "planned_on": ""}]),
        **changes,
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
        assert browser.get(reverse(f"partners:{name}", args=[draft.pk])).status_code == 405


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


# Drafting


def test_a_draft_is_saved_from_what_people_type_without_its_blank_rows(
    cast: Cast, sign_in: SignIn, partner: Partner
) -> None:
    browser = sign_in(cast.person("finance"))
    answer = browser.post(reverse("partners:agreement_new"), draft_fields(partner))
    agreement = Agreement.objects.get()
    assert answer["Location"] == agreement.get_absolute_url()
    assert agreement.budget_lines.get().amount == 1_000_000
    assert agreement.instalments.get().number == 1
    assert agreement.value == 1_000_000


def test_the_button_for_more_rows_saves_nothing_and_keeps_what_was_typed(
    cast: Cast, sign_in: SignIn, partner: Partner
) -> None:
    browser = sign_in(cast.person("finance"))
    answer = browser.post(reverse("partners:agreement_new"), draft_fields(partner, more="rab", number=""))
    assert answer.status_code == 200
    assert 'name="rab-5-code"' in answer.text
    assert 'value="Permakanan"' in answer.text
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rab-1-unit_price": "1,500"}, "dapat dibaca sebagai"),
        ({"rab-1-volume": ""}, "Ada baris yang belum benar"),
        ({"value": "0"}, "lebih dari nol"),
        ({"ends_on": "2021-03-01"}, "mendahului tanggal mulai"),
        ({"components": []}, "Komponen ATENSI"),
        ({"rab-TOTAL_FORMS": "xx"}, "ManagementForm"),
    ],
)
def test_a_wrong_draft_comes_back_with_what_is_wrong(
    cast: Cast, sign_in: SignIn, partner: Partner, changes: dict[str, Any], sentence: str
) -> None:
    browser = sign_in(cast.person("finance"))
    answer = browser.post(reverse("partners:agreement_new"), draft_fields(partner, **changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Agreement.objects.exists()


def test_an_lks_of_another_office_cannot_be_chosen(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    browser = sign_in(cast.person("other_finance"))
    assert partner.name not in browser.get(f"{reverse('partners:agreement_new')}?lks={partner.pk}").text
    assert browser.post(reverse("partners:agreement_new"), draft_fields(partner)).status_code == 422
    assert not Agreement.objects.exists()


def test_a_draft_is_revised_and_a_stale_page_gets_409(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    draft = cast.draft(partner)
    browser = sign_in(cast.person("finance"))
    address = reverse("partners:agreement_edit", args=[draft.pk])
    page = browser.get(address).text
    assert 'value="25.000"' in page
    assert 'name="rab-5-code"' in page
    assert browser.post(address, draft_fields(version=0)).status_code == 302
    draft.refresh_from_db()
    assert (draft.number, draft.version, draft.budget_total()) == ("009/PKS/2021", 1, 1_000_000)
    late = browser.post(address, draft_fields(version=0, title="Terlambat"))
    assert late.status_code == 409
    assert "sudah berubah" in late.text
    draft.refresh_from_db()
    assert draft.title == "Dukungan keluarga"


def test_what_is_no_draft_is_not_offered_for_change(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    agreement = cast.agreement(partner)
    browser = sign_in(cast.person("finance"))
    assert browser.get(reverse("partners:agreement_edit", args=[agreement.pk])).status_code == 409
    assert reverse("partners:agreement_edit", args=[agreement.pk]) not in browser.get(agreement.get_absolute_url()).text


# Steps


def test_the_page_leads_from_draft_to_approval(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    draft = cast.draft(partner)
    step = reverse("partners:agreement_step", args=[draft.pk])
    finance, ppk = sign_in(cast.person("finance")), sign_in(cast.person("ppk"))
    assert "Ajukan untuk disetujui" in finance.get(draft.get_absolute_url()).text
    finance.post(step, {"version": 0, "step": "propose"})
    assert "Setujui dan berlakukan" not in finance.get(draft.get_absolute_url()).text
    assert "Setujui dan berlakukan" in ppk.get(draft.get_absolute_url()).text
    answer = ppk.post(step, {"version": 1, "step": "activate"}, follow=True)
    assert "Perjanjian berlaku." in answer.text
    draft.refresh_from_db()
    assert draft.state == "active"


def test_the_second_of_two_approvals_gets_a_kind_409(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    draft = cast.draft(partner)
    propose_agreement(agreement=draft, by=cast.person("finance"), version=0)
    browser = sign_in(cast.person("ppk"))
    answers = [
        browser.post(reverse("partners:agreement_step", args=[draft.pk]), {"version": 1, "step": "activate"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert Event.objects.about(draft).filter(verb="agreement.activate").count() == 1


@pytest.mark.parametrize("posted", [{}, {"version": "x"}, {"version": "0", "step": "sihir"}])
def test_a_meddled_page_is_no_server_error(
    cast: Cast, sign_in: SignIn, partner: Partner, posted: dict[str, str]
) -> None:
    draft = cast.draft(partner)
    answer = sign_in(cast.person("finance")).post(reverse("partners:agreement_step", args=[draft.pk]), posted)
    assert answer.status_code == 409


def test_what_is_missing_is_listed_and_the_button_waits(cast: Cast, sign_in: SignIn) -> None:
    partner = cast.partner(complete=False)
    draft = cast.draft(partner)
    propose_agreement(agreement=draft, by=cast.person("finance"), version=0)
    browser = sign_in(cast.person("ppk"))
    page = browser.get(draft.get_absolute_url()).text
    assert "Apa yang masih kurang" in page
    assert "Akta pendirian LKS belum dicatat" in page
    assert "Setujui dan berlakukan" not in page
    answer = browser.post(reverse("partners:agreement_step", args=[draft.pk]), {"version": 1, "step": "activate"})
    assert answer.status_code == 422
    assert "belum mempunyai bendahara" in answer.text


def test_sums_that_do_not_tie_are_shown_with_their_difference(cast: Cast, sign_in: SignIn, partner: Partner) -> None:
    browser = sign_in(cast.person("finance"))
    browser.post(reverse("partners:agreement_new"), draft_fields(partner, value="1.000.500"))
    page = browser.get(Agreement.objects.get().get_absolute_url()).text
    assert "Kurang Rp500" in page
    assert "Ajukan untuk disetujui" not in page


def test_a_draft_is_deleted_after_asking_and_only_while_it_was_never_proposed(
    cast: Cast, sign_in: SignIn, partner: Partner
) -> None:
    browser = sign_in(cast.person("finance"))
    draft = cast.draft(partner)
    assert "Hapus konsep ini?" in browser.get(draft.get_absolute_url()).text
    answer = browser.post(reverse("partners:agreement_delete", args=[draft.pk]), {"version": 0})
    assert answer["Location"] == partner.get_absolute_url()
    assert not Agreement.objects.exists()
    active = cast.agreement(partner, number="002/PKS")
    gone = browser.post(reverse("partners:agreement_delete", args=[active.pk]), {"version": active.version})
    assert gone.status_code == 409
    assert Agreement.objects.filter(pk=active.pk).exists()


def test_names_that_look_like_markup_are_shown_as_text(cast: Cast, sign_in: SignIn) -> None:
    partner = cast.partner("<script>alert(1)</script>", complete=False)
    appoint_officer(
        partner=partner, role=Role.TREASURER, name="<img src=x onerror=alert(1)>", by=cast.person("finance")
    )
    browser = sign_in(cast.person("finance"))
    for address in (reverse("partners:partners"), partner.get_absolute_url()):
        page = browser.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "\N{ARABIC-INDIC DIGIT THREE}"])
def test_numbers_that_are_none_never_break_the_draft_page(
    cast: Cast, sign_in: SignIn, partner: Partner, number: str
) -> None:
    browser, page = sign_in(cast.person("finance")), reverse("partners:agreement_new")
    assert browser.get(page, {"lks": number}).status_code == 200
    more = draft_fields(partner, more="rab") | {"rab-TOTAL_FORMS": number}
    assert browser.post(page, more).status_code == 200
    assert (
        browser.post(page, draft_fields(partner, report_within_days="999999", signed_on="0021-04-01")).status_code
        == 422
    )
