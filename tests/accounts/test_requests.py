"""What a browser sends is read without trusting it: numbers that are none, and characters no database stores."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from accounts.requests import NO_VERSION, posted_number, posted_version, whole_number
from tests.cast import Cast

SignIn = Callable[[User], Client]


@pytest.mark.parametrize("text", ["²", "٣", "-1", "+1", " 1", "1.0", "", None, "9" * 19, "9" * 5000])
def test_only_plain_digits_that_fit_a_column_are_a_number(text: str | None) -> None:
    assert whole_number(text) is None


def test_a_posted_number_is_read_and_a_missing_version_is_stale() -> None:
    request = RequestFactory().post("/", {"version": "12", "row": "²"})
    assert (posted_number(request, "version"), posted_version(request)) == (12, 12)
    assert posted_number(request, "row") is None
    assert posted_version(RequestFactory().post("/", {"version": "²"})) == NO_VERSION


def test_nul_in_an_address_or_a_field_is_refused_with_a_sentence(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("admin"))
    people = reverse("accounts:people")
    for answer in (browser.get(people, {"q": "a\x00b"}), browser.get(people, {"a\x00b": "q"})):
        assert answer.status_code == 400
        assert "tidak dapat disimpan" in answer.content.decode()
    posted = browser.post(reverse("account_login"), {"login": "a\x00b", "password": "x"})
    assert posted.status_code == 400
