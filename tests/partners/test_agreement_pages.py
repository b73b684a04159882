"""Pages of agreements: what a draft takes, how it comes into force, what a stale page gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from partners.actions import appoint_officer, propose_agreement
from partners.models import Agreement, Partner
from tests.cast import Cast
from trail.models import Event

SignIn = Callable[[User], Client]


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
