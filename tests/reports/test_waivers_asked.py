"""A verifier asks to set a finding aside and another person decides: who may, for how long, and only once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from openpyxl import Workbook

from accounts.models import User
from accounts.roles import Role
from reports.actions import (
    ask_waiver,
    grant_waiver,
    refuse_waiver,
    take_back_waiver,
)
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.models import Report, Waiver
from reports.readiness import left_to_waive, readiness
from tests.at_once import at_once, effects_and_refusals
from tests.reports.stage import Stage, put
from tests.reports.waiving import (
    PAYEE,
    REASON,
    TODAY,
    another_ppk,
    ask,
    clock,
    make_ready,
    nameless,
    submit,
)
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

__all__ = ["clock"]

pytestmark = pytest.mark.django_db


def test_who_asked_never_grants_even_with_the_role_of_a_ppk(stage: Stage) -> None:
    stage.upload(nameless(1))
    waiver = ask(stage)
    verifier = stage.cast.person("verifier")
    verifier.role_grants.all().delete()
    verifier.role_grants.create(role=Role.PPK.value)
    turned = User.objects.get(pk=verifier.pk)
    with pytest.raises(NotAllowed, match="orang lain"):
        grant_waiver(waiver=waiver, until=waiver.proposed_until, by=turned, version=waiver.version)
    with pytest.raises(NotAllowed, match="orang lain"):
        refuse_waiver(waiver=waiver, reason="Nama pedagang masih dapat ditanyakan.", by=turned, version=waiver.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(state="granted", granted_by=verifier, valid_until=TODAY)


def test_other_roles_other_offices_and_strangers_are_refused(stage: Stage) -> None:
    stage.upload(nameless(1))
    for part in ("ppk", "finance", "kpa", "auditor", "office_auditor", "legal", "admin", "other_verifier"):
        with pytest.raises(NotAllowed):
            ask(stage, by=stage.cast.person(part))
    for person in (stage.treasurer, stage.head):
        with pytest.raises(NotAllowed):
            ask(stage, by=person)
    waiver = ask(stage)
    for part in ("verifier", "finance", "kpa", "auditor", "ppspm", "other_ppk"):
        with pytest.raises(NotAllowed):
            grant_waiver(waiver=waiver, until=TODAY, by=stage.cast.person(part), version=waiver.version)
    assert not Waiver.objects.visible_to(stage.cast.person("other_ppk")).exists()
    assert Waiver.objects.visible_to(stage.treasurer).exists()
    waiver.refresh_from_db()
    assert waiver.state == "asked"


def test_the_last_day_is_shortened_and_never_lengthened(stage: Stage) -> None:
    stage.upload(nameless(1))
    waiver = ask(stage, until=date(2026, 3, 20))
    ppk = stage.cast.person("ppk")
    with pytest.raises(Refusal, match="hanya dapat dimajukan"):
        grant_waiver(waiver=waiver, until=date(2026, 3, 21), by=ppk, version=waiver.version)
    with pytest.raises(Refusal, match="sudah lewat"):
        grant_waiver(waiver=waiver, until=date(2026, 3, 9), by=ppk, version=waiver.version)
    grant_waiver(waiver=waiver, until=date(2026, 3, 15), by=ppk, version=waiver.version)
    assert (waiver.valid_until, waiver.granted_by) == (date(2026, 3, 15), ppk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(valid_until=date(2026, 3, 21))


@pytest.mark.parametrize(("until", "right"), [(TODAY - timedelta(days=1), False), (TODAY, True)])
def test_what_has_passed_is_not_asked_for(stage: Stage, until: date, right: bool) -> None:
    stage.upload(nameless(1))
    if right:
        assert ask(stage, until=until).proposed_until == until
    else:
        with pytest.raises(Refusal, match="sudah lewat"):
            ask(stage, until=until)


def test_nothing_is_asked_for_longer_than_a_year_or_without_a_reason(stage: Stage) -> None:
    stage.upload(nameless(1))
    with pytest.raises(Refusal, match="paling lama setahun"):
        ask(stage, until=TODAY + timedelta(days=367))
    with pytest.raises(Refusal, match="Alasan masih kosong"):
        ask(stage, reason="  ")
    assert ask(stage, until=TODAY + timedelta(days=366)).state == "asked"


def test_what_cannot_be_read_and_sums_that_do_not_tie_are_never_set_aside(stage: Stage) -> None:
    def spoil(book: Workbook) -> None:
        put(book, BKU, FIRST_DATA_ROW + 1, date="kemarin")
        put(book, BKU, FIRST_DATA_ROW + 2, balance=1)

    revision = stage.upload(spoil)
    for rule in ("INT-02", "BKU-03"):
        found = revision.findings.filter(rule=rule).first() or revision.findings.filter(rule__startswith="BKU").first()
        assert found is not None
        with pytest.raises(Refusal, match="tidak dapat dikecualikan"):
            ask(stage, (found.rule, found.sheet, found.field))


def test_a_page_of_an_earlier_revision_asks_for_nothing(stage: Stage) -> None:
    stage.upload(nameless(1))
    stage.upload(nameless(1, 2))
    with pytest.raises(StalePage):
        ask(stage, revision_number=1)
    waiver = ask(stage)
    stage.cast.granted(waiver)
    with pytest.raises(StalePage):
        grant_waiver(waiver=waiver, until=TODAY, by=stage.cast.person("ppk"), version=0)
    with pytest.raises(Refusal, match="sudah dikecualikan sampai"):
        ask(stage)
    assert ask(stage, until=TODAY + timedelta(days=60)).state == "asked"  # for longer


def test_a_report_that_was_sent_in_has_nothing_to_set_aside(stage: Stage) -> None:
    stage.upload()
    waiver = stage.cast.waiver(stage.report, "WKT-01")
    make_ready(stage)
    submit(stage)
    with pytest.raises(StalePage, match="sudah dikirim"):
        stage.cast.waiver(stage.report, "WKT-01")
    with pytest.raises(Refusal, match="sudah dikirim tanpa"):
        stage.cast.granted(waiver)


def test_refused_and_taken_back_leave_the_finding_in_the_way(stage: Stage) -> None:
    stage.upload(nameless(1))
    first = ask(stage)
    ppk = stage.cast.person("ppk")
    refuse_waiver(waiver=first, reason="Minta nama pedagang itu.", by=ppk, version=first.version)
    assert (first.state, first.answer, first.refused_by) == ("refused", "Minta nama pedagang itu.", ppk)
    second = ask(stage)
    assert second.pk != first.pk
    take_back_waiver(waiver=second, by=stage.cast.person("verifier"), version=second.version)
    assert readiness(stage.report).workbook_errors == 1
    told = list(Event.objects.about(stage.report).values_list("verb", flat=True))
    expected = ["ask_waiver", "refuse_waiver", "ask_waiver", "take_back_waiver"]
    assert [verb for verb in told if "waiver" in verb] == [f"report.{name}" for name in expected]
    assert all(event.sentence for event in Event.objects.about(first))


def test_a_crash_in_the_middle_leaves_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.upload(nameless(1))
    waiver = ask(stage)
    monkeypatch.setattr("reports.actions.waivers.bump_version", lambda row: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        stage.cast.granted(waiver)
    assert Waiver.objects.get().state == "asked"
    assert readiness(stage.report).workbook_errors == 1
    assert not Event.objects.about(waiver).filter(verb="waiver.grant").exists()


def test_what_was_mended_meanwhile_is_not_granted_but_may_be_refused(stage: Stage) -> None:
    stage.upload(nameless(1))
    waiver = ask(stage)
    ppk = stage.cast.person("ppk")
    stage.upload(nameless(2))  # another line: what was asked for is gone
    assert left_to_waive(waiver) == []
    with pytest.raises(Refusal, match="sudah tidak ada di revisi terakhir"):
        grant_waiver(waiver=waiver, until=TODAY, by=ppk, version=waiver.version)
    assert Waiver.objects.get().state == "asked"
    stage.upload(nameless(1, 2))
    assert len(left_to_waive(waiver)) == 1
    stage.upload()
    refuse_waiver(waiver=waiver, reason="Temuannya sudah diperbaiki LKS.", by=ppk, version=waiver.version)
    assert Waiver.objects.get().state == "refused"


def test_a_double_click_asks_once(many_hands: None, stage: Stage) -> None:
    stage.upload(nameless(1))
    verifier = stage.cast.person("verifier")

    def click() -> Callable[[], Waiver]:
        mine = Report.objects.get()
        given: dict[str, Any] = {"cause": PAYEE, "revision_number": 1, "reason": REASON, "until": TODAY}
        return lambda: ask_waiver(report=mine, by=verifier, **given)

    done, refused = effects_and_refusals(at_once(click(), click(), click()))
    assert len({waiver.pk for waiver in done}) == 1 and not refused
    assert Waiver.objects.count() == 1


def test_two_ppk_at_once_decide_once(many_hands: None, stage: Stage) -> None:
    stage.upload(nameless(1))
    waiver = ask(stage)
    one, two = stage.cast.person("ppk"), another_ppk(stage)

    def grant() -> Waiver:
        return grant_waiver(waiver=Waiver.objects.get(), until=TODAY, by=one, version=waiver.version)

    def refuse() -> Waiver:
        return refuse_waiver(
            waiver=Waiver.objects.get(), reason="Nama pedagang masih dapat ditanyakan.", by=two, version=waiver.version
        )

    done, refused = effects_and_refusals(at_once(grant, refuse))
    assert len(done) == len(refused) == 1
    assert refused[0].status == 409
    assert Event.objects.about(waiver).filter(verb__in=["waiver.grant", "waiver.refuse"]).count() == 1
