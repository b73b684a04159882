"""A rule is silent about what was not asked: so at each stage everything is asked that its rules read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from regulations import catalogue
from regulations.facts import ReportFacts
from reports.intake.layout import FIRST_DATA_ROW, TAX
from reports.readiness import submission_findings
from tests.reports.stage import Stage, put

pytestmark = pytest.mark.django_db
#: Known only when a report is sent.
OF_SENDING = {"evidenced", "evidence_files", "submitted_on", "signatures"}
#: Judged at upload, once and for all.
OF_UPLOAD = {
    "declared.opening",
    "declared.received",
    "declared.spent",
    "declared.remainder",
}
#: There is none on stage: no report before this one, no bank interest, no list of names in the decree, and the LKS has
#: not said what came in.
NONE_HERE = {"elsewhere.before", "declared.interest", "decreed", "instalment.disbursements.received_amount"}
#: What a line leaves blank is the line's own.
LINES = {"entries", "beneficiaries", "taxes", "law"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ReportFacts]:
    """What the catalogue was asked about."""
    facts: list[ReportFacts] = []
    check = catalogue.check

    def noted(given: ReportFacts, **how: Any) -> Any:
        facts.append(given)
        return check(given, **how)

    monkeypatch.setattr(catalogue, "check", noted)
    return facts


def unasked(facts: object, path: str = "") -> Iterator[str]:
    """Names of all facts that are None, or of which there is none where every report has some."""
    for each in fields(facts):  # type: ignore[arg-type]
        name, value = f"{path}{each.name}", getattr(facts, each.name)
        if value is None or value == ():
            yield name
        elif name not in LINES:
            for one in value if isinstance(value, tuple) else (value,):
                if is_dataclass(one):
                    yield from unasked(one, f"{name}.")


def with_tax(book: Workbook) -> None:
    put(book, TAX, FIRST_DATA_ROW, evidence_number="K-001", kind="PPh 22", base=12_000_000, amount=180_000)


def test_everything_is_asked_that_a_rule_of_the_stage_reads(stage: Stage, asked: list[ReportFacts]) -> None:
    revision = stage.upload(with_tax)
    stage.attach_all()
    stage.explain()
    stage.sign_both()
    (at_upload, *_) = asked
    assert set(unasked(at_upload)) - NONE_HERE == OF_SENDING | {"agreement.documents.valid_until"}
    asked.clear()
    signed = list(stage.report.signatures.all())
    submission_findings(stage.report, revision, submitted_on=stage.report.office.today, signatures=signed)
    (at_sending,) = asked
    assert set(unasked(at_sending)) - NONE_HERE == OF_UPLOAD | {"agreement.documents.valid_until"}
