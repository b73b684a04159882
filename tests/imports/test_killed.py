"""The worker is killed in the middle of saving: nothing is saved, the page says so, and it can be run again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.importing import DEATH_LIST
from grants.models import DeathRecord
from imports import parts, registry
from imports.models import SILENCE, ImportRun
from tests.at_once import many_hands
from tests.cast import Cast
from tests.imports.sending import confirmed, death_list, sent
from trail.models import Event

__all__ = ["many_hands"]
ROOT = Path(__file__).resolve().parents[2]
NIKS = [f"327106170890{number:04}" for number in range(1, 6)]


@pytest.fixture
def queue(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue as it is in use, a table that is long from the second row on, and parts of two rows."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setitem(registry._importers, "kematian", replace(DEATH_LIST, rows_at_once=1))
    monkeypatch.setattr(parts, "ROWS", 2)


def work() -> None:
    """What the worker finds to do, done here."""
    call_command("db_worker", batch=True, startup_delay=False)


def kill_a_worker_in_the_middle() -> None:
    """A worker of its own takes the next task, writes the first rows, and is killed before it can write the rest."""
    command = [sys.executable, "-m", "tests.imports.worker", str(connection.settings_dict["NAME"])]
    environment = os.environ | {"TASKS_IMMEDIATE": "0", "DEBUG": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout
        try:
            assert worker.stdout.readline() == "in the middle\n"
        finally:
            worker.kill()


def test_a_killed_worker_leaves_nothing_and_the_run_can_be_run_again(
    many_hands: None, queue: None, cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    by = cast.person("finance")
    browser = sign_in(by)
    run = sent("kematian", death_list(*NIKS), by=by)
    work()
    run.refresh_from_db()
    assert (run.state, run.new) == ("ready", 5)
    confirmed(run, by=by)
    kill_a_worker_in_the_middle()
    run.refresh_from_db()
    assert run.state == "saving"
    assert not DeathRecord.objects.exists()
    assert not Event.objects.filter(verb="deathrecord.import").exists()
    ImportRun.objects.update(signed_at=timezone.now() - SILENCE - timedelta(seconds=1))
    page = browser.get(reverse("imports:run", args=[run.key]))
    assert "Terhenti; tidak ada yang tersimpan" in page.text
    assert browser.post(reverse("imports:recheck", args=[run.key]), {"version": run.version}).status_code == 302
    work()
    run.refresh_from_db()
    confirmed(run, by=by)
    work()
    run.refresh_from_db()
    assert run.state == "saved"
    assert DeathRecord.objects.count() == 5
    assert Event.objects.filter(verb="deathrecord.import").count() == 1
