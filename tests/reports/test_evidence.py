"""Evidence: told apart by file names, kept through corrections, hidden rather than lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from reports.actions import (
    assign_evidence,
    attach_evidence,
    attach_many,
    remove_evidence,
    restore_evidence,
    submit_report,
)
from reports.evidence import FileNames, evidence_sheet, numbers_of_same_file
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.models import Evidence
from reports.readiness import readiness
from reports.statement import live_signatures
from tests.reports.stage import Stage, photo, put
from trail.refusal import NotAllowed, Refusal
from vault.refused import Refused

SignIn = Callable[[User], Client]


@pytest.mark.parametrize(
    ("file_name", "number"),
    [
        ("K-001.jpg", "K-001"),
        ("k-001.JPG", "K-001"),
        ("K 001.pdf", "K-001"),
        ("K_001.png", "K-001"),
        ("K001.png", "K-001"),
        ("K-001 (2).pdf", "K-001"),
        ("K-001 nota toko.jpg", "K-001"),
        ("K-0012.jpg", None),
        ("K-01.jpg", None),
        ("007-KW-2021.jpg", "007/KW/2021"),
        ("1.jpg", "1"),
        ("1 april.jpg", None),
        ("IMG_20210412_101112.jpg", None),
        ("bukti.jpg", None),
        (".jpg", None),
    ],
)
def test_a_file_belongs_to_the_number_that_it_is_named_after(file_name: str, number: str | None) -> None:
    assert FileNames(["K-001", "K-002", "007/KW/2021", "1"]).number_for(file_name) == number


def test_a_name_that_could_mean_two_numbers_means_none() -> None:
    assert FileNames(["K-11", "K-1-1"]).number_for("K11.jpg") is None


def test_many_files_find_their_lines_and_the_rest_is_kept_to_be_asked_about(stage: Stage) -> None:
    stage.upload()
    uploads = [photo(1, "k_001.jpg"), photo(2, "K-002 (1).jpg"), photo(3, "IMG_2021.jpg")]
    broken = SimpleUploadedFile("K-003.jpg", b"bukan gambar")
    attached = attach_many(report=stage.report, uploads=[*uploads, broken], by=stage.treasurer)
    assert [evidence.evidence_number for evidence in attached.matched] == ["K-001", "K-002"]
    assert [evidence.file.original_name for evidence in attached.unmatched] == ["IMG_2021.jpg"]
    assert len(attached.refused) == 1 and "K-003.jpg" in attached.refused[0]
    sheet = evidence_sheet(stage.report, stage.report.latest)
    assert [line.number for line in sheet.missing] == ["K-003"]
    assert readiness(stage.report).loose_files == 1
    assign_evidence(evidence=attached.unmatched[0], evidence_number="k-003 ", by=stage.treasurer)
    sheet = evidence_sheet(stage.report, stage.report.latest)
    assert not sheet.missing and not sheet.loose


def test_the_same_file_on_the_same_line_is_attached_once(stage: Stage) -> None:
    stage.upload()
    first = attach_evidence(report=stage.report, evidence_number="K-001", upload=photo(1), by=stage.treasurer)
    again = attach_evidence(report=stage.report, evidence_number="K-001", upload=photo(1), by=stage.treasurer)
    assert again == first
    assert attach_many(report=stage.report, uploads=[photo(1, "K-001.jpg")], by=stage.treasurer).already == [
        "K-001.jpg"
    ]
    assert Evidence.objects.count() == 1


def test_the_same_file_for_two_lines_is_warned_of(stage: Stage) -> None:
    stage.upload()
    attach_evidence(report=stage.report, evidence_number="K-001", upload=photo(1), by=stage.treasurer)
    second = attach_evidence(report=stage.report, evidence_number="K-002", upload=photo(1), by=stage.treasurer)
    assert numbers_of_same_file(second) == ["K-001"]
    sheet = evidence_sheet(stage.report, stage.report.latest)
    assert sheet.reused == {second.file.sha256: ["K-001", "K-002"]}


def test_evidence_hangs_only_on_expenses_of_the_book(stage: Stage) -> None:
    with pytest.raises(Refusal, match="Unggah buku kerja lebih dahulu"):
        attach_evidence(report=stage.report, evidence_number="K-001", upload=photo(), by=stage.treasurer)
    stage.upload()
    with pytest.raises(Refusal, match="tidak ada di BKU"):
        attach_evidence(report=stage.report, evidence_number="K-999", upload=photo(), by=stage.treasurer)
    bad = SimpleUploadedFile("K-001.pdf", b"<html>")
    with pytest.raises(Refused):
        attach_evidence(report=stage.report, evidence_number="K-001", upload=bad, by=stage.treasurer)
    assert not Evidence.objects.exists()


def test_evidence_survives_a_correction_and_a_renumbered_line_asks_for_it_back(stage: Stage) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    stage.upload(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, evidence_number="K-100"))
    sheet = evidence_sheet(stage.report, stage.report.latest)
    assert [line.number for line in sheet.missing] == ["K-100"]
    assert [evidence.evidence_number for evidence in sheet.loose] == ["K-001"]
    assign_evidence(evidence=sheet.loose[0], evidence_number="K-100", by=stage.treasurer)
    assert readiness(stage.report).can_be_signed


@pytest.mark.parametrize("change", ["attach", "remove", "restore", "assign"])
def test_every_change_of_evidence_clears_both_signatures(stage: Stage, change: str) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    evidence = stage.report.evidence.get(evidence_number="K-001")
    spare = attach_evidence(report=stage.report, evidence_number="K-001", upload=photo(9), by=stage.treasurer)
    if change == "restore":
        remove_evidence(evidence=spare, by=stage.treasurer)
    stage.sign_both()
    assert len(live_signatures(stage.report)) == 2
    if change == "attach":
        attach_evidence(report=stage.report, evidence_number="K-002", upload=photo(8), by=stage.treasurer)
    elif change == "remove":
        remove_evidence(evidence=spare, by=stage.treasurer)
    elif change == "restore":
        restore_evidence(evidence=spare, by=stage.treasurer)
    else:
        assign_evidence(evidence=evidence, evidence_number="K-002", by=stage.treasurer)
    assert live_signatures(stage.report) == {}


def test_removed_evidence_is_hidden_and_can_be_put_back(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    evidence = stage.report.evidence.get(evidence_number="K-001")
    browser = sign_in(stage.treasurer)
    answer = browser.post(reverse("reports:evidence_remove", args=[evidence.pk]), headers={"HX-Request": "true"})
    assert "Batalkan" in answer.content.decode()
    assert [line.number for line in evidence_sheet(stage.report, stage.report.latest).missing] == ["K-001"]
    browser.post(reverse("reports:evidence_restore", args=[evidence.pk]))
    assert not evidence_sheet(stage.report, stage.report.latest).missing


def test_only_the_treasurer_changes_evidence_and_only_while_the_report_is_open(stage: Stage) -> None:
    stage.make_ready()
    evidence = stage.report.evidence.first()
    assert evidence is not None
    for person in (stage.head, stage.cast.person("verifier")):
        with pytest.raises(NotAllowed):
            remove_evidence(evidence=evidence, by=person)
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    for write in (
        lambda: remove_evidence(evidence=evidence, by=stage.treasurer),
        lambda: attach_many(report=stage.report, uploads=[photo(7, "K-001.jpg")], by=stage.treasurer),
    ):
        with pytest.raises(Refusal, match="sudah dikirim"):
            write()


def test_files_go_up_through_the_page_and_come_back_as_pictures(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    browser = sign_in(stage.treasurer)
    url = reverse("reports:evidence_upload", args=[stage.report.pk])
    answer = browser.post(url, {"evidence": [photo(1, "K-001.jpg"), photo(2, "lain.jpg")]}, follow=True)
    text = answer.content.decode()
    assert "1 berkas dipasang" in text and "1 berkas belum jelas" in text
    assert text.index("K-002") < text.index("K-001.jpg")  # what is missing comes first
    one = {"evidence_number": "K-002", "evidence": photo(3, "foto.jpg")}
    answer = browser.post(url, one, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    evidence = stage.report.evidence.get(evidence_number="K-002")
    preview = browser.get(reverse("reports:evidence_preview", args=[evidence.pk]))
    assert (preview.status_code, preview["Content-Type"]) == (200, "image/jpeg")
    assert browser.get(reverse("reports:evidence_file", args=[evidence.pk])).status_code == 200


def test_a_refused_file_is_told_on_the_page(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    browser = sign_in(stage.treasurer)
    url = reverse("reports:evidence_upload", args=[stage.report.pk])
    one = {"evidence_number": "K-002", "evidence": SimpleUploadedFile("foto.jpg", b"")}
    answer = browser.post(url, one)
    assert answer.status_code == 422
    assert "kosong" in answer.content.decode()
    assert browser.post(url, {}).status_code == 422
