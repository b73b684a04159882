"""A workbook on which the reading process falls over: a sentence, nothing half saved, and the next upload works."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from reports.intake import apart
from reports.models import Entry, Revision
from tests.reports.intake.test_apart import MISHAPS
from tests.reports.stage import Stage, xlsx
from tests.vault import misbehaving
from trail.models import Event
from vault.models import StoredFile


def kept(settings) -> tuple[int, ...]:
    files = [path for path in Path(settings.VAULT_ROOT).rglob("*") if path.is_file()]
    return len(files), *(model.objects.count() for model in (Revision, Entry, StoredFile, Event))


@pytest.mark.parametrize("mishap", list(MISHAPS))
def test_the_treasurer_reads_a_sentence_and_the_next_upload_works(
    stage: Stage, client: Client, monkeypatch: pytest.MonkeyPatch, settings, mishap: str
) -> None:
    client.force_login(stage.treasurer)
    address = reverse("reports:upload", args=[stage.report.pk])
    before = kept(settings)
    with monkeypatch.context() as patched:
        patched.setattr(apart, "READ", MISHAPS[mishap])
        answer = client.post(address, {"workbook": xlsx(stage.filled())})
    assert answer.status_code == 422
    assert apart.TOO_MUCH in answer.content.decode()
    assert kept(settings) == before
    answer = client.post(address, {"workbook": xlsx(stage.filled())}, follow=True)
    assert "tersimpan sebagai revisi 1" in answer.content.decode()
    assert Revision.objects.count() == 1


def test_a_workbook_that_cannot_be_written_back_is_told_so(
    stage: Stage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = stage.upload()
    client.force_login(stage.treasurer)
    address = reverse("reports:annotated", args=[stage.report.pk, revision.number])
    with monkeypatch.context() as patched:
        patched.setattr(apart, "ANNOTATE", misbehaving.task(misbehaving.die))
        answer = client.get(address)
    assert answer.status_code == 422
    assert apart.TOO_MUCH in answer.content.decode()
    assert client.get(address).status_code == 200
