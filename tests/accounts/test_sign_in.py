"""Signing in: guessing is stopped for the account that is guessed at, a forgotten password is mended by mail, and every
page on the way speaks Indonesian."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User

PASSWORD = "sandi-rahasia-77"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limit_per_minute(settings: Any) -> None:
    """What is under test is the lock on an account, not how many requests an address may send."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def ani() -> User:
    return User.objects.create_user("ani@contoh.id", PASSWORD, name="Ani")


def try_password(client: Client, email: str, password: str) -> int:
    return client.post(reverse("account_login"), {"login": email, "password": password}).status_code


def test_right_password_leads_in(client: Client, ani: User) -> None:
    assert try_password(client, ani.email, PASSWORD) == 302
    assert "_auth_user_id" in client.session


def test_guessing_locks_the_account_and_says_for_how_long(client: Client, ani: User) -> None:
    answers = [try_password(client, ani.email, f"salah-{n}") for n in range(6)]
    assert answers[:5] == [200] * 5
    response = client.post(reverse("account_login"), {"login": ani.email, "password": PASSWORD})
    assert response.status_code == 429
    assert "30 menit" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_guessing_at_one_account_locks_no_other_behind_the_same_address(client: Client, ani: User) -> None:
    for n in range(7):
        try_password(client, "budi@contoh.id", f"salah-{n}")
    assert try_password(client, ani.email, PASSWORD) == 302


def test_capital_letters_give_no_further_guesses(client: Client, ani: User) -> None:
    for email in ("ani@contoh.id", "ANI@contoh.id", "Ani@contoh.id") * 2:
        try_password(client, email, "salah")
    assert try_password(client, ani.email, PASSWORD) == 429


def test_forgotten_password_is_mended_by_mail(client: Client, ani: User) -> None:
    client.post(reverse("account_reset_password"), {"email": ani.email})
    letter = mail.outbox[-1]
    assert letter.subject == "[Amanah] Membuat kata sandi baru"
    link = re.search(r"http://testserver(\S+)", letter.body)
    assert link
    page = client.get(link.group(1), follow=True)
    done = client.post(
        page.request["PATH_INFO"], {"password1": "sandi-baru-8899", "password2": "sandi-baru-8899"}, follow=True
    )
    assert "Kata sandi baru tersimpan" in done.content.decode()
    assert try_password(client, ani.email, "sandi-baru-8899") == 302


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_login", "Masuk ke Amanah"),
        ("account_signup", "Akun dibuka oleh administrator"),
        ("account_inactive", "Akun ini tidak aktif"),
        ("account_reset_password", "Lupa kata sandi"),
        ("account_reset_password_done", "Periksa surel Anda"),
        ("account_reset_password_from_key_done", "Kata sandi baru tersimpan"),
        ("account_email_verification_sent", "Periksa surel Anda"),
    ],
)
def test_a_strangers_page_speaks_indonesian(client: Client, name: str, heading: str) -> None:
    page = client.get(reverse(name)).content.decode()
    assert re.search(rf"<h1>\s*{heading}\s*</h1>", page)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account_logout", "Keluar dari Amanah?"),
        ("account_change_password", "Ganti kata sandi"),
        ("account_reauthenticate", "Pastikan ini Anda"),
        ("mfa_index", "Verifikasi dua langkah"),
    ],
)
def test_a_readers_own_page_speaks_indonesian(client: Client, ani: User, name: str, words: str) -> None:
    client.force_login(ani, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert words in client.get(reverse(name)).content.decode()


def test_no_one_signs_up(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "x@contoh.id", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_a_demonstration_offers_its_people_at_the_door_and_the_real_thing_does_not(
    client: Client, settings: Any
) -> None:
    settings.DEMO = True
    assert 'data-signin="bendahara.' in client.get(reverse("account_login")).content.decode()
    settings.DEMO = False
    assert "data-signin" not in client.get(reverse("account_login")).content.decode()


def test_what_is_sent_after_the_session_ended_leads_back_to_the_page_it_was_sent_from(client: Client) -> None:
    before = "http://testserver/laporan/7/bukti/?page=2"
    answer = client.post("/laporan/7/bukti/unggah/", {"evidence_number": "K-001"}, headers={"Referer": before})
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == ["/laporan/7/bukti/?page=2"]
    assert (
        "Sesi Anda habis; berkas atau isian terakhir tidak tersimpan" in client.get(answer["Location"]).content.decode()
    )


@pytest.mark.parametrize("before", ["", "https://jahat.contoh/laporan/7/", "http://testserver.jahat.contoh/"])
def test_after_the_session_ended_nobody_is_led_to_another_site(client: Client, before: str) -> None:
    answer = client.post("/laporan/7/unggah/", headers={"Referer": before})
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == ["/"]


def test_a_script_whose_session_ended_opens_the_sign_in_page_whole(client: Client) -> None:
    headers = {"HX-Request": "true", "Referer": "http://testserver/laporan/7/bukti/"}
    answer = client.post("/laporan/7/bukti/unggah/", headers=headers)
    assert answer.status_code == 200
    assert parse_qs(urlsplit(answer["HX-Redirect"]).query)["next"] == ["/laporan/7/bukti/"]


def test_a_stale_form_of_somebody_signed_out_is_told_to_sign_in_again(ani: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert "Masuk lagi" in browser.post("/laporan/7/unggah/").content.decode()
    browser.force_login(ani, backend="allauth.account.auth_backends.AuthenticationBackend")
    text = browser.post("/laporan/7/unggah/").content.decode()
    assert "muat ulang halaman" in text and "Masuk lagi" not in text
    form = "http://testserver/laporan/7/"
    for came_from, back in ((form, form), ("http://elsewhere/", "/")):
        answer = browser.post("/laporan/7/unggah/", headers={"referer": came_from})
        assert answer.context["back"] == back  # to the form, never to another site


def test_a_wrong_password_is_told_in_plain_words(client: Client, ani: User) -> None:
    answer = client.post(reverse("account_login"), {"login": ani.email, "password": "salah"})
    text = answer.content.decode()
    assert "Surel atau kata sandi tidak cocok." in text
    assert "yang anda" not in text
