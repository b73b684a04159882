"""A fault in the records is found where it is asked for: with what an upload knows, or with what sending knows."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from regulations import catalogue
from regulations.catalogue import Stage
from regulations.facts import DeclaredFacts, ReportFacts
from reports.intake.read import read_report
from tests.reports.planted.clean import IDENTITY, with_records, workbook
from tests.reports.planted.plants import PLANTS, Edit
from tests.workbooks.samples import expected_of, facts_of

#: A day on which the newest version of every rule holds.
LATER = date(2099, 12, 31)
#: Rules whose fault is planted beside the workbook, and those that are not asked of a workbook alone.
ELSEWHERE = sorted(
    rule for rule, plant in PLANTS.items() if plant.edit is None or catalogue.get(rule).stage is not Stage.WORKBOOK
)


@cache
def known(edit: Edit | None = None) -> ReportFacts:
    """All that is known of the clean workbook, or of it as it was edited, at any time."""
    intake = read_report(io.BytesIO(workbook(edit=edit)), expected=expected_of(IDENTITY))
    return with_records(facts_of(intake, IDENTITY))


def at_upload(facts: ReportFacts) -> ReportFacts:
    """What is known when a workbook is judged: neither evidence nor signatures, and nothing was sent yet."""
    elsewhere = replace(facts.elsewhere, files={}) if facts.elsewhere else None
    return replace(facts, evidenced=None, evidence_files=None, signatures=None, submitted_on=None, elsewhere=elsewhere)


def at_sending(facts: ReportFacts) -> ReportFacts:
    """What is known when a report is sent: its kept lines; what the workbook declared was judged at upload."""
    return replace(facts, declared=DeclaredFacts(), unreadable_tables=frozenset(), opening_expected=0)


def found(facts: ReportFacts, stage: Stage) -> list[str]:
    return [finding.rule for finding in catalogue.check(facts, on=LATER, stage=stage)]


def test_half_of_what_is_known_makes_no_finding_of_a_clean_report() -> None:
    assert found(at_upload(known()), Stage.WORKBOOK) == []
    assert found(at_sending(known()), Stage.SUBMISSION) == []


@pytest.mark.parametrize("rule", ELSEWHERE)
def test_a_fault_is_found_at_its_stage_and_at_no_other(rule: str) -> None:
    plant, asked = PLANTS[rule], catalogue.get(rule).stage
    facts = known(plant.edit)
    spoiled = plant.change(facts) if plant.change else facts
    for part, stage in ((at_upload(spoiled), Stage.WORKBOOK), (at_sending(spoiled), Stage.SUBMISSION)):
        assert found(part, stage) == ([rule] if asked.asks(stage) else []), stage
