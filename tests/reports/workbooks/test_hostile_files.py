"""Every file of the corpus through the real upload page: answered quickly, in bearable memory, in words, and whole."""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from reports.actions import upload_workbook
from reports.models import BeneficiaryRow, Entry, JudgedFinding, Revision, TaxRow
from tests.beforehand import Shelf
from tests.cast import Cast
from tests.reports.stage import Stage, stage_of, xlsx
from tests.reports.workbooks import cells, large, packages, sheets, writers, zips
from tests.reports.workbooks.case import Case
from tests.reports.workbooks.measured import Measured
from trail.models import Event
from vault.models import StoredFile

MOST_SECONDS, MOST_MEGABYTES = 10, 300
CASES = [*zips.CASES, *packages.CASES, *sheets.CASES, *cells.CASES, *large.CASES, *writers.CASES]
#: What a line of the cash book says, wherever it stands.
LINE = ("date", "evidence_number", "description", "payee", "budget_code", "received", "paid", "stamp_duty")


def parameter(case: Case) -> Any:
    """The case for pytest. Which texts a database takes differs; all else PostgreSQL would only say again."""
    return pytest.param(case, id=case.name, marks=[pytest.mark.django_db] if case in cells.CASES else [])


@dataclass(frozen=True)
class Hall:
    """One stage for all files; each test undoes what it did."""

    stage: Stage
    clean: bytes  #: the report from which the files are made
    lines: list[tuple[object, ...]]  #: what its cash book says


@pytest.fixture(scope="module")
def hall(shelf: Shelf, django_db_blocker) -> Iterator[Hall]:
    with django_db_blocker.unblock():
        shelf.prepare(None)
        with transaction.atomic():
            stage = stage_of(Cast())
            clean = stage.filled()
            with transaction.atomic():
                read = lines(upload_workbook(report=stage.report, upload=xlsx(clean), by=stage.treasurer))
                transaction.set_rollback(True)
            yield Hall(stage, clean, read)
            transaction.set_rollback(True)


@pytest.fixture
def undone(hall: Hall) -> Iterator[None]:
    """What the test writes goes again."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def temporary(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which anything temporary is written, by Django and by everybody else."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def kept(stage: Stage, folder: Path) -> tuple[int, ...]:
    """What is in the database and on the disk."""
    models = (Revision, Entry, BeneficiaryRow, TaxRow, JudgedFinding, StoredFile, Event)
    stage.report.refresh_from_db()
    on_disk = sum(path.is_file() for path in folder.rglob("*"))
    return (*(model._default_manager.count() for model in models), stage.report.version, on_disk)


def browser_of(stage: Stage) -> Client:
    browser = Client(raise_request_exception=True)
    browser.force_login(stage.treasurer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def sent(stage: Stage, browser: Client, content: bytes, name: str) -> HttpResponse:
    upload = SimpleUploadedFile(name, content)
    return browser.post(reverse("reports:upload", args=[stage.report.pk]), {"workbook": upload})


def said(answer: HttpResponse) -> str:
    """The sentences beside the field of the upload."""
    lists = re.findall(r'<ul class="errorlist.*?</ul>', answer.content.decode(), re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", one) for one in lists)).strip()


def lines(revision: Revision) -> list[tuple[object, ...]]:
    return sorted(revision.entries.values_list(*LINE), key=str)


def test_the_corpus_is_large_and_no_file_bears_the_name_of_another() -> None:
    assert len(CASES) >= 80
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_every_file_is_answered(case: Case, hall: Hall, undone: None, temporary: Path, tmp_path: Path) -> None:
    stage = hall.stage
    content = case.make(hall.clean)
    browser = browser_of(stage)
    before = kept(stage, tmp_path)
    with Measured() as cost:
        answer = sent(stage, browser, content, case.sent_as)
    assert cost.seconds < MOST_SECONDS
    assert cost.megabytes < MOST_MEGABYTES
    assert not list(temporary.iterdir())
    if case.refused is not None:
        assert answer.status_code == 422, stage.report.latest and [
            (finding.rule, finding.place, finding.found[:80]) for finding in stage.report.latest.findings.all()
        ]
        sentence = said(answer)
        assert re.search(case.refused, sentence, re.DOTALL), sentence
        assert sentence.endswith(".")
        assert kept(stage, tmp_path) == before
        return
    assert answer.status_code == 302, said(answer)
    revision = stage.report.latest
    assert revision is not None
    found = {finding.rule for finding in revision.findings.all() if finding.rule.startswith("INT-")}
    assert found == case.findings, [(f.rule, f.place, f.found[:80]) for f in revision.findings.all()]
    if case.same:
        assert lines(revision) == hall.lines
    if not case.same or found:
        # Where every line reads as in the clean report, its pages are those of the clean report.
        looked_at(stage, revision, browser)
    if not case.stays:
        answer = browser.get(reverse("reports:annotated", args=[stage.report.pk, revision.number]))
        assert answer.status_code == (200 if case.home else 422)


def looked_at(stage: Stage, revision: Revision, browser: Client) -> None:
    """The pages of what was understood."""
    for name, arguments in (
        ("reports:report", [stage.report.pk]),
        ("reports:revision", [stage.report.pk, revision.number]),
    ):
        with Measured() as cost:
            answer = browser.get(reverse(name, args=arguments))
        assert answer.status_code == 200, name
        assert cost.seconds < MOST_SECONDS, name
        assert "<script>alert" not in answer.content.decode()
