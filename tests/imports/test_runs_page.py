"""The pages of an import, from a file to its end."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from grants.importing import DEATH_LIST
from grants.models import DeathRecord
from imports import registry
from imports.models import SILENCE, ImportPart, ImportRun
from tests.cast import Cast
from tests.imports.sending import confirmed, death_list, reviewed, sent

SignIn = Callable[[User], Client]
NIKS = [f"327106170890{number:04}" for number in range(1, 121)]
EVIL = "=cmd|' /C calc'!A1"


@pytest.fixture
def long_from_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that the worker takes from the second row on."""
    monkeypatch.setitem(registry._importers, "kematian", replace(DEATH_LIST, rows_at_once=1))


def page_of(browser: Client, run: ImportRun, query: str = "", **headers: Any) -> Any:
    return browser.get(reverse("imports:run", args=[run.key]) + query, headers=headers)


def act(browser: Client, name: str, run: ImportRun, **posted: Any) -> Any:
    return browser.post(reverse(f"imports:{name}", args=[run.key]), {"version": run.version, **posted})


def test_a_preview_shows_a_page_of_one_fate_and_the_wrong_rows_first(cast: Cast, sign_in: SignIn) -> None:
    by = cast.person("finance")
    run = sent("kematian", death_list(*NIKS, "327106"), by=by)
    browser = sign_in(by)
    first = page_of(browser, run)
    assert [row.number for row in first.context["rows"]] == [122]
    third = page_of(browser, run, "?nasib=baru&page=3")
    assert [row.number for row in third.context["rows"]] == list(range(102, 122))
    assert [row.number for row in page_of(browser, run, "?nasib=apa&page=99").context["rows"]] == [122]


def test_a_long_table_is_judged_and_saved_behind_the_request_and_the_page_asks_until_it_is(
    cast: Cast, sign_in: SignIn, long_from_two: None, django_capture_on_commit_callbacks: Any
) -> None:
    by = cast.person("finance")
    browser = sign_in(by)
    with django_capture_on_commit_callbacks() as asked:
        run = sent("kematian", death_list(*NIKS[:3]), by=by)
    page = page_of(browser, run)
    assert 'hx-trigger="every 2s"' in page.text
    assert "Menunggu giliran" in page.text
    assert "HX-Refresh" not in page_of(browser, run, HX_Request="true").headers
    for work in asked:
        work()
    assert page_of(browser, run, HX_Request="true").headers["HX-Refresh"] == "true"
    run.refresh_from_db()
    with django_capture_on_commit_callbacks() as asked:
        assert act(browser, "confirm", run, fingerprint=run.fingerprint).status_code == 302
    assert "Menunggu giliran" in page_of(browser, run).text
    assert act(browser, "confirm", run, fingerprint=run.fingerprint).status_code == 409
    for work in asked:
        work()
    assert "Semua baris tersimpan" in page_of(browser, run).text
    assert (DeathRecord.objects.count(), ImportPart.objects.count()) == (3, 0)


def test_what_goes_wrong_behind_the_request_is_told_and_nothing_is_saved(
    cast: Cast, sign_in: SignIn, long_from_two: None, django_capture_on_commit_callbacks: Any
) -> None:
    by = cast.person("finance")
    browser = sign_in(by)
    with django_capture_on_commit_callbacks(execute=True):
        run = sent("kematian", death_list(*NIKS[:3]), by=by)
    run.refresh_from_db()
    other = sent("kematian", death_list(NIKS[0]), by=by)
    confirmed(other, by=by)
    with django_capture_on_commit_callbacks(execute=True):
        act(browser, "confirm", run, fingerprint=run.fingerprint)
    page = page_of(browser, run)
    assert "Data berubah sejak Anda memeriksa" in page.text
    assert DeathRecord.objects.count() == 1
    run.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        assert act(browser, "recheck", run).status_code == 302
    run.refresh_from_db()
    assert (run.state, run.new, run.same) == ("ready", 2, 1)


def test_a_stale_preview_is_judged_anew_for_the_next_look(cast: Cast, sign_in: SignIn) -> None:
    by = cast.person("finance")
    browser = sign_in(by)
    run = sent("kematian", death_list(*NIKS[:2]), by=by)
    confirmed(sent("kematian", death_list(NIKS[0]), by=by), by=by)
    assert act(browser, "confirm", run, fingerprint=run.fingerprint).status_code == 409
    run.refresh_from_db()
    assert (run.state, run.new, run.same) == ("ready", 1, 1)
    earlier = reverse("imports:upload", args=["kematian"])
    for state, count in (("", 2), ("ready", 1), ("saved", 1), ("failed", 0)):
        page = browser.get(earlier, {"state": state})
        assert len(page.context["page_obj"]) == count
        assert page.context["any_earlier"], "the bar stays where nothing matches, to be loosened"


def test_silence_is_told_on_its_border_only(
    cast: Cast, sign_in: SignIn, long_from_two: None, django_capture_on_commit_callbacks: Any
) -> None:
    by = cast.person("finance")
    browser = sign_in(by)
    with django_capture_on_commit_callbacks():
        run = sent("kematian", death_list(*NIKS[:3]), by=by)
    ImportRun.objects.update(begun_at=timezone.now(), signed_at=timezone.now() - SILENCE + timedelta(seconds=30))
    assert "Sedang memeriksa" in page_of(browser, run).text
    assert act(browser, "recheck", run).status_code == 409
    ImportRun.objects.update(signed_at=timezone.now() - SILENCE)
    assert "Terhenti; tidak ada yang tersimpan" in page_of(browser, run).text
    with django_capture_on_commit_callbacks(execute=True):
        assert act(browser, "recheck", run).status_code == 302
    run.refresh_from_db()
    assert run.state == "ready"


def test_refused_rows_come_back_with_their_reasons_and_no_formula(cast: Cast, sign_in: SignIn) -> None:
    by = cast.person("finance")
    run = sent("kematian", death_list(NIKS[0], "327106", source=EVIL), by=by)
    browser = sign_in(by)
    book = browser.get(reverse("imports:refused", args=[run.key, "xlsx"])).content
    sheet = load_workbook(io.BytesIO(book)).active
    (row,) = sheet.iter_rows(min_row=2, values_only=True)
    assert (row[0], row[2], row[3]) == ("327106", f"'{EVIL}", "3")
    assert "NIK ini tidak mungkin benar" in row[4]
    text = browser.get(reverse("imports:refused", args=[run.key, "csv"])).content
    (line,) = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))[1:]
    assert line == ["327106", "14/03/2021", f"'{EVIL}", "3", row[4]]
    for content, name in ((book, "lagi.xlsx"), (text, "lagi.csv")):
        again = sent("kematian", content, by=by, name=name)
        assert (again.wrong, again.unknown) == (1, [])
        assert reviewed(again)[0].problems == [replace(reviewed(run)[1].problems[0], place="A2")]
    assert browser.get(reverse("imports:refused", args=[run.key, "pdf"])).status_code == 404


def test_a_run_is_given_up_without_a_trace_of_its_rows(cast: Cast, sign_in: SignIn) -> None:
    by = cast.person("finance")
    run = sent("kematian", death_list(*NIKS[:2]), by=by)
    browser = sign_in(by)
    assert act(browser, "cancel", run).status_code == 302
    assert "Impor ini dibatalkan" in page_of(browser, run).text
    assert not ImportPart.objects.exists()
    assert act(browser, "confirm", run, fingerprint=run.fingerprint).status_code == 409


def test_a_run_is_its_offices_own(cast: Cast, sign_in: SignIn) -> None:
    run = sent("kematian", death_list(*NIKS[:2]), by=cast.person("finance"))
    stranger = sign_in(cast.person("other_finance"))
    for name in ("confirm", "recheck", "cancel"):
        assert act(stranger, name, run, fingerprint=run.fingerprint).status_code == 404
    assert page_of(stranger, run).status_code == 404
    assert not DeathRecord.objects.exists()


def test_what_is_kept_of_rows_is_encrypted(cast: Cast) -> None:
    from django.db import connection

    sent("kematian", death_list(NIKS[0], source="Nama Orang"), by=cast.person("finance"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT rows, judged FROM imports_importpart")
        (kept,) = cursor.fetchall()
    assert not [text for text in kept if NIKS[0] in text or "Nama Orang" in text]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("foto.xlsx", b"\xff\xd8\xff\xe0" + bytes(40), "Yang diminta di sini Excel (.xlsx) atau CSV (.csv)."),
        ("acak.xlsx", bytes(range(14, 64)) * 9, "isi berkas ini tidak dikenali"),
        ("daftar.csv", b"NIK;Tanggal meninggal;Sumber\n" * 50 + b"\x01", "bukan teks"),
        ("daftar.csv", b"Nama;Umur\nA;1\n", "tidak ada kolom"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words_that_fit(
    cast: Cast, sign_in: SignIn, name: str, content: bytes, sentence: str
) -> None:
    upload = SimpleUploadedFile(name, content)
    answer = sign_in(cast.person("finance")).post(reverse("imports:upload", args=["kematian"]), {"upload": upload})
    assert answer.status_code == 422
    (told,) = answer.context["form"].errors["upload"].data[:1]
    assert sentence in " ".join(answer.context["form"].errors["upload"])
    assert "buku kerja yang Anda unduh" not in told.message


def test_a_text_table_comes_in_like_any_other(cast: Cast) -> None:
    by = cast.person("finance")
    text = f"Daftar kematian\nNIK;Tanggal meninggal;Sumber\n{NIKS[0]};14/03/2021;Akta 1\n".encode("cp1252")
    run = confirmed(sent("kematian", text, by=by, name="daftar.csv"), by=by)
    assert (run.new, DeathRecord.objects.get().nik) == (1, NIKS[0])


def test_nothing_is_imported_that_nobody_has_registered(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("finance"))
    assert browser.get(reverse("imports:upload", args=["berkas"])).status_code == 404
    assert browser.get(reverse("imports:upload_for", args=["kematian", 1])).status_code == 404
