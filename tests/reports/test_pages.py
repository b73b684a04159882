"""Pages of a report: every state has its page, its next step, and only the reader's own reports."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl.workbook import Workbook

from accounts.models import User
from reports.actions import sign_report, submit_report
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.models import Report
from reports.statement import signing_digest
from tests.beforehand import begins_with
from tests.reports.stage import Stage, put, ready_of, xlsx

SignIn = Callable[[User], Client]


def page(browser: Client, name: str, *args: object, **query: str) -> str:
    answer = browser.get(reverse(f"reports:{name}", args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def overspend(book: Workbook) -> None:
    put(book, BKU, FIRST_DATA_ROW + 3, paid=9_000_000)


def test_the_treasurer_is_led_from_the_workbook_to_submission(stage: Stage, sign_in: SignIn) -> None:
    browser = sign_in(stage.treasurer)
    report = stage.report
    assert "Isi laporan: di Excel, atau di peramban" in page(browser, "report", report.pk)
    stage.upload(overspend)
    text = page(browser, "report", report.pk)
    assert "Perbaiki langsung di peramban, atau di Excel" in text
    assert "BKU!" in text
    stage.upload()
    text = page(browser, "report", report.pk)
    assert re.search(r"Jelaskan \d+ peringatan", text)  # it is late, for one
    assert "Dibanding revisi 1" in text
    stage.explain()
    assert "Lampirkan bukti untuk 3 pengeluaran" in page(browser, "report", report.pk)
    stage.attach_all()
    assert "Tandatangani pernyataan tanggung jawab" in page(browser, "report", report.pk)
    stage.sign_both()
    assert "Kirim laporan ke balai" in page(browser, "report", report.pk)
    report.refresh_from_db()
    submit_report(report=report, by=stage.treasurer, version=report.version)
    assert "Menunggu verifikator balai" in page(browser, "report", report.pk)


@begins_with(ready_of)
@pytest.mark.parametrize("reader", ["verifier", "ppk", "finance", "kpa", "auditor", "office_auditor"])
def test_the_office_reads_every_page_of_a_report(stage: Stage, sign_in: SignIn, reader: str) -> None:
    stage.make_ready()
    browser = sign_in(stage.cast.person(reader))
    report = stage.report
    assert "LKS Sakura" in page(browser, "reports")
    assert "LKS Sakura" in page(browser, "report", report.pk)
    assert "Revisi 1" in page(browser, "revision", report.pk, 1)
    assert "K-001" in page(browser, "evidence", report.pk)
    for name in ("annotated", "submitted_workbook"):
        assert browser.get(reverse(f"reports:{name}", args=[report.pk, 1])).status_code == 200


@begins_with(ready_of)
def test_the_reports_of_others_are_not_there(stage: Stage, sign_in: SignIn) -> None:
    stage.make_ready()
    evidence = stage.report.evidence.first()
    assert evidence is not None
    other = stage.cast.partner("LKS Melati", registration_number="TD/002/2020")
    for stranger in (stage.cast.treasurer(other), stage.cast.person("other_finance")):
        browser = sign_in(stranger)
        assert "LKS Sakura" not in page(browser, "reports")
        for name, args in (
            ("report", [stage.report.pk]),
            ("workbook", [stage.report.pk]),
            ("revision", [stage.report.pk, 1]),
            ("annotated", [stage.report.pk, 1]),
            ("submitted_workbook", [stage.report.pk, 1]),
            ("evidence", [stage.report.pk]),
            ("evidence_file", [evidence.pk]),
            ("evidence_preview", [evidence.pk]),
        ):
            assert browser.get(reverse(f"reports:{name}", args=args)).status_code == 404, name


@begins_with(ready_of)
def test_another_lks_treasurer_cannot_write_to_the_report(stage: Stage, sign_in: SignIn) -> None:
    stage.make_ready()
    evidence = stage.report.evidence.first()
    assert evidence is not None
    other = stage.cast.partner("LKS Melati", registration_number="TD/002/2020")
    browser = sign_in(stage.cast.treasurer(other))
    for name, pk, data in (
        ("upload", stage.report.pk, {"workbook": xlsx(stage.filled())}),
        ("evidence_upload", stage.report.pk, {}),
        ("evidence_remove", evidence.pk, {}),
        ("evidence_restore", evidence.pk, {}),
        ("evidence_assign", evidence.pk, {"evidence_number": "K-002"}),
        ("submit", stage.report.pk, {"version": stage.report.version}),
        ("sign", stage.report.pk, {"digest": "0" * 64, "read": "on"}),
    ):
        assert browser.post(reverse(f"reports:{name}", args=[pk]), data).status_code == 404, name
    assert stage.report.revisions.count() == 1
    assert Report.objects.get(pk=stage.report.pk).state == "draft"


def test_the_list_is_filtered_and_needs_the_same_queries_however_long(
    stage: Stage, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    browser = sign_in(stage.cast.person("finance"))
    with django_assert_max_num_queries(25) as first:  # type: ignore[attr-defined]
        page(browser, "reports")
    for place in range(3):
        partner = stage.cast.partner(f"LKS Contoh {place}", registration_number=f"TD/9{place}/2020")
        agreement = stage.cast.agreement(partner, number=f"9{place}/PKS/2021")
        stage.cast.paid(agreement.instalments.get(number=1))
    with django_assert_max_num_queries(25) as second:  # type: ignore[attr-defined]
        assert "LKS Contoh 2" in page(browser, "reports")
    assert len(second) == len(first)
    assert "LKS Contoh 2" not in page(browser, "reports", q="sakura").split("<tbody>")[1]
    assert "Tidak ada laporan yang cocok" in page(browser, "reports", state="accepted")
    assert "LKS Sakura" in page(browser, "reports", overdue="ya")


@pytest.mark.parametrize(
    ("name", "lands_on"),
    [
        ("upload", "report"),
        ("submit", "report"),
        ("comment", "report"),
        ("send_back", "report"),
        ("verify", "report"),
        ("decline", "report"),
        ("accept", "report"),
        ("evidence_upload", "evidence"),
        ("evidence_assign", "evidence"),
        ("evidence_remove", "evidence"),
        ("evidence_restore", "evidence"),
    ],
)
def test_an_address_that_only_takes_what_is_sent_leads_a_reader_to_the_page(
    stage: Stage, sign_in: SignIn, name: str, lands_on: str
) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    reader = {"comment": "verifier", "send_back": "verifier", "verify": "verifier", "decline": "ppk", "accept": "ppk"}
    browser = sign_in(stage.cast.person(reader[name]) if name in reader else stage.treasurer)
    evidence = stage.report.evidence.last()
    assert evidence is not None
    of_evidence = name.startswith("evidence_") and name != "evidence_upload"
    answer = browser.get(reverse(f"reports:{name}", args=[evidence.pk if of_evidence else stage.report.pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse(f"reports:{lands_on}", args=[stage.report.pk]))
    answer = browser.get(reverse(f"reports:{name}", args=[999_999]))
    assert answer.status_code == 404


def test_the_head_is_called_only_when_it_is_the_heads_turn(stage: Stage, sign_in: SignIn) -> None:
    browser = sign_in(stage.head)
    pk = stage.report.pk
    assert "masih disusun" in page(browser, "report", pk)
    stage.upload()
    stage.attach_all()
    stage.explain()
    text = page(browser, "report", pk)
    assert "Menunggu tanda tangan bendahara" in text and "Baca dan tandatangani" not in text
    revision = stage.report.latest
    assert revision is not None
    sign_report(report=stage.report, by=stage.treasurer, digest=signing_digest(stage.report, revision))
    assert "Baca dan tandatangani" in page(browser, "report", pk)
    assert "Menunggu tanda tangan ketua" in page(sign_in(stage.treasurer), "report", pk)
    sign_report(report=stage.report, by=stage.head, digest=signing_digest(stage.report, revision))
    text = page(browser, "report", pk)
    assert "Menunggu bendahara mengirim laporan" in text and "masih disusun" not in text


def test_a_treasurer_who_signed_after_the_head_waits_for_nobody(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    revision = stage.report.latest
    assert revision is not None
    sign_report(report=stage.report, by=stage.head, digest=signing_digest(stage.report, revision))
    assert "Menunggu tanda tangan bendahara" in page(sign_in(stage.head), "report", stage.report.pk)


@begins_with(ready_of)
def test_who_sent_a_report_with_a_remainder_is_told_what_comes_next(stage: Stage, sign_in: SignIn) -> None:
    stage.make_ready()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    told = "Sisa Rp4.000.000 disetor setelah laporan diterima; kode billing dan NTPN dicatat di sini."
    assert told in page(sign_in(stage.treasurer), "report", stage.report.pk)
    assert told not in page(sign_in(stage.cast.person("finance")), "report", stage.report.pk)


def test_complete_evidence_leads_on_to_signing(stage: Stage, sign_in: SignIn) -> None:
    browser = sign_in(stage.treasurer)
    stage.upload()
    assert "Lanjut: tanda tangan" not in page(browser, "evidence", stage.report.pk)
    stage.attach_all()
    stage.explain()
    assert "Lanjut: tanda tangan" in page(browser, "evidence", stage.report.pk)
    stage.sign_both()
    assert "Lanjut: tanda tangan" not in page(browser, "evidence", stage.report.pk)


def test_only_the_two_newest_revisions_stand_open(stage: Stage, sign_in: SignIn) -> None:
    for name in ("Satu", "Dua", "Tiga"):
        stage.upload(lambda book, name=name: put(book, BKU, FIRST_DATA_ROW + 1, description=name))
    text = page(sign_in(stage.treasurer), "report", stage.report.pk)
    shown, folded = text.split("Revisi sebelumnya")
    assert "/revisi/3/berkas/" in shown and "/revisi/2/berkas/" in shown
    assert "/revisi/1/berkas/" not in shown and "/revisi/1/berkas/" in folded


def test_a_workbook_sent_back_without_mending_is_told_so(stage: Stage, sign_in: SignIn) -> None:
    stage.upload(overspend)
    browser = sign_in(stage.treasurer)
    again = {"workbook": xlsx(stage.filled(overspend, lambda book: setattr(book.properties, "title", "salinan")))}
    answer = browser.post(reverse("reports:upload", args=[stage.report.pk]), again, follow=True)
    assert stage.report.revisions.count() == 2
    assert "Belum ada yang diperbaiki" in answer.content.decode()
    mended = {"workbook": xlsx(stage.filled())}
    answer = browser.post(reverse("reports:upload", args=[stage.report.pk]), mended, follow=True)
    assert "Belum ada yang diperbaiki" not in answer.content.decode()
