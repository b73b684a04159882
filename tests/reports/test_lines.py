"""Lines typed in the browser: the same rows, rules and findings as an uploaded workbook, and nothing typed is lost."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from accounts.models import User
from reports.actions import keep_draft, save_lines, submit_report
from reports.actions.lines import OtherWindow
from reports.actions.review import accept_report
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM
from reports.intake.lines import lines_of
from reports.intake.typed import MOST_ROWS, Typed, blank_typed
from reports.lines import identity_of, sent_of, to_plain
from reports.models import Entry, LinesDraft, Report, Revision
from reports.statement import live_signatures
from tests.beforehand import begins_with
from tests.cast import Cast
from tests.reports.stage import Stage, put, ready_of
from tests.reports.test_upload import counts
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
NIK = "3271065708900001"


def typed_of(stage: Stage, *edits: Callable[[Workbook], None]) -> Typed:
    """The lines of the stage's faultless workbook, as a page would show them."""
    return lines_of(io.BytesIO(stage.filled(*edits)))[0]


def with_cell(typed: Typed, title: str, place: int, **cells: str) -> Typed:
    lines = [dict(line) for line in typed.tables[title]]
    lines[place].update(cells)
    return Typed({**typed.tables, title: lines}, typed.declared)


def body(typed: Typed, *, follows: int = 0, draft: int = 0, **other: Any) -> str:
    return json.dumps({**to_plain(typed), "follows": follows, "draft": draft, **other})


def address(stage: Stage, name: str) -> str:
    return reverse(f"reports:{name}", args=[stage.report.pk])


def send(browser: Client, stage: Stage, name: str, content: str | bytes) -> Any:
    return browser.post(address(stage, name), content, content_type="application/json")


def rows_of(revision: Revision) -> list[dict[str, object]]:
    left_out = {"id", "revision_id", "nik"}
    every = [*revision.entries.values(), *revision.beneficiaries.values(), *revision.taxes.values()]
    return [{key: value for key, value in row.items() if key not in left_out} for row in every]


def test_typed_lines_make_the_very_rows_and_findings_of_the_workbook(stage: Stage) -> None:
    def spoil(book: Workbook) -> None:
        put(book, BKU, FIRST_DATA_ROW + 1, payee=None, date="kemarin lusa")
        put(book, PM, FIRST_DATA_ROW, nik="123")

    uploaded = stage.upload(spoil)
    typed = save_lines(report=stage.report, typed=typed_of(stage, spoil), follows=1, by=stage.treasurer)
    assert typed.number == 2
    assert rows_of(typed) == rows_of(uploaded)
    told = [
        [(finding.rule, finding.place, finding.message, finding.found) for finding in revision.findings.all()]
        for revision in (uploaded, typed)
    ]
    assert told[0] == told[1]
    assert ("INT-02", "BKU!B8") in {(rule, place) for rule, place, *_ in told[1]}


def test_text_that_cannot_be_read_survives_and_no_text_is_a_formula(stage: Stage) -> None:
    typed = with_cell(typed_of(stage), BKU.title, 1, date="hari pasar", paid="lima juta", description="=1+1")
    revision = save_lines(report=stage.report, typed=typed, follows=0, by=stage.treasurer)
    with revision.workbook.open() as content:
        sheet = load_workbook(content)[BKU.title]
    row = FIRST_DATA_ROW + 1
    cells = [sheet.cell(row, BKU.index(key)) for key in ("date", "paid", "description")]
    assert [(cell.value, cell.data_type) for cell in cells] == [("hari pasar", "s"), ("lima juta", "s"), ("=1+1", "s")]
    assert {("INT-02", "BKU!B8"), ("INT-01", "BKU!H8")} <= {
        (finding.rule, finding.place) for finding in revision.findings.all()
    }
    with revision.workbook.open() as content:
        assert lines_of(content)[0].lines(BKU)[1]["date"] == "hari pasar"


def test_checking_tells_everything_and_keeps_nothing(stage: Stage, sign_in: SignIn) -> None:
    browser = sign_in(stage.treasurer)
    typed = with_cell(typed_of(stage), BKU.title, 1, payee="", date="kapan-kapan")
    before = counts()
    answer = send(browser, stage, "lines_check", body(typed))
    assert answer.status_code == 200
    said = answer.json()
    assert counts() == before
    assert not LinesDraft.objects.exists()
    marks = {(mark["sheet"], mark["row"], mark["key"]) for mark in said["marks"]}
    assert {("BKU", 8, "date"), ("BKU", 8, "payee")} <= marks
    assert said["counts"]["error"] >= 2
    assert "BKU!B8" in said["html"] and "kapan-kapan" in said["html"]
    clean = send(browser, stage, "lines_check", body(typed_of(stage))).json()
    assert clean["counts"]["error"] == 0


def test_the_page_begins_with_what_the_office_knows_then_with_the_last_revision(stage: Stage, sign_in: SignIn) -> None:
    browser = sign_in(stage.treasurer)
    page = browser.get(address(stage, "lines"))
    begun = page.context["sheets"]
    assert begun["lines"]["BKU"] == [dict(line) for line in blank_typed(identity_of(stage.report)).lines(BKU)]
    assert (begun["follows"], begun["draft"]) == (0, 0)
    stage.upload()
    begun = browser.get(address(stage, "lines")).context["sheets"]
    assert begun["follows"] == 1
    assert begun["lines"] == to_plain(typed_of(stage))["lines"]
    keys = [column["key"] for column in begun["tables"][0]["columns"]]
    assert keys == [column.key for column in BKU.columns if column.key not in {"number", "hint"}]


def test_opening_a_nik_in_full_is_recorded_and_it_stands_in_no_other_place(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    before = Event.objects.filter(verb="report.open_lines").count()
    page = sign_in(stage.treasurer).get(address(stage, "lines"))
    assert NIK in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Event.objects.filter(verb="report.open_lines").count() == before + 1


def test_saving_leads_to_the_report_and_lets_go_of_the_draft(stage: Stage, sign_in: SignIn) -> None:
    browser = sign_in(stage.treasurer)
    typed = typed_of(stage)
    assert send(browser, stage, "lines_draft", body(typed)).json()["draft"] == 1
    answer = send(browser, stage, "lines_store", body(typed, draft=1))
    assert answer.json() == {"address": stage.report.get_absolute_url()}
    assert not LinesDraft.objects.exists()
    assert "tersimpan sebagai revisi 1" in browser.get(stage.report.get_absolute_url()).content.decode()
    assert stage.report.latest is not None
    assert stage.report.latest.workbook.original_name.endswith("isian peramban.xlsx")


def test_a_double_click_makes_one_revision(stage: Stage, sign_in: SignIn) -> None:
    browser = sign_in(stage.treasurer)
    for _ in range(2):
        answer = send(browser, stage, "lines_store", body(typed_of(stage)))
        assert answer.status_code == 200
    assert stage.report.revisions.count() == 1


@begins_with(ready_of)
def test_saving_takes_the_signatures_back(stage: Stage) -> None:
    stage.make_ready()
    typed = with_cell(typed_of(stage), BKU.title, 1, description="Belanja lain")
    save_lines(report=stage.report, typed=typed, follows=1, by=stage.treasurer)
    assert live_signatures(stage.report) == {}


def test_a_stale_page_is_told_so_and_the_draft_stays(stage: Stage, sign_in: SignIn) -> None:
    browser = sign_in(stage.treasurer)
    typed = with_cell(typed_of(stage), BKU.title, 1, description="Diketik di peramban")
    send(browser, stage, "lines_draft", body(typed))
    stage.upload()
    answer = send(browser, stage, "lines_store", body(typed, follows=0, draft=1))
    assert answer.status_code == 409
    told = answer.json()
    assert told["newer"] == 1
    assert f"{stage.treasurer} mengunggah revisi 1 pada" in told["sentences"][0]
    assert stage.report.revisions.count() == 1
    page = browser.get(address(stage, "lines"))
    assert "Diketik di peramban" in page.content.decode()
    assert f"{stage.treasurer} mengunggah revisi 1 pada" in page.content.decode()
    fresh = browser.get(address(stage, "lines"), {"dari": "revisi"})
    assert fresh.context["sheets"]["lines"] == to_plain(typed_of(stage))["lines"]
    assert fresh.context["sheets"]["draft"] == 0  # so that it never writes over the draft unasked
    assert LinesDraft.objects.exists()
    answer = send(browser, stage, "lines_store", body(typed, follows=1, draft=1))
    assert answer.status_code == 200
    assert Entry.objects.filter(revision__number=2, description="Diketik di peramban").exists()


def test_saving_what_another_draft_held_leaves_that_draft(stage: Stage) -> None:
    typed = typed_of(stage)
    version = keep_draft(report=stage.report, typed=typed, follows=0, version=0, by=stage.treasurer)
    for number, draft in ((1, version + 1), (2, version)):
        lines = with_cell(typed, BKU.title, 1, description=f"Belanja {number}")
        save_lines(report=stage.report, typed=lines, follows=number - 1, by=stage.treasurer, draft=draft)
        assert LinesDraft.objects.exists() is (draft != version)


@begins_with(ready_of)
def test_the_lines_on_the_screen_are_taken_home_as_a_workbook(stage: Stage, sign_in: SignIn) -> None:
    stage.make_ready()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    typed = with_cell(typed_of(stage), BKU.title, 1, description="=1+1")
    answer = send(sign_in(stage.treasurer), stage, "lines_copy", body(typed, follows=7))
    assert answer.status_code == 200
    taken = lines_of(io.BytesIO(base64.b64decode(answer.json()["workbook"])))[0]
    assert to_plain(taken) == to_plain(typed)
    assert stage.report.revisions.count() == 1
    assert Event.objects.about(stage.report).filter(verb="report.copy_lines").count() == 1
    assert send(sign_in(stage.head), stage, "lines_copy", body(typed)).status_code == 403


def test_two_windows_do_not_overwrite_each_other(stage: Stage, sign_in: SignIn) -> None:
    first = typed_of(stage)
    second = with_cell(first, BKU.title, 1, description="Jendela kedua")
    version = keep_draft(report=stage.report, typed=first, follows=0, version=0, by=stage.treasurer)
    for known in (0, 7):
        with pytest.raises(OtherWindow) as other:
            keep_draft(report=stage.report, typed=second, follows=0, version=known, by=stage.treasurer)
        assert (other.value.status, other.value.version) == (409, version)
    assert keep_draft(report=stage.report, typed=second, follows=0, version=version, by=stage.treasurer) == 2
    answer = send(sign_in(stage.treasurer), stage, "lines_draft", body(first, draft=1))
    assert (answer.status_code, answer.json()["draft"]) == (409, 2)


def test_a_draft_is_encrypted_and_its_writer_s_alone(stage: Stage, sign_in: SignIn) -> None:
    keep_draft(report=stage.report, typed=typed_of(stage), follows=0, version=0, by=stage.treasurer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM reports_linesdraft")
        (raw,) = cursor.fetchone()
    assert NIK not in raw and "Belanja" not in raw
    assert NIK in LinesDraft.objects.get().content
    assert not LinesDraft.objects.written_by(stage.head).exists()
    for person, sees in ((stage.treasurer, True), (stage.head, False)):
        page = sign_in(person).get(stage.report.get_absolute_url()).content.decode()
        assert ("draf isian yang belum disimpan" in page) is sees
    before = Event.objects.count()
    keep_draft(report=stage.report, typed=typed_of(stage), follows=0, version=1, by=stage.treasurer)
    assert Event.objects.count() == before
    assert sign_in(stage.treasurer).post(address(stage, "lines_drop")).status_code == 302
    assert not LinesDraft.objects.exists()


@begins_with(ready_of)
def test_only_the_treasurer_types_and_only_while_the_report_is_with_the_lks(
    cast: Cast, stage: Stage, sign_in: SignIn
) -> None:
    typed = typed_of(stage)
    for person in (stage.head, cast.person("verifier"), cast.person("finance")):
        with pytest.raises(NotAllowed):
            save_lines(report=stage.report, typed=typed, follows=0, by=person)
        assert sign_in(person).get(address(stage, "lines")).status_code == 403
    stranger = sign_in(cast.treasurer(cast.partner("LKS Lain", registration_number="TD/002/2020")))
    assert stranger.get(address(stage, "lines")).status_code == 404
    for name in ("lines_check", "lines_store", "lines_draft"):
        assert send(stranger, stage, name, body(typed)).status_code == 404
    stage.make_ready()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    browser = sign_in(stage.treasurer)
    assert browser.get(address(stage, "lines")).status_code == 422
    before = counts()
    for name in ("lines_check", "lines_store", "lines_draft"):
        answer = send(browser, stage, name, body(typed, follows=1))
        assert answer.status_code == 422
        assert "sudah dikirim" in answer.json()["sentences"][0]
    assert counts() == before


def test_acceptance_forgets_what_was_never_saved(cast: Cast) -> None:
    report = cast.verified()
    author = cast.treasurer(report.instalment.agreement.partner)
    LinesDraft.objects.create(report=report, author=author, content="{}", follows=1)
    accept_report(report=report, by=cast.person("ppk"), version=report.version)
    assert not LinesDraft.objects.exists()


HOSTILE: list[tuple[str, Any]] = [
    ("no json", "{"),
    ("a list", "[]"),
    ("a number", "7"),
    ("nested without end", "[" * 100_000),
    ("a number without end", '{"follows": ' + "9" * 5000 + "}"),
    ("not UTF-8", b"\xff\xfe"),
    ("another key", {"more": 1}),
    ("another sheet", {"lines": {"RAB": []}}),
    ("another column", {"lines": {"BKU": [{"balance": "1"}]}}),
    ("lines that are none", {"lines": {"BKU": {"0": {}}}}),
    ("a line that is none", {"lines": {"BKU": ["x"]}}),
    ("a number for a text", {"lines": {"BKU": [{"paid": 5}]}}),
    ("NUL", {"lines": {"BKU": [{"payee": "a\x00b"}]}}),
    ("half a character", {"lines": {"BKU": [{"payee": "\ud800"}]}}),
    ("a text without end", {"lines": {"BKU": [{"payee": "x" * 2001}]}}),
    ("lines without end", {"lines": {"BKU": [{}] * (MOST_ROWS + 1)}}),
    ("no figures", {"declared": []}),
    ("another figure", {"declared": {"bonus": "1"}}),
    ("a negative revision", {"follows": -1}),
    ("a revision that is a text", {"follows": "1"}),
    ("a revision that is true", {"follows": True}),
    ("a draft without end", {"draft": 2**40}),
]


@pytest.mark.parametrize(("what", "said"), HOSTILE, ids=[what for what, _ in HOSTILE])
def test_what_no_page_of_ours_sends_is_refused_with_a_sentence(
    stage: Stage, sign_in: SignIn, what: str, said: Any
) -> None:
    content = said if isinstance(said, str | bytes) else body(Typed(), **said)
    browser = sign_in(stage.treasurer)
    before = counts()
    for name in ("lines_check", "lines_store", "lines_draft", "lines_copy"):
        answer = send(browser, stage, name, content)
        assert answer.status_code == 422
        assert answer.json()["sentences"]
    assert counts() == before
    assert not LinesDraft.objects.exists()


def test_a_form_is_no_page_of_ours(stage: Stage, sign_in: SignIn) -> None:
    for name in ("lines_check", "lines_store", "lines_draft"):
        assert sign_in(stage.treasurer).post(address(stage, name), {"version": "0"}).status_code == 422


def test_too_many_bytes_are_refused_before_they_are_read(stage: Stage, sign_in: SignIn) -> None:
    answer = send(sign_in(stage.treasurer), stage, "lines_store", "x" * 3_000_000)
    assert answer.status_code == 413
    assert "terlalu besar" in answer.json()["sentences"][0]


def test_a_book_too_long_for_a_page_goes_on_in_the_workbook(stage: Stage, sign_in: SignIn) -> None:
    def endless(book: Workbook) -> None:
        for place in range(MOST_ROWS + 5):
            put(book, BKU, FIRST_DATA_ROW + place, date=date(2021, 4, 20), evidence_number=f"K-{place}", paid=1)

    stage.upload(endless)
    page = sign_in(stage.treasurer).get(address(stage, "lines"))
    assert page.status_code == 422
    assert "terlalu panjang" in page.content.decode()


def test_the_page_says_beforehand_what_saving_would_leave_out(stage: Stage, sign_in: SignIn) -> None:
    def own(book: Workbook) -> None:
        book.create_sheet("Hitungan saya").cell(1, 1, "x")
        book[BKU.title].cell(6, 14, "Kasir")
        book[BKU.title].cell(8, 14, "Bu Tini")

    stage.upload(own)
    page = sign_in(stage.treasurer).get(address(stage, "lines")).content.decode()
    assert "Tidak semua isi buku kerja Anda ikut" in page
    assert "Hitungan saya" in page and "Kasir (lembar BKU)" in page
    save_lines(report=stage.report, typed=typed_of(stage), follows=1, by=stage.treasurer)
    assert "Tidak semua isi" not in sign_in(stage.treasurer).get(address(stage, "lines")).content.decode()


def test_a_revision_that_nobody_saw_is_never_replaced(stage: Stage) -> None:
    stage.upload()
    for follows in (0, 2, 9):
        with pytest.raises(StalePage):
            save_lines(report=stage.report, typed=Typed(), follows=follows, by=stage.treasurer)
    assert Report.objects.get(pk=stage.report.pk).revisions.count() == 1


def test_what_a_page_sends_is_read_as_it_stands() -> None:
    typed = Typed({BKU.title: [{"date": "1/4/2021", "payee": "  "}, {}]}, {"spent": "0"})
    sent = sent_of(body(typed, follows=3, draft=2).encode())
    assert (sent.follows, sent.draft) == (3, 2)
    assert sent.typed.lines(BKU) == [{"date": "1/4/2021"}, {}]
    with pytest.raises(Refusal):
        sent_of(b"")
