"""Assessment and case conference have their files before a report is signed, or the treasurer says why not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import User
from reports.actions import attach_evidence, explain_cause, sign_report
from reports.evidence import case_files, evidence_sheet
from reports.journey import NextAction, journey_of, next_action
from reports.readiness import readiness
from reports.statement import signing_digest
from tests.reports.stage import Stage, photo
from trail.refusal import Refusal


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """In time and complete, but for the files of the assessment and of the case conference."""
    stage.report.due_on = stage.report.office.today + timedelta(days=5)
    stage.report.save(update_fields=["due_on"])
    stage.upload()
    for place in range(1, 4):
        attach(stage, f"K-00{place}", shade=place)
    return stage


def attach(stage: Stage, number: str, shade: int) -> None:
    attach_evidence(report=stage.report, evidence_number=number, upload=photo(shade), by=stage.treasurer)


def next_of(stage: Stage) -> NextAction:
    return next_action(stage.report, readiness(stage.report), stage.treasurer)


def numbers(stage: Stage) -> list[str]:
    assert stage.report.latest is not None
    return [case.number for case in case_files(stage.report.latest)]


def sign(stage: Stage, by: User) -> None:
    assert stage.report.latest is not None
    sign_report(report=stage.report, by=by, digest=signing_digest(stage.report, stage.report.latest))


def test_nothing_is_signed_before_each_has_its_file(stage: Stage) -> None:
    missing = "Lampirkan berkas asesmen dan notula pembahasan kasus, atau jelaskan mengapa tidak ada."
    with pytest.raises(Refusal, match=missing):
        sign(stage, stage.treasurer)
    assessment, conference = numbers(stage)
    attach(stage, assessment, shade=5)
    assert readiness(stage.report).said_unproven == "notula pembahasan kasus"
    attach(stage, conference, shade=6)
    sign(stage, stage.treasurer)


def test_who_has_no_file_says_why(stage: Stage) -> None:
    ready = readiness(stage.report)
    assert ready.revision is not None
    for cause in ready.unexplained:
        explain_cause(
            report=stage.report,
            cause=cause,
            revision_number=ready.revision.number,
            text="Berkasnya hanyut saat kantor kami terendam banjir.",
            by=stage.treasurer,
        )
    sign(stage, stage.treasurer)


def test_the_treasurer_is_led_to_the_page_of_evidence_and_not_to_words(stage: Stage) -> None:
    step = next_of(stage)
    assert (step.name, step.title) == ("evidence", "Lampirkan berkas asesmen dan notula pembahasan kasus")
    ready = readiness(stage.report)
    assert ready.to_explain == [] and not ready.first_unexplained
    sheet = evidence_sheet(stage.report, stage.report.latest)
    assert not sheet.is_complete
    now = [step.label for step in journey_of(stage.report, ready, sheet) if step.state == "now"]
    assert now == ["Lampirkan bukti"]
    for shade, number in enumerate(numbers(stage), start=5):
        attach(stage, number, shade)
    assert evidence_sheet(stage.report, stage.report.latest).is_complete
    assert next_of(stage).name == "sign"
