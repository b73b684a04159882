"""The page for a stranger who holds a print: it confirms, and tells nothing private."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from partners.models import Officer
from reports.models import OfficialPrint
from reports.official import check_url, make_official_print
from tests.cast import NIK, Cast
from tests.seen import seen


@pytest.fixture
def official(cast: Cast) -> OfficialPrint:
    official = OfficialPrint.objects.get(report=cast.accepted())
    make_official_print(official)
    return official


def address(code: str) -> str:
    return reverse("reports:genuine", args=[code])


def test_a_stranger_finds_the_print_genuine(official: OfficialPrint, client: Client) -> None:
    answer = client.get(address(official.code))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Cetakan ini asli" in page
    for told in ("Balai Karya “Mulya Jaya” Jakarta", "001/PKS/BKMJ/04/2021", official.trail_head):
        assert told in page
    assert official.pdf is not None
    assert official.pdf.sha256 in page


def test_it_tells_nothing_private(official: OfficialPrint, client: Client) -> None:
    answer = client.get(address(official.code))
    page, text = answer.content.decode(), seen(answer)
    people = {*User.objects.values_list("name", flat=True), *Officer.objects.values_list("name", flat=True)}
    assert len(people) > 3
    for secret in (*people, "Penerima Rahasia", NIK, NIK[:6], "K-001", "Toko Contoh", "LPJ.xlsx"):
        assert secret not in text
    assert "Rp" not in text
    for amount in ("30000000", "30.000.000", "26.000.000", "4.000.000"):
        assert amount not in text
    assert "<nav" not in page, "a stranger has no menu"


@pytest.mark.parametrize("spell", [str.lower, lambda code: f"{code[:4]} {code[4:8]}-{code[8:]}"])
def test_a_code_may_be_typed_as_people_type(official: OfficialPrint, client: Client, spell: object) -> None:
    typed = spell(official.code)  # type: ignore[operator]
    assert client.get(reverse("reports:check"), {"kode": typed}, follow=True).status_code == 200
    assert client.get(address(typed)).status_code == 200


@pytest.mark.parametrize("code", ["AAAABBBBCCCCDDDD", "X", "../../", "%00", "A" * 300, "'; --"])
@pytest.mark.django_db
def test_an_unknown_code_is_not_found_and_says_so(client: Client, code: str) -> None:
    answer = client.get(reverse("reports:check"), {"kode": code})
    if answer.status_code == 302:
        answer = client.get(answer["Location"])
        assert answer.status_code == 404
        assert "tidak kami kenal" in answer.content.decode()
    else:
        assert answer.status_code == 200, "nothing was typed that could be a code"


def test_only_reading_is_answered(official: OfficialPrint, client: Client) -> None:
    assert client.post(reverse("reports:check"), {"kode": official.code}).status_code == 405
    assert client.post(address(official.code)).status_code == 405


def test_the_code_on_paper_leads_to_this_page(official: OfficialPrint) -> None:
    assert check_url(official).endswith(address(official.code))
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{16}", official.code)


def test_the_hour_is_the_one_on_the_paper(official: OfficialPrint, client: Client, cast: Cast) -> None:
    office = cast.office("balai")
    office.time_zone = "Asia/Jayapura"
    office.save()
    at = official.issued_at.astimezone(ZoneInfo("Asia/Jayapura"))
    assert f"{at:%H.%M} WIT" in client.get(address(official.code)).content.decode()
