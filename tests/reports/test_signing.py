"""The statement (SPTJM) is signed by two persons, over exactly what is there; then the report goes out once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import give_roles
from accounts.models import User
from accounts.roles import Role
from partners.models import Officer
from reports import statement
from reports.actions import sign_report, submit_report
from reports.actions.review import comment_on_line, send_back_report
from reports.findings import findings_of
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.models import Report
from reports.readiness import readiness
from reports.statement import PACT, live_signatures, signing_digest, statement_of
from tests.beforehand import begins_with
from tests.reports.stage import Stage, put, ready_of
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

SignIn = Callable[[User], Client]


def digest(stage: Stage) -> str:
    revision = stage.report.latest
    assert revision is not None
    return signing_digest(stage.report, revision)


def test_the_statement_says_the_amounts_in_figures_and_in_words(stage: Stage) -> None:
    revision = stage.upload()
    text = " ".join(statement_of(stage.report, revision).clauses)
    assert "Rp26.000.000 (dua puluh enam juta rupiah)" in text
    assert "Rp4.000.000 (empat juta rupiah)" in text


def test_nothing_is_signed_while_errors_or_missing_evidence_stand(stage: Stage) -> None:
    stage.upload(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, payee=None))
    stage.attach_all()
    stage.explain()
    with pytest.raises(Refusal, match="Perbaiki 1 kesalahan"):
        sign_report(report=stage.report, by=stage.treasurer, digest=digest(stage))
    stage.upload()
    evidence = stage.report.evidence.filter(evidence_number="K-001").first()
    assert evidence is not None
    evidence.delete()
    with pytest.raises(Refusal, match="Lampirkan bukti untuk 1 pengeluaran"):
        sign_report(report=stage.report, by=stage.treasurer, digest=digest(stage))


def test_what_changed_since_the_page_was_opened_is_not_signed_unseen(stage: Stage) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    seen = digest(stage)
    stage.upload(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, description="Belanja lain"))
    with pytest.raises(StalePage):
        sign_report(report=stage.report, by=stage.treasurer, digest=seen)
    assert live_signatures(stage.report) == {}


def test_treasurer_and_head_sign_each_once_and_nobody_else(stage: Stage) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    first = sign_report(report=stage.report, by=stage.treasurer, digest=digest(stage))
    assert sign_report(report=stage.report, by=stage.treasurer, digest=digest(stage)) == first
    sign_report(report=stage.report, by=stage.head, digest=digest(stage))
    assert {role: signature.user for role, signature in live_signatures(stage.report).items()} == {
        "treasurer": stage.treasurer,
        "partner_head": stage.head,
    }
    other = stage.cast.partner("LKS Melati", registration_number="TD/002/2020")
    for person in (stage.cast.person("ppk"), stage.cast.head(other)):
        with pytest.raises(NotAllowed):
            sign_report(report=stage.report, by=person, digest=digest(stage))


def test_one_person_cannot_sign_for_both(stage: Stage) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    treasurer = stage.treasurer
    sign_report(report=stage.report, by=treasurer, digest=digest(stage))
    Officer.objects.filter(partner=stage.partner, role="treasurer").update(active=False)
    Officer.objects.filter(partner=stage.partner, role="partner_head").update(user=treasurer)
    give_roles(user=treasurer, roles=[Role.TREASURER, Role.PARTNER_HEAD], by=None)
    sign_report(report=stage.report, by=User.objects.get(pk=treasurer.pk), digest=digest(stage))
    assert readiness(stage.report).unsigned == [Role.TREASURER]  # what he signed as treasurer counts no more


@begins_with(ready_of)
def test_a_report_goes_out_once_however_often_the_button_is_pressed(stage: Stage) -> None:
    stage.make_ready()
    version = stage.report.version
    submit_report(report=stage.report, by=stage.treasurer, version=version)
    with pytest.raises(StalePage):
        submit_report(report=Report.objects.get(pk=stage.report.pk), by=stage.treasurer, version=version)
    assert Event.objects.filter(verb="report.submit").count() == 1
    report = Report.objects.get(pk=stage.report.pk)
    assert (report.state, report.submitted_by) == ("submitted", stage.treasurer)


@begins_with(ready_of)
def test_a_double_click_on_the_page_gets_a_kind_409(stage: Stage, sign_in: SignIn) -> None:
    stage.make_ready()
    browser = sign_in(stage.treasurer)
    url, data = reverse("reports:submit", args=[stage.report.pk]), {"version": stage.report.version}
    assert browser.post(url, data).status_code == 302
    answer = browser.post(url, data)
    assert answer.status_code == 409
    assert "sudah berubah" in answer.content.decode()


@begins_with(ready_of)
def test_a_stale_page_does_not_submit(stage: Stage, sign_in: SignIn) -> None:
    stage.make_ready()
    answer = sign_in(stage.treasurer).post(
        reverse("reports:submit", args=[stage.report.pk]), {"version": stage.report.version - 1}
    )
    assert answer.status_code == 409
    assert Report.objects.get(pk=stage.report.pk).state == "draft"


def test_an_unsigned_report_stays_and_says_who_is_missing(stage: Stage) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    sign_report(report=stage.report, by=stage.treasurer, digest=digest(stage))
    stage.report.refresh_from_db()
    with pytest.raises(Refusal, match="ketua LKS"):
        submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    with pytest.raises(NotAllowed):
        submit_report(report=stage.report, by=stage.head, version=stage.report.version)
    assert Report.objects.get(pk=stage.report.pk).state == "draft"


@begins_with(ready_of)
def test_a_late_report_is_marked_so_at_submission_and_for_ever(stage: Stage) -> None:
    stage.make_ready()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    revision = stage.report.latest
    assert revision is not None
    late = findings_of(stage.report, revision).get(rule="WKT-01")
    assert late.frozen_at == stage.report.submitted_at
    assert revision.error_count == 0


@begins_with(ready_of)
def test_a_report_that_came_back_shows_why_and_is_judged_anew(stage: Stage, sign_in: SignIn) -> None:
    stage.make_ready()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    verifier = stage.cast.person("verifier")
    comment_on_line(report=stage.report, row=FIRST_DATA_ROW + 1, text="Tanggalnya tidak terbaca.", by=verifier)
    send_back_report(report=stage.report, by=verifier, version=stage.report.version, reason="Foto bukti K-001 buram.")
    text = sign_in(stage.treasurer).get(reverse("reports:report", args=[stage.report.pk])).content.decode()
    assert "Foto bukti K-001 buram." in text and "Tanggalnya tidak terbaca." in text
    assert text.count('finding__rule">WKT-01') == 1  # judged live again, the frozen one is history
    stage.upload(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, description="Belanja lain"))
    stage.sign_both()
    stage.report.refresh_from_db()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    revision = stage.report.latest
    assert revision is not None
    assert findings_of(stage.report, revision).filter(rule="WKT-01").count() == 1


@begins_with(ready_of)
def test_the_head_signs_the_pact_in_the_same_act(stage: Stage) -> None:
    stage.make_ready()
    signed = live_signatures(stage.report)
    assert {role: one.with_pact for role, one in signed.items()} == {"treasurer": False, "partner_head": True}


@begins_with(ready_of)
def test_other_words_of_the_pact_want_signing_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.make_ready()
    monkeypatch.setattr(statement, "PACT", (*PACT, "Kami berjanji lagi."))
    assert len(readiness(stage.report).unsigned) == 2


@begins_with(ready_of)
def test_who_signed_before_there_was_a_pact_signs_again(stage: Stage) -> None:
    stage.make_ready()
    stage.report.signatures.update(with_pact=False)
    with pytest.raises(Refusal, match="Pakta integritas belum ditandatangani ketua LKS"):
        submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)


def test_the_page_shows_the_statement_and_takes_the_signature(stage: Stage, sign_in: SignIn) -> None:
    stage.upload()
    stage.attach_all()
    stage.explain()
    browser = sign_in(stage.head)
    url = reverse("reports:sign", args=[stage.report.pk])
    shown = browser.get(url).content.decode()
    assert "dua puluh enam juta rupiah" in shown and all(clause in shown for clause in PACT)
    assert browser.post(url, {"digest": digest(stage)}).status_code == 422  # not ticked as read
    assert browser.post(url, {"digest": "0" * 64, "read": "on"}).status_code == 409
    assert browser.post(url, {"digest": digest(stage), "read": "on"}).status_code == 302
    assert set(live_signatures(stage.report)) == {"partner_head"}
