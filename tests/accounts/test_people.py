"""An administrator's work: opening and closing accounts, giving roles, and keeping apart what must not meet."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.actions import close_account, give_roles, open_account, reopen_account
from accounts.models import User
from accounts.roles import APART, Role, clash
from tests.cast import PASSWORD, Cast
from trail.models import Event
from trail.refusal import Refusal

SignIn = Callable[[User], Client]
OFFICE_ROLES = [role for role in Role if not role.definition.of_partner]


def test_segregation_of_duties_is_what_the_domain_says() -> None:
    apart = set(APART)
    for pair in ({Role.PPK, Role.PPSPM}, {Role.FINANCE, Role.PPSPM}, {Role.VERIFIER, Role.PPK}):
        assert frozenset(pair) in apart
    for role in OFFICE_ROLES:
        if role not in {Role.AUDITOR, Role.LEGAL}:
            assert frozenset({Role.AUDITOR, role}) in apart, role


def test_who_decides_what_a_rule_asks_never_applies_it() -> None:
    applying = {Role.VERIFIER, Role.PPK, Role.PPSPM, Role.FINANCE, Role.KPA, Role.ADMIN}
    for role in OFFICE_ROLES:
        pair = frozenset({Role.LEGAL, role})
        assert clash(pair) == (pair if role in applying else None), role
        assert clash(pair | {Role.AUDITOR}) is not None or role in {Role.LEGAL, Role.AUDITOR}


def test_no_two_roles_that_must_not_meet_are_given_to_one_person(cast: Cast) -> None:
    legal, admin = cast.person("legal"), cast.person("admin")
    for one, other in combinations(OFFICE_ROLES, 2):
        if frozenset({one, other}) in APART:
            with pytest.raises(Refusal, match="tidak boleh dipegang satu orang"):
                give_roles(user=legal, roles=[one, other], by=admin)
    assert legal.roles == {Role.LEGAL}


def test_roles_change_and_the_trail_says_from_what_to_what(cast: Cast) -> None:
    person = cast.person("legal")
    give_roles(user=person, roles=[Role.FINANCE], by=cast.person("admin"))
    assert User.objects.get(pk=person.pk).roles == {Role.FINANCE}
    event = Event.objects.about(person).filter(verb="user.roles").last()
    assert event is not None
    assert event.data == {"from": ["legal"], "to": ["finance"]}
    give_roles(user=person, roles=[Role.FINANCE], by=cast.person("admin"))
    assert Event.objects.about(person).filter(verb="user.roles").count() == 2, "nothing changed, nothing to tell"


def test_a_role_of_an_lks_is_not_for_people_of_an_office(cast: Cast) -> None:
    with pytest.raises(Refusal, match="Peran LKS"):
        give_roles(user=cast.person("legal"), roles=[Role.TREASURER], by=cast.person("admin"))
    with pytest.raises(Refusal, match="Peran kantor"):
        open_account(email="x@contoh.id", name="X", roles=[Role.FINANCE], by=cast.person("admin"), office=None)
    assert not User.objects.filter(email="x@contoh.id").exists(), "all of it or nothing"


def test_an_address_is_taken_once_however_it_is_spelt(cast: Cast) -> None:
    person, admin = cast.person("legal"), cast.person("admin")
    with pytest.raises(Refusal, match="sudah dipakai"):
        open_account(email=person.email.upper(), name="Y", roles=[Role.LEGAL], by=admin, office=admin.office)


def test_a_closed_account_comes_in_no_more_and_what_it_did_stays(cast: Cast, sign_in: SignIn, client: Client) -> None:
    person, admin = cast.person("finance"), cast.person("admin")
    cast.partner()
    browser = sign_in(person)
    assert browser.get(reverse("desk:home")).status_code == 200
    close_account(user=person, by=admin)
    assert browser.get(reverse("desk:home")).status_code == 302
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.get(reverse("desk:home")).status_code == 302
    assert Event.objects.filter(actor_id=str(person.pk)).exists()
    reopen_account(user=person, by=admin)
    assert sign_in(User.objects.get(pk=person.pk)).get(reverse("desk:home")).status_code == 200


def test_nobody_closes_their_own_account(cast: Cast, sign_in: SignIn) -> None:
    admin = cast.person("admin")
    answer = sign_in(admin).post(reverse("accounts:person_close", args=[admin.pk]))
    assert answer.status_code == 422
    assert User.objects.get(pk=admin.pk).is_active


# Pages


def test_an_opened_account_is_invited_by_mail(cast: Cast, sign_in: SignIn) -> None:
    typed = {"name": "Nia Contoh", "email": "nia@contoh.id", "official_number": "", "roles": ["verifier"]}
    answer = sign_in(cast.person("admin")).post(reverse("accounts:person_new"), typed)
    assert answer["Location"] == reverse("accounts:people")
    person = User.objects.get(email="nia@contoh.id")
    assert person.roles == {Role.VERIFIER}
    assert person.office == cast.office("balai")
    assert [letter.to for letter in mail.outbox] == [["nia@contoh.id"]]


def test_a_clash_is_said_in_the_form_and_nothing_typed_is_lost(cast: Cast, sign_in: SignIn) -> None:
    typed = {"name": "Nia Contoh", "email": "nia@contoh.id", "official_number": "", "roles": ["verifier", "ppk"]}
    page = sign_in(cast.person("admin")).post(reverse("accounts:person_new"), typed).content.decode()
    assert "tidak boleh dipegang satu orang" in page
    assert 'value="nia@contoh.id"' in page
    assert not User.objects.filter(email="nia@contoh.id").exists()


def test_roles_are_changed_on_the_persons_page(cast: Cast, sign_in: SignIn) -> None:
    person = cast.person("legal")
    url = reverse("accounts:person", args=[person.pk])
    admin = sign_in(cast.person("admin"))
    assert "tidak boleh dipegang" in admin.post(url, {"roles": ["finance", "ppspm"]}).content.decode()
    assert admin.post(url, {"roles": ["kpa"]}).status_code == 302
    assert User.objects.get(pk=person.pk).roles == {Role.KPA}


def test_people_of_another_office_are_not_there(cast: Cast, sign_in: SignIn) -> None:
    foreign = cast.person("other_finance")
    admin = sign_in(cast.person("admin"))
    for name in ("accounts:person", "accounts:person_close", "accounts:person_reopen"):
        address = reverse(name, args=[foreign.pk])
        assert admin.post(address, {"roles": ["kpa"]}).status_code == 404
    assert foreign.name not in admin.get(reverse("accounts:people")).content.decode()
    assert User.objects.get(pk=foreign.pk).is_active


def test_people_of_an_lks_are_not_the_offices_to_close(cast: Cast, sign_in: SignIn) -> None:
    treasurer = cast.treasurer(cast.partner())
    answer = sign_in(cast.person("admin")).post(reverse("accounts:person_close", args=[treasurer.pk]))
    assert answer.status_code == 404


def test_the_letterhead_changes_and_the_trail_keeps_the_old_one(cast: Cast, sign_in: SignIn) -> None:
    admin, office = cast.person("admin"), cast.office("balai")
    typed = {
        "name": "Sentra Mulya Jaya",
        "kppn": "139",
        "address": "Jalan Contoh 1",
        "city": "Jakarta",
        "phone": "",
        "head_name": office.head_name,
        "time_zone": "Asia/Jakarta",
    }
    assert sign_in(admin).post(reverse("accounts:office"), typed).status_code == 302
    office.refresh_from_db()
    assert office.name == "Sentra Mulya Jaya"
    event = Event.objects.filter(verb="office.revise").get()
    assert event.data["name"]["from"] == "Balai Karya “Mulya Jaya” Jakarta"


def test_an_admin_sees_no_money(cast: Cast, sign_in: SignIn) -> None:
    report = cast.report()
    admin = sign_in(cast.person("admin"))
    for address in (report.get_absolute_url(), reverse("grants:disbursements"), reverse("audits:money")):
        assert admin.get(address).status_code == 403
