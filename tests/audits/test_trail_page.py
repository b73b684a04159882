"""The trail's page: who sees which events, proof that a chain is whole, and an auditor who changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from tests.beforehand import begins_with
from tests.cast import Cast, submitted
from trail import triggers
from trail.models import Event

SignIn = Callable[[User], Client]


def test_an_office_sees_its_own_chain_and_the_inspectorate_all(cast: Cast, sign_in: SignIn) -> None:
    cast.report()
    cast.person("other_finance")

    def chains(who: str) -> set[str]:
        answer = sign_in(cast.person(who)).get(reverse("audits:trail"))
        return {event.chain_id for event in answer.context["page"].paginator.object_list}

    assert chains("verifier") == {"450101"}
    assert chains("other_finance") == {"450202"}
    assert chains("auditor") >= {"450101", "450202", "450909"}


@begins_with(submitted)
def test_events_are_told_in_words_and_searched(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    auditor = sign_in(cast.person("auditor"))
    page = auditor.get(reverse("audits:trail"), {"cari": "Budi Contoh"})
    assert "Budi Contoh" in {event.actor_name for event in page.context["page"]}
    assert all("Budi Contoh" in event.actor_name + event.object_label for event in page.context["page"])
    told = Event.objects.get(verb="report.submit").sentence
    assert told != "report.submit"
    assert told in page.content.decode()
    none = auditor.get(reverse("audits:trail"), {"sejak": "2099-01-01"})
    assert "Tidak ada peristiwa" in none.content.decode()
    assert str(report) in page.content.decode()


def test_a_whole_chain_is_said_to_be_whole(cast: Cast, sign_in: SignIn) -> None:
    cast.report()
    auditor = sign_in(cast.person("auditor"))
    assert auditor.get(reverse("audits:trail")).context["verdicts"] == []
    answer = auditor.get(reverse("audits:trail"), {"periksa": "1"})
    assert {verdict.whole for verdict in answer.context["verdicts"]} == {True}
    assert "Rantai 450101 utuh" in answer.content.decode()


def test_a_broken_chain_names_its_first_broken_event(cast: Cast, sign_in: SignIn) -> None:
    cast.report()
    auditor = cast.person("auditor")
    event = Event.objects.filter(chain="450101")[4]
    triggers.unguard(connection, triggers.EVENTS)  # back with the test's own rollback
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trail_event SET actor_name = 'Orang Lain' WHERE id = %s", [event.pk])
    page = sign_in(auditor).get(reverse("audits:trail"), {"periksa": "1"}).content.decode()
    assert f"Rantai 450101 rusak</strong> pada peristiwa nomor {event.number}" in page
    assert "Amankan basis data" in page


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address of our own rooms."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, pattern.namespace or space)
        elif pattern.name and space:
            yield f"{space}:{pattern.name}", pattern


@begins_with(submitted)
@pytest.mark.parametrize("who", ["auditor", "office_auditor"])
def test_an_auditor_can_send_nothing_anywhere(cast: Cast, sign_in: SignIn, who: str) -> None:
    """Whatever is posted, to whichever address: refused, or answered as reading is, and nothing has happened."""
    report = cast.verified()
    auditor = sign_in(cast.person(who))
    events, version = Event.objects.count(), report.version
    tried = 0
    for name, pattern in addresses():
        converters = pattern.pattern.converters.items()
        arguments = {key: UUID(int=1) if kind.regex.startswith("[0-9a-f]") else report.pk for key, kind in converters}
        typed = {
            "version": version,
            "reason": "Alasan yang cukup panjang",
            "step": "approve",
            "row": 8,
            "text": "x",
            "name": "x",
        }
        answer = auditor.post(reverse(name, kwargs=arguments), typed)
        # To try a workbook out is to read: it is judged, and kept nowhere. Without one, a sentence.
        expected = {422} if name in {"reports:try_out", "beneficiaries:find"} else {200, 403, 404, 405}
        assert answer.status_code in expected, f"{name}: {answer.status_code}"
        tried += 1
    assert tried > 50
    assert Event.objects.count() == events
    report.refresh_from_db()
    assert (report.state, report.version) == ("verified", version)
