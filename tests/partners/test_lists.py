"""Lists of LKS and agreements: what the filters let through, and how many queries a long list takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from partners.actions import record_document, register_partner
from partners.models import Partner
from partners.standing import Standing, document_standings
from tests.cast import Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def three(cast: Cast) -> list[Partner]:
    """Sakura with an agreement in force, Banati with an expired document, Resik with one that runs out soon."""
    by, today = cast.person("finance"), timezone.localdate()
    sakura = cast.partner()
    cast.agreement(sakura)
    banati = register_partner(by=by, name="LKS Banati", registration_number="TD/2", regency="Kabupaten Cirebon")
    resik = register_partner(by=by, name="LKS Resik", registration_number="TD/3", regency="Kabupaten Subang")
    record_document(partner=banati, kind="tanda_daftar", number="1", valid_until=today - timedelta(days=1), by=by)
    record_document(partner=resik, kind="tanda_daftar", number="1", valid_until=today - timedelta(days=400), by=by)
    record_document(partner=resik, kind="tanda_daftar", number="2", valid_until=today + timedelta(days=59), by=by)
    return [sakura, banati, resik]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["LKS Banati", "LKS Resik", "LKS Sakura"]),
        ("q=saku", ["LKS Sakura"]),
        ("q=TD/3", ["LKS Resik"]),
        ("regency=Kabupaten+Cirebon", ["LKS Banati"]),
        ("documents=habis", ["LKS Banati"]),
        ("documents=segera", ["LKS Banati", "LKS Resik"]),
        ("agreement=ada", ["LKS Sakura"]),
        ("agreement=tidak", ["LKS Banati", "LKS Resik"]),
        ("q=tidakada", []),
        ("agreement=sihir", ["LKS Banati", "LKS Resik", "LKS Sakura"]),
    ],
)
def test_filters_of_the_partners(
    cast: Cast, sign_in: SignIn, three: list[Partner], query: str, shown: list[str]
) -> None:
    answer = sign_in(cast.person("finance")).get(f"{reverse('partners:partners')}?{query}")
    assert answer.status_code == 200
    assert [partner.name for partner in answer.context["page_obj"]] == shown


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 2), ("state=draft", 1), ("q=002", 1), ("q=sakura", 2), ("year=2021", 2), ("purpose=bencana", 0)],
)
def test_filters_of_the_agreements(cast: Cast, sign_in: SignIn, query: str, count: int) -> None:
    partner = cast.partner()
    cast.agreement(partner)
    cast.draft(partner, number="002/PKS")
    answer = sign_in(cast.person("finance")).get(f"{reverse('partners:agreements')}?{query}")
    assert answer.context["page_obj"].paginator.count == count


def test_only_who_sees_several_offices_chooses_an_office(cast: Cast, sign_in: SignIn, three: list[Partner]) -> None:
    other = cast.partner("LKS Jauh", finance="other_finance", complete=False)
    auditor = sign_in(cast.person("auditor"))
    answer = auditor.get(f"{reverse('partners:partners')}?office={other.office_id}")
    assert [partner.name for partner in answer.context["page_obj"]] == ["LKS Jauh"]
    assert 'name="office"' not in sign_in(cast.person("finance")).get(reverse("partners:partners")).text


def test_an_empty_list_says_what_to_do(cast: Cast, sign_in: SignIn, three: list[Partner]) -> None:
    browser = sign_in(cast.person("finance"))
    assert "Tidak ada LKS yang cocok" in browser.get(f"{reverse('partners:partners')}?q=zzz").text
    assert "Belum ada perjanjian" in sign_in(cast.person("other_finance")).get(reverse("partners:agreements")).text


def test_a_longer_list_takes_no_more_queries(cast: Cast, sign_in: SignIn, three: list[Partner]) -> None:
    browser = sign_in(cast.person("finance"))
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("partners:partners"))
        counts.append(len(queries))
        cast.partner(f"LKS Baru {number}", registration_number=f"X/{number}")
    assert counts[0] == counts[1]


def test_a_list_is_cut_into_pages(cast: Cast, sign_in: SignIn) -> None:
    by = cast.person("finance")
    for number in range(26):
        register_partner(by=by, name=f"LKS {number:02}", registration_number=str(number), regency="Kota Serang")
    page = sign_in(by).get(f"{reverse('partners:partners')}?page=2")
    assert [partner.name for partner in page.context["page_obj"]] == ["LKS 25"]


@pytest.mark.parametrize(
    ("days", "standing"),
    [(-1, Standing.EXPIRED), (0, Standing.SOON), (59, Standing.SOON), (60, Standing.VALID), (None, Standing.VALID)],
)
def test_a_document_runs_out_soon_within_sixty_days(cast: Cast, days: int | None, standing: Standing) -> None:
    partner, today = cast.partner(complete=False), date(2021, 6, 1)
    until = None if days is None else today + timedelta(days=days)
    record_document(partner=partner, kind="tanda_daftar", number="1", valid_until=until, by=cast.person("finance"))
    found = {one.kind.value: one.standing for one in document_standings(partner, today)}
    assert found == {"akta": Standing.MISSING, "tanda_daftar": standing}
