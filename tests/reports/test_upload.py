"""Uploading a workbook: judged, kept as a revision, all or nothing."""

from __future__ import annotations

from tests.reports.stage import SPENT, Stage


def test_a_clean_workbook_becomes_the_first_revision_without_findings(stage: Stage) -> None:
    revision = stage.upload()
    assert [(f.rule, f.place, f.message) for f in revision.findings.all()] == []
    assert revision.number == 1
    assert revision.replaces is None
    assert (revision.entry_count, revision.beneficiary_count) == (4, 1)
    stage.report.refresh_from_db()
    assert (stage.report.received, stage.report.spent) == (30_000_000, SPENT)
    assert stage.report.remainder == 30_000_000 - SPENT
