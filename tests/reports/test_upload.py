"""Uploading a workbook: judged, kept as a revision, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl.workbook import Workbook

from accounts.models import User
from reports.actions import SameWorkbook, submit_report, upload_workbook
from reports.actions import upload as upload_actions
from reports.actions.bulk import insert_rows
from reports.findings import comparison_of
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM
from reports.models import BeneficiaryRow, Entry, JudgedFinding, Report, Revision
from reports.statement import live_signatures
from tests.beforehand import begins_with
from tests.reports.stage import SPENT, Stage, declare, put, ready_of, xlsx
from trail.models import AppendOnly, Event
from trail.refusal import NotAllowed, Refusal
from vault.models import StoredFile

SignIn = Callable[[User], Client]


def overspend(book: Workbook) -> None:
    """Spends Rp1.000.000 more on honoraria than the RAB has, without mending the sums."""
    put(book, BKU, FIRST_DATA_ROW + 3, paid=5_000_000)


def without_payee(book: Workbook) -> None:
    put(book, BKU, FIRST_DATA_ROW + 1, payee=None)


def counts() -> tuple[int, ...]:
    models = (Revision, Entry, BeneficiaryRow, JudgedFinding, StoredFile, Event)
    return tuple(model.objects.count() for model in models)


def test_a_clean_workbook_becomes_the_first_revision_without_findings(stage: Stage) -> None:
    revision = stage.upload()
    assert [(finding.rule, finding.place, finding.message) for finding in revision.findings.all()] == []
    assert revision.number == 1
    assert revision.replaces is None
    assert (revision.entry_count, revision.beneficiary_count) == (4, 1)
    stage.report.refresh_from_db()
    assert (stage.report.received, stage.report.spent) == (30_000_000, SPENT)
    assert stage.report.remainder == 30_000_000 - SPENT


def test_all_findings_come_in_one_pass_each_with_its_cell_and_remedy(stage: Stage) -> None:
    def spoil(book: Workbook) -> None:
        overspend(book)
        without_payee(book)
        put(book, PM, FIRST_DATA_ROW, nik="123")

    revision = stage.upload(spoil)
    found = {(finding.rule, finding.place) for finding in revision.findings.all()}
    assert ("BKU-08", "BKU!E8") in found
    assert ("PM-01", "PM!B7") in found
    assert any(rule.startswith("RAB-") for rule, _ in found)
    assert revision.error_count == revision.findings.filter(severity="error").count() > 2
    for finding in revision.findings.all():
        assert finding.message and finding.remedy and finding.citation, finding.rule


def test_a_date_after_the_day_of_upload_is_found(stage: Stage) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    stage.agreement.ends_on = tomorrow
    stage.agreement.save(update_fields=["ends_on"])
    revision = stage.upload(lambda book: put(book, BKU, FIRST_DATA_ROW + 3, date=tomorrow))
    assert [(finding.rule, finding.place) for finding in revision.findings.all()] == [("BKU-13", "BKU!B10")]


def test_a_correction_is_a_new_revision_that_tells_what_became_of_each_finding(stage: Stage) -> None:
    def both(book: Workbook) -> None:
        overspend(book)
        without_payee(book)

    def moved_down(book: Workbook) -> None:
        """Overspent as before, the payee mended, a new fault; a stray blank row moves everything down."""
        overspend(book)
        book[BKU.title].insert_rows(FIRST_DATA_ROW + 1)
        put(book, BKU, FIRST_DATA_ROW + 2, description=None)

    first = stage.upload(both)
    second = stage.upload(moved_down)
    assert (second.number, second.replaces) == (2, first)
    comparison = comparison_of(second)
    assert comparison is not None
    assert "BKU-08" in {finding.rule for finding in comparison.gone}
    assert any(finding.rule.startswith("RAB-") for finding in comparison.still)
    assert {finding.rule for finding in comparison.new} & {"BKU-09", "INT-11"}
    assert not {finding.rule for finding in comparison.new} & {finding.rule for finding in comparison.still}


def test_what_was_judged_is_never_changed(stage: Stage) -> None:
    revision = stage.upload(overspend)
    finding = revision.findings.first()
    assert finding is not None
    for record in (revision, finding):
        with pytest.raises(AppendOnly):
            record.save()
        with pytest.raises(AppendOnly):
            record.delete()
    assert revision.rule_versions["BKU-01"] == "1"


def test_a_nik_is_encrypted_at_rest_and_no_finding_repeats_it(stage: Stage) -> None:
    def twice(book: Workbook) -> None:
        for row in (FIRST_DATA_ROW, FIRST_DATA_ROW + 1):
            for column in PM.columns[1:-1]:
                value = book[PM.title].cell(FIRST_DATA_ROW, PM.index(column.key)).value
                put(book, PM, row, **{column.key: value})

    revision = stage.upload(twice)
    person = revision.beneficiaries.first()
    assert person is not None and person.nik == "3271065708900001"
    raw = BeneficiaryRow.objects.extra(select={"raw": "nik"}).values_list("raw", flat=True)
    assert not [value for value in raw if "3271065708900001" in value]
    assert "PM-03" in {finding.rule for finding in revision.findings.all()}
    for finding in revision.findings.all():
        assert "3271065708900001" not in finding.message + finding.found + finding.expected


def test_the_same_file_twice_makes_no_second_revision(stage: Stage, sign_in: SignIn) -> None:
    content = stage.filled()
    revision = upload_workbook(report=stage.report, upload=xlsx(content), by=stage.treasurer)
    before = counts()
    with pytest.raises(SameWorkbook) as refused:
        upload_workbook(report=stage.report, upload=xlsx(content), by=stage.treasurer)
    assert refused.value.revision == revision
    assert counts() == before
    url = reverse("reports:upload", args=[stage.report.pk])
    answer = sign_in(stage.treasurer).post(url, {"workbook": xlsx(content)}, follow=True)
    assert "sama persis dengan revisi 1" in answer.content.decode()
    assert counts() == before


@begins_with(ready_of)
def test_uploading_clears_both_signatures_and_makes_older_pages_stale(stage: Stage) -> None:
    stage.make_ready()
    version = stage.report.version
    assert set(live_signatures(stage.report)) == {"treasurer", "partner_head"}
    stage.upload(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, description="Belanja yang lain"))
    assert live_signatures(stage.report) == {}
    assert {signature.cleared_because for signature in stage.report.signatures.all()} == {
        "buku kerja revisi 2 diunggah"
    }
    assert Report.objects.get(pk=stage.report.pk).version > version


@begins_with(ready_of)
def test_only_the_treasurer_uploads_and_only_while_the_report_is_with_the_lks(stage: Stage) -> None:
    content = stage.filled()
    for person in (stage.head, stage.cast.person("finance"), stage.cast.person("verifier")):
        with pytest.raises(NotAllowed):
            upload_workbook(report=stage.report, upload=xlsx(content), by=person)
    stage.make_ready()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    before = counts()
    with pytest.raises(Refusal, match="sudah dikirim"):
        stage.upload(overspend)
    assert counts() == before


@begins_with(ready_of)
@pytest.mark.parametrize("model", [Entry, BeneficiaryRow, JudgedFinding])
def test_a_crash_in_the_middle_leaves_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, model: type[Entry | BeneficiaryRow | JudgedFinding]
) -> None:
    stage.make_ready()
    before, version = counts(), stage.report.version

    def crash(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the machine went down")

    def insert(written: type[Entry | BeneficiaryRow], rows: Any) -> None:
        crash() if written is model else insert_rows(written, rows)

    if model is JudgedFinding:
        monkeypatch.setattr(type(model._default_manager), "bulk_create", crash)
    monkeypatch.setattr(upload_actions, "insert_rows", insert)
    with pytest.raises(RuntimeError):
        stage.upload(overspend)
    monkeypatch.undo()
    assert counts() == before
    report = Report.objects.get(pk=stage.report.pk)
    assert (report.version, report.spent) == (version, SPENT)
    assert len(live_signatures(report)) == 2


def test_figures_and_texts_that_no_column_could_hold_are_findings_not_crashes(stage: Stage) -> None:
    def absurd(book: Workbook) -> None:
        put(book, BKU, FIRST_DATA_ROW + 1, paid=99_999_999_999_999_999_999, description="panjang " * 300)
        put(book, BKU, FIRST_DATA_ROW + 2, paid=-5, evidence_number="9" * 300)
        put(book, BKU, FIRST_DATA_ROW + 3, received=-(10**14))
        declare(book, spent=10**30, remainder="minus satu")

    revision = stage.upload(absurd)
    assert revision.error_count >= 4
    entry = revision.entries.get(row=FIRST_DATA_ROW + 1)
    assert (entry.paid, len(entry.description)) == (None, 500)
