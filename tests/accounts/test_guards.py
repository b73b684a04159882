"""Roles, addresses, clocks and shared computers: what keeps one person from being another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.actions import give_roles, open_account
from accounts.lockout import address_of
from accounts.middleware import OfficeTimeZoneMiddleware
from accounts.models import Office, User
from accounts.roles import Role
from accounts.zones import zone_of
from tests.cast import PASSWORD, Cast
from trail.refusal import NotAllowed

pytestmark = pytest.mark.django_db


def test_nobody_gives_roles_to_themselves(cast: Cast) -> None:
    admin = cast.person("admin")
    with pytest.raises(NotAllowed, match="sendiri"):
        give_roles(user=admin, roles=[Role.PPK], by=admin)
    assert User.objects.get(pk=admin.pk).roles == {Role.ADMIN}


def test_only_an_administrator_gives_roles_of_an_office(cast: Cast) -> None:
    for person in ("finance", "ppk", "auditor"):
        with pytest.raises(NotAllowed):
            open_account(
                email="baru@contoh.id",
                name="Baru",
                roles=[Role.VERIFIER],
                office=cast.office("balai"),
                by=cast.person(person),
            )
    assert not User.objects.filter(email="baru@contoh.id").exists()


def test_an_auditor_of_a_balai_does_not_see_every_office(cast: Cast) -> None:
    assert cast.person("auditor").sees_several_offices
    assert not cast.person("office_auditor").sees_several_offices
    clerk = open_account(
        email="staf@contoh.id", name="Staf", roles=[Role.LEGAL], office=cast.office("inspectorate"), by=None
    )
    assert not clerk.sees_several_offices


def test_the_sign_in_address_is_not_changed_from_an_open_session(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    kpa = cast.person("kpa")
    browser = sign_in(kpa)
    assert browser.get("/akun/email/").status_code == 404
    assert browser.post("/akun/email/", {"email": "lain@contoh.id", "action_add": ""}).status_code == 404


def test_many_failures_lock_out_nobody_else(cast: Cast, client: Client) -> None:
    person = cast.person("finance")
    for number in range(25):
        client.post("/akun/login/", {"login": f"orang{number}@contoh.id", "password": "salah-semua"})
    answer = client.post("/akun/login/", {"login": person.email, "password": PASSWORD})
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "9.9.9.9", "127.0.0.1"),
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        (1, "", "127.0.0.1"),
        (2, "9.9.9.9", "127.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings: object, proxies: int, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    assert address_of(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == address


def test_lks_people_live_by_the_clock_of_their_office(cast: Cast) -> None:
    partner = cast.partner()
    Office.objects.filter(pk=partner.office_id).update(time_zone=Office.Zone.WIT)
    treasurer = User.objects.get(pk=cast.treasurer(partner).pk)
    assert zone_of(treasurer) == "Asia/Jayapura"
    seen: list[str] = []

    def note(request: HttpRequest) -> HttpResponse:
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = treasurer
    OfficeTimeZoneMiddleware(note)(request)
    assert seen == ["Asia/Jayapura"]


def test_private_pages_are_not_kept(cast: Cast, sign_in: Callable[[User], Client], client: Client) -> None:
    assert sign_in(cast.person("finance")).get("/").headers["Cache-Control"] == "private, no-store"
    assert "no-store" not in client.get("/periksa/").headers.get("Cache-Control", "")
