"""Rows of an import name people: who sees them, who took them home, when they go; and who works on a run is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import open_account
from accounts.models import User
from accounts.roles import Role
from imports import models
from imports.actions.runs import recheck_import
from imports.actions.work import begin_work
from imports.models import LONGEST_QUEUE, SILENCE, ImportPart, ImportRun
from tests.cast import Cast
from tests.imports.sending import death_list, sent
from trail.models import Event
from trail.refusal import Refusal, StalePage

SignIn = Callable[[User], Client]
OLD = timedelta(days=1 + settings.IMPORT_ROWS_KEPT_DAYS)


def working(run: ImportRun, **changes: Any) -> ImportRun:
    ImportRun.objects.filter(pk=run.pk).update(state="saving", **changes)
    return ImportRun.objects.get(pk=run.pk)


def test_refused_rows_are_for_who_sent_them_in_and_each_download_is_told(cast: Cast, sign_in: SignIn) -> None:
    by = cast.person("finance")
    run = sent("kematian", death_list("327106"), by=by)
    address = reverse("imports:refused", args=[run.key, "csv"])
    assert sign_in(by).get(address).status_code == 200
    event = Event.objects.about(run).last()
    assert event is not None
    assert (event.verb, event.actor_id, event.data["rows"]) == ("importrun.download", str(by.pk), 1)
    office = cast.office("balai")
    other = open_account(email="kedua@contoh.id", name="Siti Contoh", roles=[Role.FINANCE], office=office, by=None)
    assert sign_in(other).get(address).status_code == 403
    page = sign_in(other).get(reverse("imports:run", args=[run.key]))
    assert "hanya dapat diunduh Sari Contoh" in page.text
    ImportRun.objects.filter(pk=run.pk).update(office=cast.office("other_balai"))
    assert sign_in(by).get(address).status_code == 404
    assert Event.objects.about(run).filter(verb="importrun.download").count() == 1


def test_rows_that_nobody_goes_on_with_are_forgotten_and_the_page_says_so(cast: Cast, sign_in: SignIn) -> None:
    by = cast.person("finance")
    run = sent("kematian", death_list("327106"), by=by)
    call_command("forget_imports", verbosity=0)
    assert ImportPart.objects.filter(run=run).exists()
    ImportRun.objects.filter(pk=run.pk).update(signed_at=timezone.now() - OLD)
    call_command("forget_imports", verbosity=0)
    assert not ImportPart.objects.filter(run=run).exists()
    run = ImportRun.objects.get(pk=run.pk)
    assert "Barisnya sudah dihapus" in sign_in(by).get(reverse("imports:run", args=[run.key])).text
    with pytest.raises(Refusal, match="sudah dihapus"):
        recheck_import(run=run, by=by, version=run.version)
    assert sign_in(by).get(reverse("imports:refused", args=[run.key, "csv"])).status_code == 404


def test_a_run_that_waits_or_is_held_has_not_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    by = cast.person("finance")
    run = sent("kematian", death_list("3271061708900001"), by=by)
    silent = timezone.now() - SILENCE - timedelta(seconds=1)
    queued = working(run, begun_at=None, signed_at=silent)
    assert (queued.is_queued, queued.has_stopped) == (True, False)
    assert working(run, signed_at=timezone.now() - LONGEST_QUEUE - timedelta(seconds=1)).has_stopped
    monkeypatch.setattr(models, "is_held", lambda run: True)
    living = working(run, begun_at=silent, signed_at=silent)
    assert not living.has_stopped
    with pytest.raises(StalePage, match="masih dikerjakan"):
        recheck_import(run=living, by=by, version=living.version)
    assert ImportRun.objects.get(pk=run.pk).state == "saving"
    monkeypatch.setattr(models, "is_held", lambda run: False)
    assert working(run).has_stopped
    begin_work(run=run)
    assert not ImportRun.objects.get(pk=run.pk).has_stopped
