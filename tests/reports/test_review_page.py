"""The reviewer's page: each line beside its evidence, findings and comments, narrowed by the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from reports.actions.review import comment_on_line
from reports.models import Entry, Evidence, JudgedFinding, Report
from reports.review import Choice, Review
from reports.views import review as view
from tests.beforehand import begins_with
from tests.cast import Cast, submitted

SignIn = Callable[[User], Client]


def address(report: Report, query: str = "") -> str:
    return reverse("reports:review", args=[report.pk]) + query


def rows(answer: Any) -> list[int]:
    return [line.entry.row for line in answer.context["lines"]]


def plant_finding(report: Report, row: int | None, sheet: str = "BKU") -> None:
    JudgedFinding.objects.create(
        revision=report.latest,
        rule="BKU-99",
        severity="warning",
        sheet=sheet,
        row=row,
        message="Harga jauh di atas rata-rata.",
        citation="(belum dikonfirmasi)",
        fingerprint=f"{sheet}{row}",
    )


@begins_with(submitted)
def test_a_line_shows_its_evidence_findings_and_comments(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    plant_finding(report, 9)
    comment_on_line(report=report, row=10, text="Mana notanya?", by=cast.person("verifier"))
    answer = sign_in(cast.person("verifier")).get(address(report))
    lines = {line.entry.row: line for line in answer.context["lines"]}
    assert sorted(lines) == [7, 8, 9, 10]
    assert [proof.evidence_number for proof in lines[8].evidence] == ["K-001"]
    assert [finding.judged.message for finding in lines[9].findings] == ["Harga jauh di atas rata-rata."]
    assert [comment.text for comment in lines[10].comments] == ["Mana notanya?"]
    assert not lines[7].evidence
    assert not lines[7].lacks_evidence


@begins_with(submitted)
def test_evidence_is_found_however_its_number_is_spelt(cast: Cast) -> None:
    report = cast.submitted()
    Evidence.objects.filter(evidence_number="K-001").update(evidence_number=" k-001 ")
    revision = report.latest
    assert revision is not None
    assert Review(report, revision).rows(Choice.BARE) == []


@begins_with(submitted)
def test_the_address_narrows_the_lines(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    verifier = sign_in(cast.person("verifier"))
    plant_finding(report, 9)
    Evidence.objects.filter(evidence_number="K-003").delete()
    comment_on_line(report=report, row=8, text="Mana notanya?", by=cast.person("verifier"))
    assert rows(verifier.get(address(report, "?saring=temuan"))) == [9]
    assert rows(verifier.get(address(report, "?saring=tanpa-bukti"))) == [10]
    assert rows(verifier.get(address(report, "?saring=komentar"))) == [8]
    assert rows(verifier.get(address(report, "?saring=lain"))) == [7, 8, 9, 10]
    counts = [tab["count"] for tab in verifier.get(address(report)).context["choices"]]
    assert counts == [4, 1, 1, 1]


@begins_with(submitted)
def test_a_finding_that_stands_at_no_line_is_shown_above(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    before = sign_in(cast.person("verifier")).get(address(report)).context["finding_count"]
    plant_finding(report, 999)
    plant_finding(report, 7, sheet="PM")
    answer = sign_in(cast.person("verifier")).get(address(report))
    assert answer.context["finding_count"] == before + 2
    assert {cause.head.fingerprint for cause in answer.context["causes"]} >= {"BKU999", "PM7"}


@begins_with(submitted)
def test_what_an_earlier_submission_froze_is_not_shown_again(cast: Cast) -> None:
    report = cast.submitted()
    revision = report.latest
    assert revision is not None
    late = [finding for finding in revision.findings.all() if finding.frozen_at]
    assert late, "the cast's report is late"
    report.submitted_at = None
    assert Review(report, revision).finding_count == revision.findings.count() - len(late)


@begins_with(submitted)
def test_a_long_book_is_shown_page_by_page(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "LINES_PER_PAGE", 3)
    report = cast.submitted()
    verifier = sign_in(cast.person("verifier"))
    assert rows(verifier.get(address(report))) == [7, 8, 9]
    second = verifier.get(address(report, "?page=2"))
    assert rows(second) == [10]
    assert "review-decision" in second.content.decode()


@begins_with(submitted)
def test_a_comment_comes_back_to_its_line_on_its_page(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    sent = {"row": 8, "text": "Mana?", "page": "2", "saring": "tanpa-bukti"}
    answer = sign_in(cast.person("verifier")).post(reverse("reports:comment", args=[report.pk]), sent)
    assert answer["Location"] == address(report, "?saring=tanpa-bukti&page=2#baris-8")


@begins_with(submitted)
def test_queries_do_not_grow_with_the_book(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    verifier = sign_in(cast.person("verifier"))
    verifier.get(address(report))
    with CaptureQueriesContext(
        connection,
    ) as few:
        verifier.get(address(report))
    revision = report.latest
    Entry.objects.bulk_create(
        Entry(revision=revision, row=100 + n, evidence_number=f"X-{n}", paid=1_000, description="Lain")
        for n in range(60)
    )
    plant_finding(report, 120)
    with CaptureQueriesContext(connection) as many:
        answer = verifier.get(address(report))
    assert len(rows(answer)) == 64
    assert len(many) == len(few)


@begins_with(submitted)
def test_each_reader_is_offered_only_their_own_decisions(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()

    def offered(who: str) -> list[str]:
        answer = sign_in(cast.person(who)).get(address(report))
        return [decision.step.name for decision in answer.context["actions"]]

    assert offered("verifier") == ["send_back", "verify"]
    assert offered("ppk") == []
    assert offered("auditor") == []


@begins_with(submitted)
def test_the_report_is_in_the_verifiers_queue(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    verifier = sign_in(cast.person("verifier"))
    link = f'href="{report.get_absolute_url()}"'
    assert link in verifier.get(reverse("reports:reports"), {"state": "submitted"}).content.decode()
    assert link in verifier.get(reverse("desk:home")).content.decode()
    assert link not in verifier.get(reverse("reports:reports"), {"state": "accepted"}).content.decode()
