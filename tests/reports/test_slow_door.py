"""While a file is looked at nobody waits, and what is refused leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from partners.models import Agreement
from reports.actions import attach_evidence, attach_many, submit_report, upload_workbook
from reports.actions import evidence as evidence_actions
from reports.actions import upload as upload_actions
from reports.actions.upload import ChangedMeanwhile
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.models import Revision
from tests.reports.stage import Stage, photo, put, xlsx
from tests.vault.files import workbook
from trail.refusal import Refusal
from vault import door
from vault.refused import Refused


def kept_files(settings) -> list[Path]:
    return [path for path in Path(settings.VAULT_ROOT).rglob("*") if path.is_file()]


def depth() -> int:
    """How many transactions are open, one inside the other."""
    return len(transaction.get_connection().savepoint_ids)


@pytest.mark.parametrize("kind", ["workbook", "evidence", "several"])
def test_no_lock_is_held_while_a_file_is_judged_and_scanned(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    if kind != "workbook":
        stage.upload()
    outside, during = depth(), []

    def looking(module: object, name: str) -> None:
        really = getattr(module, name)

        def look(*args: object, **options: object) -> object:
            during.append(depth())
            return really(*args, **options)

        monkeypatch.setattr(module, name, look)

    looking(door, "look_at")
    looking(door, "scan")
    looking(upload_actions, "judge")
    if kind == "workbook":
        stage.upload()
    elif kind == "evidence":
        attach_evidence(report=stage.report, evidence_number="K-001", upload=photo(1), by=stage.treasurer)
    else:
        attach_many(report=stage.report, uploads=[photo(1, "K-001.jpg")], by=stage.treasurer)
    assert during == [outside] * (3 if kind == "workbook" else 2)


def test_a_workbook_that_cannot_be_judged_leaves_no_bytes_in_the_vault(stage: Stage, settings) -> None:
    """Whoever it names did not ask to be kept here; this one is no template of ours at all."""
    before = kept_files(settings)
    with pytest.raises(Refusal) as refused:
        upload_workbook(report=stage.report, upload=xlsx(workbook()), by=stage.treasurer)
    assert not isinstance(refused.value, Refused)  # the door itself let it in
    assert kept_files(settings) == before


def meanwhile(monkeypatch: pytest.MonkeyPatch, module: object, act: Callable[[], object], step: str = "admit") -> None:
    """Something happens just when a file of ours has been admitted, or judged."""
    really = getattr(module, step)

    def slowly(*args: object, **options: object) -> object:
        done = really(*args, **options)
        monkeypatch.setattr(module, step, really)
        act()
        return done

    monkeypatch.setattr(module, step, slowly)


def test_a_report_that_was_sent_meanwhile_takes_neither_workbook_nor_evidence(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    stage.make_ready()
    content = stage.filled(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, description="Lain"))
    before = kept_files(settings)

    def send() -> None:
        submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)

    for module, write in (
        (upload_actions, lambda: upload_workbook(report=stage.report, upload=xlsx(content), by=stage.treasurer)),
        (
            evidence_actions,
            lambda: attach_evidence(report=stage.report, evidence_number="K-001", upload=photo(9), by=stage.treasurer),
        ),
        (
            evidence_actions,
            lambda: attach_many(report=stage.report, uploads=[photo(9, "K-001.jpg")], by=stage.treasurer),
        ),
    ):
        meanwhile(monkeypatch, module, send)
        with transaction.atomic():  # undone below, for the next one
            with pytest.raises(Refusal, match="sudah dikirim"):
                write()
            transaction.set_rollback(True)
        stage.report.refresh_from_db()
    assert kept_files(settings) == before


@pytest.mark.parametrize("change", ["revision", "agreement"])
def test_a_judgement_whose_ground_changed_meanwhile_is_not_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, settings, change: str
) -> None:
    content = stage.filled(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, description="Lain"))
    before = kept_files(settings)

    def act() -> None:
        if change == "revision":
            stage.upload()
        else:
            Agreement.objects.filter(pk=stage.agreement.pk).update(purpose="Tujuan lain")

    meanwhile(monkeypatch, upload_actions, act, step="judge")
    with pytest.raises(ChangedMeanwhile, match="Muat ulang halaman"):
        upload_workbook(report=stage.report, upload=xlsx(content), by=stage.treasurer)
    new = len(kept_files(settings)) - len(before)
    assert Revision.objects.count() == new == (1 if change == "revision" else 0)
