"""A warning wants an explanation from the treasurer: until all have one, nothing is signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from accounts.models import User
from reports.actions import explain_cause, sign_report, submit_report
from reports.answers import CauseKey, key_of
from reports.intake.layout import FIRST_DATA_ROW, PM
from reports.models import Explanation, Report
from reports.readiness import readiness
from reports.statement import signing_digest, statement_of
from tests.at_once import at_once
from tests.beforehand import begins_with
from tests.reports.stage import Edit, Stage, put, ready_of
from trail.models import AppendOnly, Event
from trail.refusal import NotAllowed, Refusal, StalePage

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
NIK_MISSING: CauseKey = ("PM-05", "PM", "nik")
LATE: CauseKey = ("WKT-01", "Identitas", "report_due_on")


def without_nik(*names: str) -> Edit:
    """Beneficiaries of these names whose NIK is left blank: one warning each, of one cause."""

    def edit(book: Workbook) -> None:
        for row, name in enumerate(names, start=FIRST_DATA_ROW):
            for column in PM.columns[1:]:
                value = book[PM.title].cell(FIRST_DATA_ROW, PM.index(column.key)).value
                put(book, PM, row, **{column.key: value})
            put(book, PM, row, name=name)
            book[PM.title].cell(row, PM.index("nik")).value = None

    return edit


def explain(
    stage: Stage, cause: CauseKey, text: str = "KTP-nya hilang di jalan.", *, by: User | None = None
) -> Explanation:
    revision = stage.report.latest
    assert revision is not None
    return explain_cause(
        report=stage.report, cause=cause, revision_number=revision.number, text=text, by=by or stage.treasurer
    )


def test_nothing_is_signed_until_every_warning_is_explained(stage: Stage) -> None:
    revision = stage.upload(without_nik("Asep"))
    stage.attach_all()
    ready = readiness(stage.report)
    assert set(ready.unexplained) == {NIK_MISSING, LATE}
    assert [obstacle.sentence for obstacle in ready.obstacles()] == ["Jelaskan 2 peringatan yang belum Anda jelaskan."]
    assert ready.obstacles()[0].url.startswith(f"{stage.report.get_absolute_url()}#sebab-")
    with pytest.raises(Refusal, match="Jelaskan 2 peringatan"):
        sign_report(report=stage.report, by=stage.treasurer, digest=signing_digest(stage.report, revision))
    explain(stage, NIK_MISSING)
    assert list(readiness(stage.report).unexplained) == [LATE]
    explain(stage, LATE)
    assert readiness(stage.report).can_be_signed
    stage.sign_both()
    stage.report.refresh_from_db()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)


def test_a_warning_that_comes_after_signing_stops_the_submission(stage: Stage) -> None:
    """In time when it was signed, late when it was sent."""
    Report.objects.update(due_on=stage.report.office.today)
    stage.report.refresh_from_db()
    stage.upload()
    stage.attach_all()
    assert not readiness(stage.report).unexplained
    stage.sign_both()
    Report.objects.update(due_on=date(2021, 10, 1))
    stage.report.refresh_from_db()
    with pytest.raises(Refusal, match="Jelaskan 1 peringatan"):
        submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    explain(stage, LATE)
    assert not stage.report.signatures.filter(cleared_at__isnull=True).exists()


def test_a_new_place_wants_explaining_again_and_an_old_one_does_not(stage: Stage) -> None:
    stage.upload(without_nik("Asep"))
    explain(stage, NIK_MISSING, "KTP Asep hilang di jalan.")
    stage.upload(without_nik("Asep", "Dewi"))
    ready = readiness(stage.report)
    assert NIK_MISSING in ready.unexplained
    assert ready.answers.explanations[NIK_MISSING].text == "KTP Asep hilang di jalan."  # offered again
    explain(stage, NIK_MISSING, "KTP Asep hilang di jalan.")  # the same words, now said of both
    assert NIK_MISSING not in readiness(stage.report).unexplained
    stage.upload(without_nik("Dewi"))
    assert NIK_MISSING not in readiness(stage.report).unexplained
    assert stage.report.explanations.count() == 2


@begins_with(ready_of)
def test_an_explanation_is_signed_with_the_report_and_another_one_clears_the_signatures(stage: Stage) -> None:
    stage.make_ready()
    revision = stage.report.latest
    assert revision is not None
    before = signing_digest(stage.report, revision)
    assert any("WKT-01" in clause for clause in statement_of(stage.report, revision).clauses)
    explain(stage, LATE, "Bendahara sakit dua minggu.")
    assert signing_digest(stage.report, revision) != before
    fallen = stage.report.signatures.all()
    assert {signature.cleared_because for signature in fallen} == {"peringatan WKT-01 dijelaskan"}


def test_the_same_words_again_change_nothing(stage: Stage) -> None:
    stage.upload()
    first = explain(stage, LATE, "Kantor kami terendam banjir.")
    version = stage.report.version
    assert explain(stage, LATE, "  Kantor kami terendam banjir. ") == first
    stage.report.refresh_from_db()
    assert stage.report.version == version
    assert Event.objects.about(stage.report).filter(verb="report.explain").count() == 1


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 2001])
def test_an_explanation_says_something_and_is_no_book(stage: Stage, text: str) -> None:
    stage.upload()
    with pytest.raises(Refusal, match="kosong|terlalu panjang"):
        explain(stage, LATE, text)
    assert not stage.report.explanations.exists()


def test_only_the_treasurer_of_this_lks_explains_and_only_while_it_is_with_the_lks(stage: Stage) -> None:
    stage.upload()
    other = stage.cast.treasurer(stage.cast.partner("LKS Lain", registration_number="TD/002/2020"))
    for somebody in (stage.head, stage.cast.person("verifier"), stage.cast.person("ppk"), other):
        with pytest.raises(NotAllowed):
            explain(stage, LATE, by=somebody)
    stage.make_ready()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    with pytest.raises(Refusal, match="sudah dikirim"):
        explain(stage, LATE)


def test_a_page_of_an_earlier_revision_explains_nothing(stage: Stage) -> None:
    stage.upload(without_nik("Asep"))
    stage.upload(without_nik("Dewi"))
    with pytest.raises(StalePage):
        explain_cause(
            report=stage.report,
            cause=NIK_MISSING,
            revision_number=1,
            text="KTP-nya hilang di jalan.",
            by=stage.treasurer,
        )
    with pytest.raises(StalePage, match="tidak ada"):
        explain(stage, ("PM-05", "PM", "name"))
    assert not stage.report.explanations.exists()


def test_an_error_is_mended_and_not_explained(stage: Stage) -> None:
    def nameless(book: Workbook) -> None:
        put(book, PM, FIRST_DATA_ROW, nik="123")

    revision = stage.upload(nameless)
    error = revision.findings.filter(severity="error").first()
    assert error is not None
    with pytest.raises(Refusal, match="harus diperbaiki"):
        explain(stage, key_of(error))


@begins_with(ready_of)
def test_a_crash_in_the_middle_leaves_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.make_ready()
    monkeypatch.setattr("reports.actions.explanations.bump_version", lambda row: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        explain(stage, LATE, "Bendahara sakit dua minggu.")
    assert stage.report.explanations.count() == 1
    assert stage.report.signatures.filter(cleared_at__isnull=True).count() == 2
    assert Event.objects.about(stage.report).filter(verb="report.explain").count() == 1


def test_what_was_explained_is_kept_by_the_database_too(stage: Stage) -> None:
    stage.upload()
    said = explain(stage, LATE)
    with pytest.raises(AppendOnly):
        said.save()
    with pytest.raises(AppendOnly):
        Explanation.objects.update(text="lain")
    for sql in ("UPDATE reports_explanation SET text = 'lain'", "DELETE FROM reports_explanation"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    with pytest.raises(DatabaseError), transaction.atomic():
        Explanation.objects.create(
            report=said.report, revision=said.revision, rule="X", text="", covers=[], author=said.author
        )


def test_the_page_counts_leads_and_keeps_without_a_script(stage: Stage, sign_in: SignIn) -> None:
    stage.upload(without_nik("Asep"))
    browser = sign_in(stage.treasurer)
    page = reverse("reports:report", args=[stage.report.pk])
    text = browser.get(page).content.decode()
    assert "2 peringatan belum Anda jelaskan" in text
    assert 'href="#sebab-pm-05-pm-nik"' in text and 'id="sebab-pm-05-pm-nik"' in text
    sent = {"rule": "PM-05", "sheet": "PM", "field": "nik", "revision": "1"}
    address = reverse("reports:explain", args=[stage.report.pk])
    empty = browser.post(address, sent | {"text": " "})
    assert empty.status_code == 422 and "Penjelasan masih kosong" in empty.content.decode()
    long = browser.post(address, sent | {"text": "kata " * 500})
    assert long.status_code == 422 and "kata kata" in long.content.decode()  # nothing typed is lost
    done = browser.post(address, sent | {"text": "KTP Asep <b>hilang</b> di jalan."})
    assert (done.status_code, done["Location"]) == (302, f"{page}#sebab-pm-05-pm-nik")
    text = browser.get(page).content.decode()
    assert "KTP Asep &lt;b&gt;hilang&lt;/b&gt; di jalan." in text and "1 peringatan belum Anda jelaskan" in text
    assert browser.post(address, sent | {"text": "KTP-nya hilang lagi.", "revision": "7"}).status_code == 409


def test_htmx_gets_the_cause_alone_with_the_way_ahead(stage: Stage, sign_in: SignIn) -> None:
    stage.upload(without_nik("Asep"))
    sent = {"rule": "PM-05", "sheet": "PM", "field": "nik", "revision": "1", "text": "KTP-nya hilang di jalan."}
    address = reverse("reports:explain", args=[stage.report.pk])
    browser = sign_in(stage.treasurer)
    text = browser.post(address, sent, headers={"HX-Request": "true"}).content.decode()
    assert text.count('class="cause"') == 1 and "<html" not in text
    assert text.count('hx-swap-oob="true"') == 3 and "Jelaskan 1 peringatan" in text
    refused = browser.post(address, sent | {"text": "ok saja"}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    at_the_field = refused.content.decode()
    assert at_the_field.count('class="cause"') == 1 and "Penjelasan terlalu singkat" in at_the_field
    assert ">ok saja</textarea>" in at_the_field


def test_a_double_click_explains_once(many_hands: None, stage: Stage) -> None:
    stage.upload()

    def click() -> Callable[[], Explanation]:
        mine = Report.objects.get(pk=stage.report.pk)
        return lambda: explain_cause(
            report=mine, cause=LATE, revision_number=1, text="Kantor kami terendam banjir.", by=stage.treasurer
        )

    at_once(click(), click(), click())
    assert stage.report.explanations.count() == 1
    assert Event.objects.about(stage.report).filter(verb="report.explain").count() == 1
