"""Nobody keeps the machine from everybody else: what a person asks for is counted, and comes back with time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from accounts import effort
from accounts.effort import AT_ONCE, costs, spend
from accounts.models import Effort, User
from trail.middleware import StalePageMiddleware
from trail.refusal import ComeBackLater

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return User.objects.create_user("rajin@example.test")


def test_so_much_may_be_asked_for_at_once_and_not_a_second_more(person):
    spend(by=person, seconds=AT_ONCE - 1)
    spend(by=person, seconds=1)
    with pytest.raises(ComeBackLater) as caught:
        spend(by=person, seconds=1)
    assert caught.value.sentences[0].endswith("Tunggu 2 detik, lalu coba lagi.")
    assert caught.value.headers == {"Retry-After": "2"}


def test_what_one_asks_for_is_nothing_to_another(person):
    spend(by=person, seconds=AT_ONCE)
    spend(by=User.objects.create_user("lain@example.test"), seconds=AT_ONCE)


def test_it_comes_back_by_half_a_second_each_second(person):
    spend(by=person, seconds=AT_ONCE)
    Effort.objects.update(made_good_at=timezone.now() + timedelta(seconds=2 * AT_ONCE - 20))
    spend(by=person, seconds=9)
    with pytest.raises(ComeBackLater):
        spend(by=person, seconds=2)


def test_what_was_refused_is_not_counted(person):
    spend(by=person, seconds=AT_ONCE)
    before = Effort.objects.get().made_good_at
    with pytest.raises(ComeBackLater, match="6 menit"):
        spend(by=person, seconds=AT_ONCE)
    assert Effort.objects.get().made_good_at == before


def test_who_asks_twice_in_one_moment_is_counted_twice(person, monkeypatch):
    """The other request is counted between this one's look and its own count."""
    spend(by=person, seconds=1)
    seen = Effort.objects.get()
    spend(by=person, seconds=10)
    looks = iter([(seen, False)])
    look = Effort.objects.get_or_create
    monkeypatch.setattr(Effort.objects, "get_or_create", lambda **asked: next(looks, None) or look(**asked))
    spend(by=person, seconds=1)
    counted = (Effort.objects.get().made_good_at - seen.made_good_at).total_seconds()
    assert counted == pytest.approx(2 * 11, abs=1)


@pytest.mark.parametrize(
    ("method", "options", "counted"),
    [("post", {}, True), ("get", {}, False), ("get", {"reading": True}, True)],
)
def test_only_writing_costs_unless_reading_does_too(person, method, options, counted):
    request = getattr(RequestFactory(), method)("/")
    request.user = person
    assert costs(3, **options)(lambda request: "page")(request) == "page"
    assert Effort.objects.exists() == counted


def test_each_file_that_is_sent_along_is_counted(person, monkeypatch):
    spent = []
    monkeypatch.setattr(effort, "spend", lambda *, by, seconds: spent.append(seconds))
    for files in (0, 3):
        request = RequestFactory().post("/")
        request.user = person
        for number in range(files):
            request.FILES.appendlist("evidence", number)
        costs(2, each_file=True)(lambda request: "page")(request)
    assert spent == [2, 6]


def test_it_is_told_in_a_page_that_says_when_to_come_back(person):
    request = RequestFactory().post("/")
    request.user = person
    refusal = ComeBackLater("Tunggu 2 detik, lalu coba lagi.", seconds=2)
    page = StalePageMiddleware(lambda request: None).process_exception(request, refusal)
    assert (page.status_code, page["Retry-After"]) == (429, "2")
    assert "Tunggu 2 detik, lalu coba lagi." in page.content.decode()
