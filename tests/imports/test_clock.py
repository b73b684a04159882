"""What is done behind a request goes by the clock of the person for whom it is done, as the request did."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Office
from imports import tasks
from tests.cast import Cast


@pytest.mark.parametrize("task", ["check", "save"])
def test_a_task_keeps_the_days_of_the_office(cast: Cast, monkeypatch: pytest.MonkeyPatch, task: str) -> None:
    by = cast.person("finance")
    Office.objects.filter(pk=by.office_id).update(time_zone=Office.Zone.WIT)
    zones: list[str] = []
    run = SimpleNamespace(version=3)

    def judged(**_: Any) -> None:
        zones.append(timezone.get_current_timezone_name())

    monkeypatch.setattr(tasks.ImportRun, "objects", SimpleNamespace(get=lambda pk: run))
    monkeypatch.setattr(tasks, "begin_work", lambda run: None)
    monkeypatch.setattr(tasks, f"{task}_import", judged)
    getattr(tasks, f"{task}_import_run").func(1, 3, by.pk)
    assert zones == ["Asia/Jayapura"]
    assert timezone.get_current_timezone_name() == "Asia/Jakarta"
