"""What the pages tell about evidence: fallen signatures, refusals, copies, and the same file behind two expenses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from reports.actions import attach_evidence, attach_many, submit_report
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.models import Evidence
from tests.beforehand import begins_with
from tests.reports.stage import Stage, photo, put, ready_of, xlsx
from tests.seen import seen

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
FELL = "Tanda tangan bendahara dan ketua gugur karena"
WILL_FALL = "menggugurkan tanda tangan"


def url_of(name: str, pk: int) -> str:
    return reverse(f"reports:{name}", args=[pk])


def text_of(browser: Client, name: str, pk: int) -> str:
    return browser.get(url_of(name, pk)).content.decode()


@begins_with(ready_of)
@pytest.mark.parametrize("change", ["upload", "attach", "attach in place", "remove", "remove in place", "assign"])
def test_a_change_that_clears_signatures_says_so(stage: Stage, sign_in: SignIn, change: str) -> None:
    stage.make_ready()
    browser = sign_in(stage.treasurer)
    evidence = stage.report.evidence.get(evidence_number="K-001")
    headers = HTMX if "in place" in change else {}
    if change == "upload":
        # Other words: the same book saved within the same second is the same file, and no new revision.
        book = stage.filled(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, description="Belanja yang lain"))
        url, data = url_of("upload", stage.report.pk), {"workbook": xlsx(book, "baru.xlsx")}
    elif "attach" in change:
        url, data = url_of("evidence_upload", stage.report.pk), {"evidence_number": "K-002", "evidence": photo(9)}
    elif "remove" in change:
        url, data = url_of("evidence_remove", evidence.pk), {}
    else:
        url, data = url_of("evidence_assign", evidence.pk), {"evidence_number": "K-002"}
    text = browser.post(url, data, headers=headers, follow=True).content.decode()
    assert FELL in text and "tanda tangani lagi sebelum mengirim" in text
    assert FELL not in text_of(browser, "evidence", stage.report.pk)


def test_a_change_without_signatures_speaks_of_none(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    browser = sign_in(stage.treasurer)
    one = {"evidence_number": "K-002", "evidence": photo(9)}
    assert "gugur" not in seen(browser.post(url_of("evidence_upload", stage.report.pk), one, follow=True))


def test_pages_that_would_clear_signatures_warn_while_there_are_any(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    browser = sign_in(stage.treasurer)
    for name in ("report", "evidence"):
        assert WILL_FALL not in text_of(browser, name, stage.report.pk)
    stage.sign_both()
    for name in ("report", "evidence"):
        assert WILL_FALL in text_of(browser, name, stage.report.pk)


@begins_with(ready_of)
@pytest.mark.parametrize("number", ["", "K-001"])
def test_a_stale_tab_is_told_that_the_report_was_sent(stage: Stage, sign_in: SignIn, number: str) -> None:
    stage.make_ready()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    browser = sign_in(stage.treasurer)
    url = url_of("evidence_upload", stage.report.pk)
    answer = browser.post(url, {"evidence_number": number, "evidence": photo(9)}, headers=HTMX)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "data-refusal" in text and "sudah dikirim" in text  # what the page's script looks for
    answer = browser.post(url, {"evidence_number": number, "evidence": photo(9)})
    assert answer.status_code == 422 and "sudah dikirim" in answer.content.decode()


def test_one_refused_file_of_a_line_does_not_hide_those_that_came_in(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    browser = sign_in(stage.treasurer)
    two = {"evidence_number": "K-001", "evidence": [photo(1), SimpleUploadedFile("rusak.jpg", b"bukan")]}
    text = browser.post(url_of("evidence_upload", stage.report.pk), two, headers=HTMX).content.decode()
    assert "1 berkas dipasang" in text and "rusak.jpg" in text
    one = {"evidence_number": "K-002", "evidence": SimpleUploadedFile("rusak.jpg", b"bukan")}
    answer = browser.post(url_of("evidence_upload", stage.report.pk), one, headers=HTMX)
    assert answer.status_code == 422 and "data-refusal" in answer.content.decode()


def test_pairing_without_a_choice_asks_for_one(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    loose = attach_many(report=stage.report, uploads=[photo(1, "IMG_1.jpg")], by=stage.treasurer).unmatched[0]
    browser = sign_in(stage.treasurer)
    answer = browser.post(url_of("evidence_assign", loose.pk), {"evidence_number": ""}, headers=HTMX)
    assert answer.status_code == 422
    assert "Pilih dahulu nomor bukti" in answer.content.decode()
    page = text_of(browser, "evidence", stage.report.pk)
    assert "required" not in page.split(f'id="nomor-{loose.pk}"')[1].split(">")[0]


def test_a_copy_is_told_with_what_it_is_identical(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    browser = sign_in(stage.treasurer)
    url = url_of("evidence_upload", stage.report.pk)
    browser.post(url, {"evidence": [photo(1, "IMG_1.jpg"), photo(2, "K-002.jpg")]})
    text = browser.post(url, {"evidence": [photo(1, "IMG_1 salinan.jpg")]}, follow=True).content.decode()
    assert "IMG_1 salinan.jpg sama persis dengan IMG_1.jpg, yang belum dipasang pada baris mana pun" in text
    text = browser.post(url, {"evidence": [photo(2, "salinan.jpg")]}, follow=True).content.decode()
    assert "salinan.jpg sama persis dengan K-002.jpg, bukti K-002" in text
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize("many", [True, False])
def test_a_loose_file_sent_again_for_its_line_moves_there(stage: Stage, many: bool) -> None:
    stage.upload()
    loose = attach_many(report=stage.report, uploads=[photo(1, "IMG_1.jpg")], by=stage.treasurer).unmatched[0]
    if many:
        attach_many(report=stage.report, uploads=[photo(1, "K-001.jpg")], by=stage.treasurer)
    else:
        attach_evidence(report=stage.report, evidence_number="K-001", upload=photo(1), by=stage.treasurer)
    only = Evidence.objects.get(report=stage.report, removed_at__isnull=True)
    assert (only.pk, only.evidence_number) == (loose.pk, "K-001")


def test_the_same_file_behind_two_expenses_stays_visible_to_all_who_decide(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    stage.attach_all()
    attach_evidence(report=stage.report, evidence_number="K-002", upload=photo(0), by=stage.treasurer)
    stage.explain()
    browser = sign_in(stage.treasurer)
    for name in ("report", "evidence", "sign"):
        assert "Bukti K-001 dan K-002 memakai berkas yang sama persis" in text_of(browser, name, stage.report.pk), name
    stage.sign_both()
    stage.report.refresh_from_db()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    text = text_of(sign_in(stage.cast.person("verifier")), "review", stage.report.pk)
    assert "Berkas ini juga bukti K-002" in text and "Berkas ini juga bukti K-001" in text
    assert "Berkas ini juga bukti K-003" not in text
