"""A real virus scanner behind the pages of a report: what it finds is told in words beside the field, and not kept."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.intake.saving import put_text
from reports.models import Revision
from tests.reports.stage import Stage
from tests.vault.clamd import EICAR, SIGNATURE, Clamd, clamd_running
from tests.vault.files import picture
from vault.models import StoredFile

SignIn = Callable[[User], Client]


@pytest.fixture
def clamd(settings) -> Iterator[Clamd]:
    with clamd_running() as daemon:
        settings.CLAMD_SOCKET = str(daemon.socket)
        yield daemon


def sent(stage: Stage, sign_in: SignIn, page: str, field: str, name: str, content: bytes) -> str:
    """The page that answers, as it reads."""
    browser = sign_in(stage.treasurer)
    address = reverse(f"reports:{page}", args=[stage.report.pk])
    answer = browser.post(address, {field: SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code in (200, 422)
    return html.unescape(answer.content.decode())


def with_eicar(stage: Stage) -> bytes:
    def typed(book) -> None:
        put_text(book[BKU.title].cell(FIRST_DATA_ROW + 1, BKU.index("remark")), EICAR.decode())

    return stage.filled(typed)


def test_a_workbook_comes_in_clean_and_not_with_a_virus(stage: Stage, sign_in: SignIn, clamd: Clamd) -> None:
    page = sent(stage, sign_in, "upload", "workbook", "LPJ.xlsx", with_eicar(stage))
    assert f"menemukan {SIGNATURE}" in page
    assert not Revision.objects.exists()
    sent(stage, sign_in, "upload", "workbook", "LPJ.xlsx", stage.filled())
    assert Revision.objects.count() == 1
    before = StoredFile.objects.count()
    page = sent(stage, sign_in, "evidence_upload", "evidence", "K-001.jpg", picture(comment=EICAR))
    assert f"menemukan {SIGNATURE}" in page
    assert StoredFile.objects.count() == before


def test_while_the_scanner_is_down_the_page_says_later(stage: Stage, sign_in: SignIn, clamd: Clamd) -> None:
    clamd.stop()
    page = sent(stage, sign_in, "upload", "workbook", "LPJ.xlsx", stage.filled())
    assert "Coba lagi nanti" in page
    assert not Revision.objects.exists()
