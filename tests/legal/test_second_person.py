"""What reaches into the past changes nothing until another person agrees, over the official text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from legal.actions import change_figure, retire_rule, second_decision, turn_of, withdraw_decision
from legal.law import current_law
from legal.models import Decision
from tests.cast import Cast
from tests.legal.deciding import READ, REASON, retire, seconded
from tests.reports.stage import photo
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

SignIn = Callable[[User], Client]

pytestmark = pytest.mark.django_db

DAY = date(2022, 1, 1)


def pending(cast: Cast, since: date = DAY) -> Decision:
    return retire_rule(
        rule_id="MTR-01", since=since, reason=REASON, seen=turn_of("MTR-01"), by=cast.person("legal"), past=True,
        upload=photo(1),
    )  # fmt: skip


def agree(decision: Decision, by: User, seen: int | None = None) -> Decision:
    turn = turn_of(decision.about) if seen is None else seen
    return second_decision(decision=decision, reason=REASON, seen=turn, by=by)


def retired() -> bool:
    return current_law().retired_on("MTR-01", DAY)


def test_a_rule_retired_for_the_past_judges_on_until_another_person_agrees(cast: Cast) -> None:
    decision = pending(cast)
    assert (decision.is_pending, retired()) == (True, False)
    agree(decision, cast.person("kpa"))
    decision = Decision.objects.get(pk=decision.pk)
    assert (decision.is_pending, decision.stands, retired()) == (False, True, True)
    assert list(Event.objects.filter(verb__startswith="decision.").values_list("verb", flat=True)) == [
        "decision.retirement",
        "decision.seconding",
    ]


@pytest.mark.parametrize(("days", "waits"), [(-1, True), (0, False), (1, False)])
def test_only_a_day_that_has_passed_waits(cast: Cast, days: int, waits: bool) -> None:
    assert pending(cast, timezone.localdate() + timedelta(days=days)).is_pending == waits


def test_nobody_agrees_with_themselves_and_nobody_without_the_right(cast: Cast) -> None:
    decision = pending(cast)
    for person in ("legal", "auditor", "finance", "ppk", "admin"):
        with pytest.raises(NotAllowed):
            agree(decision, cast.person(person))
    assert not retired()


def test_another_legal_officer_may_agree(cast: Cast) -> None:
    other = User.objects.create_user("lain@example.test", office=cast.person("legal").office)
    other.role_grants.create(role=Role.LEGAL)
    agree(pending(cast), other)
    assert retired()


def test_agreeing_is_for_what_waits_and_once(cast: Cast) -> None:
    decision = pending(cast)
    with pytest.raises(StalePage):
        agree(decision, cast.person("kpa"), seen=0)
    seconding = agree(decision, cast.person("kpa"))
    for done in (decision, seconding):
        with pytest.raises(Refusal, match="tidak sedang menunggu"):
            agree(done, cast.person("kpa"))


def test_the_past_wants_the_official_text_and_the_database_holds_it_so(cast: Cast) -> None:
    with pytest.raises(Refusal, match="lampirkan berkas naskah resmi"):
        retire(cast, since=DAY, upload=None)
    with pytest.raises(Refusal, match="lampirkan berkas naskah resmi"):
        change_figure(
            parameter_id="NTPN-PANJANG", since=DAY, value="20", instrument=READ["instrument"], past=True,
            subject=READ["subject"], reason=REASON, seen=0, by=cast.person("legal"),
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            kind="retirement", about="MTR-01", turn=1, since=DAY, reason=REASON, needs_second=True,
            decided_by=cast.person("legal"), decided_at=timezone.now(),
        )  # fmt: skip


def test_what_waits_may_be_withdrawn_alone_and_what_holds_of_the_past_may_not(cast: Cast) -> None:
    legal = cast.person("legal")
    waiting = pending(cast)
    withdraw_decision(decision=waiting, reason=REASON, seen=1, by=legal)
    with pytest.raises(Refusal, match="tidak sedang menunggu"):
        agree(waiting, cast.person("kpa"))
    held = seconded(cast, pending(cast))
    withdrawal = withdraw_decision(decision=Decision.objects.get(pk=held.pk), reason=REASON, seen=4, by=legal)
    assert (withdrawal.is_pending, retired()) == (True, True)
    assert not Decision.objects.get(pk=held.pk).is_withdrawn
    agree(withdrawal, cast.person("kpa"))
    assert not retired()
    assert Decision.objects.get(pk=held.pk).is_withdrawn


def test_the_page_asks_the_other_person_and_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    decision = pending(cast)
    address = reverse("legal:second", args=[decision.pk])
    listed = reverse("legal:decisions")
    for person, asked in (("legal", False), ("auditor", False), ("kpa", True)):
        page = sign_in(cast.person(person)).get(listed).content.decode()
        assert "menunggu orang kedua" in page
        assert (f'action="{address}"' in page) == asked
    browser = sign_in(cast.person("kpa"))
    assert browser.post(address, {"reason": "", "seen": "1"}).status_code == 422
    answer = browser.post(address, {"reason": REASON, "seen": "1"}, follow=True)
    assert "disetujui dan mulai sekarang berlaku" in answer.content.decode()
    assert retired()
