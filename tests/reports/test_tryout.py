"""Trying a workbook out: all is told that an upload would tell, and nothing is kept anywhere."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from reports import practice
from reports.intake.layout import BKU, FINDINGS_SHEET, FIRST_DATA_ROW
from reports.intake.typed import write_typed
from reports.practice import Exercise, exercise_workbook, judge_practice
from tests.cast import Cast
from tests.reports.stage import Stage, put, xlsx

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
URL = "/laporan/coba/"
NOTHING_KEPT = "Tidak ada yang disimpan"


def everything() -> dict[str, int]:
    """How many records of each kind there are, and how many files in the vault and in the folder for uploads.

    A session, and how much work somebody has asked for, is a person's and not a workbook's.
    """
    rows = {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        # A test of the vault has a model of its own, whose table is there only while it runs.
        if model._meta.label not in {"sessions.Session", "accounts.Effort"}
        and model._meta.db_table != "vault_test_secret"
    }
    rows["files"] = sum(path.is_file() for path in Path(settings.VAULT_ROOT).rglob("*"))
    return rows


@pytest.fixture
def uploads(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    """Where Django puts what is being sent; every upload goes through a file there."""
    folder = tmp_path / "being sent"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)  # type: ignore[attr-defined]
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0  # type: ignore[attr-defined]
    return folder


def test_all_findings_are_told_and_nothing_is_kept(stage: Stage, sign_in: SignIn, uploads: Path) -> None:
    browser = sign_in(stage.treasurer)
    faulty = stage.filled(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, payee=None))
    before = everything()
    page = browser.post(URL, {"workbook": xlsx(faulty), "hasil": "halaman"}).content.decode()
    assert everything() == before
    assert list(uploads.iterdir()) == []
    assert NOTHING_KEPT in page
    revision = stage.upload(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, payee=None))
    kept = browser.get(reverse("reports:report", args=[stage.report.pk])).content.decode()
    assert revision.findings.exists()
    for finding in revision.findings.all():
        for text in (finding.rule, finding.place):
            assert text in page and text in kept
        assert finding.remedy in page


def test_the_marked_workbook_comes_in_the_same_step_and_is_not_kept(
    stage: Stage, sign_in: SignIn, uploads: Path
) -> None:
    faulty = stage.filled(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, payee=None))
    browser = sign_in(stage.treasurer)
    before = everything()
    answer = browser.post(URL, {"workbook": xlsx(faulty), "hasil": "berkas"})
    assert everything() == before
    assert list(uploads.iterdir()) == []
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[0] == FINDINGS_SHEET
    assert "BKU-08" in book[BKU.title].cell(FIRST_DATA_ROW + 1, BKU.index("payee")).comment.text


def test_a_refused_file_comes_back_with_its_sentence_and_is_not_kept(
    stage: Stage, sign_in: SignIn, uploads: Path
) -> None:
    browser = sign_in(stage.treasurer)
    before = everything()
    for content in (b"", b"PK\x03\x04 broken", b"<html>"):
        for result in ("halaman", "berkas"):
            answer = browser.post(URL, {"workbook": xlsx(content), "hasil": result})
            assert answer.status_code == 422
            assert "Belum diperiksa" in answer.content.decode()
    assert browser.post(URL).status_code == 422
    assert everything() == before
    assert list(uploads.iterdir()) == []


def test_a_workbook_of_somebody_else_is_not_judged_here(cast: Cast, stage: Stage, sign_in: SignIn) -> None:
    workbook = stage.filled()
    other = cast.treasurer(cast.partner("LKS Lain", registration_number="TD/002/2020"))
    for stranger in (other, cast.person("other_finance"), cast.person("legal")):
        answer = sign_in(stranger).post(URL, {"workbook": xlsx(workbook)})
        assert answer.status_code == 422
        assert "tidak dapat Anda lihat" in answer.content.decode()
    assert sign_in(cast.person("verifier")).post(URL, {"workbook": xlsx(workbook)}).status_code == 200


def test_everybody_can_practise_on_a_report_that_does_not_exist(cast: Cast, sign_in: SignIn) -> None:
    legal = sign_in(cast.person("legal"))
    before = everything()
    for exercise in Exercise:
        download = legal.get(reverse("reports:practice_workbook", args=[exercise.value]))
        answer = legal.post(URL, {"workbook": xlsx(download.content)})
        assert answer.status_code == 200
        assert "LKS Contoh (latihan)" in answer.content.decode()
    assert everything() == before
    assert legal.get(reverse("reports:practice_workbook", args=["lain"])).status_code == 404


def test_the_practice_report_filled_in_well_has_no_finding() -> None:
    judgement = judge_practice(io.BytesIO(write_typed(practice.IDENTITY, practice.clean())))
    assert [(finding.rule, finding.message) for finding in judgement.findings] == []


def test_the_planted_mistakes_are_found_each_in_its_cell() -> None:
    judgement = judge_practice(io.BytesIO(exercise_workbook(Exercise.FAULTY)))
    found = {(finding.rule, judgement.intake.cell_of(finding)) for finding in judgement.findings}
    planted = {
        ("INT-02", "BKU!B8"),
        ("MTR-01", "BKU!J9"),
        ("BKT-02", "BKU!C10"),
        ("BKU-08", "BKU!E11"),
        ("RAB-01", "BKU!F11"),
        ("INT-01", "BKU!H12"),
        ("PM-01", "PM!B7"),
        ("INT-06", "PM!D8"),
    }
    assert found == planted
