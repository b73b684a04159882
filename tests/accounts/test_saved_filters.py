"""Saved filters: one's own, under a name, of the fields that the list knows; and no way to anywhere else."""

from __future__ import annotations

import re

import pytest
from django.core import signing
from django.urls import reverse

from accounts.models import SavedFilter, User
from accounts.saved_filters import MOST, Chosen, unsealed
from grants.actions import add_recipient
from tests.cast import NIK, Cast


def token_on(browser, address: str) -> str:
    """What the page offers to save."""
    page = browser.get(address).content.decode()
    found = re.search(r'name="chosen" value="([^"]+)"', page)
    return found.group(1) if found else ""


@pytest.fixture
def sari(cast: Cast) -> User:
    return cast.person("finance")


def save(browser, token: str, name: str):
    return browser.post(reverse("accounts:filter_save"), {"chosen": token, "name": name})


def test_what_is_chosen_is_saved_opened_and_deleted(sari: User, sign_in) -> None:
    browser, address = sign_in(sari), f"{reverse('grants:returns')}?state=open"
    answer = save(browser, token_on(browser, address), "  Belum   disetor ")
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.page, saved.name, saved.query) == (sari, "grants:returns", "Belum disetor", "state=open")
    assert answer["Location"] == address
    page = browser.get(reverse("grants:returns")).content.decode()
    assert f'<a href="{address}"' in page
    assert not token_on(browser, address), "what is saved already is not offered again"
    place = re.search(r'name="place" value="([^"]+)"', page)
    assert place is not None
    gone = browser.post(reverse("accounts:filter_forget", args=[saved.pk]), {"place": place.group(1)})
    assert gone["Location"] == reverse("grants:returns")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "partners:partners",
        "partners:agreements",
        "grants:disbursements",
        "grants:deaths",
        "reports:reports",
        "beneficiaries:people",
        "yearend:year_end",
    ],
)
def test_every_list_with_a_filter_offers_it(sari: User, sign_in, name: str) -> None:
    chosen = {"grants:deaths": "state=recorded", "yearend:year_end": "menurut=lks", "grants:disbursements": "q=1"}
    query = chosen.get(name, "q=a")
    found = unsealed(token_on(sign_in(sari), f"{reverse(name)}?{query}"))
    assert found is not None
    assert (found.page, found.query) == (name, query)


def test_what_is_saved_on_one_records_list_is_there_on_the_same_list_of_another(
    cast: Cast, sari: User, sign_in
) -> None:
    browser, decrees, partner = sign_in(sari), [], cast.partner()
    for number in ("001/PKS", "002/PKS"):
        decree = cast.drafted_decree(cast.agreement(partner, number=number), names_people=True)
        add_recipient(decree=decree, by=cast.person("ppk"), nik=NIK, name="Ani", amount=1, form="uang")
        decrees.append(decree.get_absolute_url())
    first, second = decrees
    answer = save(browser, token_on(browser, f"{first}?mark=dibantu"), "Sudah dibantu")
    assert answer["Location"] == f"{first}?mark=dibantu"
    assert SavedFilter.objects.get().page == "grants:decree"
    assert f'<a href="{second}?mark=dibantu"' in browser.get(second).content.decode()


def test_where_the_list_is_no_more_one_is_told_and_led_to_the_desk(sari: User, sign_in) -> None:
    browser = sign_in(sari)
    answer = save(browser, Chosen("grants:returns", "state=open", "/dahulu-daftar/").sealed(), "Lama")
    assert answer["Location"] == reverse("desk:home")
    saved = SavedFilter.objects.get()
    told = browser.post(reverse("accounts:filter_forget", args=[saved.pk]), follow=True)
    assert told.redirect_chain[0][0] == reverse("desk:home")
    assert "Daftar asalnya sudah tidak ada" in told.content.decode()


def test_only_known_fields_are_kept(sari: User, sign_in) -> None:
    address = f"{reverse('grants:returns')}?state=open&page=7&next=//jahat.test&csrf=1"
    found = unsealed(token_on(sign_in(sari), address))
    assert found is not None and found.query == "state=open"
    assert not token_on(sign_in(sari), f"{reverse('grants:returns')}?next=//jahat.test")
    assert not token_on(sign_in(sari), f"{reverse('grants:returns')}?state=ngawur"), "a choice that is none"


def test_what_no_list_sealed_leads_nowhere(sari: User, sign_in) -> None:
    browser = sign_in(sari)
    older = signing.dumps(["grants:returns", "state=open"], salt="saved-filter")
    for token in ("", "x", signing.dumps(["//jahat.test", "a=b", "//jahat.test"], salt="another"), older):
        assert save(browser, token, "Nama").status_code == 404
    assert not SavedFilter.objects.exists()


def test_names_are_told_apart_on_one_list_and_there_are_not_too_many(sari: User, sign_in) -> None:
    browser = sign_in(sari)
    first, second = (token_on(browser, f"{reverse('grants:returns')}?state={each}") for each in ("open", "confirmed"))
    other = token_on(browser, f"{reverse('grants:disbursements')}?q=1")
    assert save(browser, first, "A").status_code == 302
    assert save(browser, second, "A").status_code == 422
    assert save(browser, other, "A").status_code == 302
    for name in ("", "  ", "x" * 61):
        assert save(browser, second, name).status_code == 422
    SavedFilter.objects.bulk_create(
        SavedFilter(user=sari, page="grants:returns", name=str(n), query="state=open") for n in range(MOST - 1)
    )
    assert save(browser, second, "B").status_code == 422
    assert SavedFilter.objects.filter(page="grants:returns").count() == MOST


def test_nobody_sees_or_deletes_anothers(cast: Cast, sari: User, sign_in) -> None:
    saved = SavedFilter.objects.create(user=sari, page="grants:returns", name="Milik Sari", query="state=open")
    colleague = sign_in(cast.person("kpa"))
    assert "Milik Sari" not in colleague.get(reverse("grants:returns")).content.decode()
    assert colleague.post(reverse("accounts:filter_forget", args=[saved.pk])).status_code == 404
    assert SavedFilter.objects.exists()
