"""Judging a workbook: intake's reading and every rule of the workbook stage, in one pass, without saving anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from partners.models import Instalment
from regulations import catalogue
from regulations.cashbook import totals
from regulations.catalogue import Stage
from regulations.citation import QuotedCitation
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where, in_bounds
from reports.elsewhere import elsewhere_facts
from reports.facts import (
    agreement_facts,
    decreed_people,
    opening_expected,
    reported_instalment,
    rules_date,
    workbook_facts,
)
from reports.intake.annotate import Located
from reports.intake.apart import read_apart
from reports.intake.groups import RowKeys, known_by, row_contents, row_keys
from reports.intake.layout import PLACEMENTS, cell_of, reference
from reports.intake.problems import SHEET_RENAMED
from reports.intake.read import Expected, Intake
from reports.models import JudgedFinding, Revision
from sheets import Unreadable
from trail.refusal import Refusal
from vault.private import keyed_index

_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Amounts:
    """What the cash book comes to, in rupiah; None where an amount in it cannot be read."""

    opening: int | None = None
    received: int | None = None
    spent: int | None = None

    @property
    def remainder(self) -> int | None:
        if self.opening is None or self.received is None or self.spent is None:
            return None
        return self.opening + self.received - self.spent


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that one workbook says and all that is wrong with it; findings heaviest first."""

    intake: Intake
    findings: tuple[Finding, ...]
    amounts: Amounts
    on: date
    rule_versions: dict[str, str]

    def count(self, severity: Severity) -> int:
        return Counter(finding.severity for finding in self.findings)[severity]


def judge(file: BinaryIO, *, instalment: Instalment, on: date | None = None, alone: bool = False) -> Judgement:
    """Judge the workbook of an instalment by the rules in force ``on`` that day (default: the report's own date).

    The file must have passed the door. Raises Refusal with sentences when it cannot be judged at all: damaged, or
    made for another LKS, agreement, instalment or version. Saves nothing. ``alone``: ask nothing about persons and tax
    payments of what others reported or recorded, for whoever asks that leaves a trace by uploading.
    """
    intake = read(file, expected=expected_of(instalment))
    facts = workbook_facts(
        intake,
        agreement=agreement_facts(instalment.agreement),
        instalment=reported_instalment(instalment),
        opening_expected=opening_expected(instalment),
        elsewhere=elsewhere_facts(
            instalment,
            entries=intake.entries,
            beneficiaries=() if alone else intake.beneficiaries,
            taxes=() if alone else intake.taxes,
        ),
        decreed=decreed_people(instalment, intake.beneficiaries),
    )
    return judge_facts(facts, intake, on=on or rules_date(instalment))


def expected_of(instalment: Instalment) -> Expected:
    """What the workbook of an instalment says of itself."""
    agreement = instalment.agreement
    return Expected(
        instalment_id=instalment.key,
        instalment_number=instalment.number,
        agreement_number=agreement.number,
        partner_id=agreement.partner.key,
        period=(agreement.starts_on, agreement.ends_on),
    )


def read(file: BinaryIO, *, expected: Expected) -> Intake:
    """The workbook's cells as facts. Raises Refusal where ``read_report`` finds it unreadable."""
    try:
        return read_apart(file, expected=expected)
    except Unreadable as problem:
        raise Refusal(str(problem)) from problem


def judge_facts(facts: ReportFacts, intake: Intake, *, on: date) -> Judgement:
    """What intake found in a workbook and what the rules in force ``on`` that day find in its facts."""
    findings = [*in_bounds(intake.findings), *catalogue.check(facts, on=on, stage=Stage.WORKBOOK)]
    sums = totals(facts)
    return Judgement(
        intake=intake,
        findings=tuple(sorted(findings, key=catalogue.reading_order)),
        amounts=Amounts(sums.opening, sums.received, sums.paid) if sums else Amounts(),
        on=on,
        rule_versions=catalogue.versions(on, facts.law),
    )


def judged_findings(
    revision: Revision,
    findings: Iterable[Finding],
    intake: Intake | None = None,
    *,
    keys: RowKeys | None = None,
    content: Callable[[str, int], str] | None = None,
) -> list[JudgedFinding]:
    """Findings as records of a revision, not saved yet; cells as the workbook was read, or as the template has them.

    ``keys`` say what rows are known by, and ``content`` what they say, where there is no ``intake`` to say it.
    """
    if intake:
        content = row_contents(intake.entries, intake.beneficiaries, intake.taxes)
    keys = row_keys(intake) if intake else keys or {}
    placements = intake.placements if intake else PLACEMENTS
    return [
        JudgedFinding(
            revision=revision,
            rule=finding.rule,
            severity=finding.severity.value,
            sheet=(finding.where.sheet or "")[:_LONGEST_TITLE],
            row=finding.where.row,
            field=finding.where.field or "",
            cell=cell_of(finding.where, placements).rpartition("!")[2],
            message=storable(finding.message),
            found=storable(finding.found),
            expected=storable(finding.expected),
            remedy=storable(finding.remedy),
            citation=str(finding.citation),
            citation_confirmed=finding.citation.confirmed,
            fingerprint=keyed_index(known_by(finding, keys)),
            substance=_substance(finding.where, content),
        )
        for finding in findings
    ]


def _substance(where: Where, content: Callable[[str, int], str] | None) -> str:
    """Names what the line of a finding says, keyed, for a NIK may be in it; "" where it stands at no line."""
    said = content(where.sheet, where.row) if content and where.sheet and where.row else ""
    return keyed_index(said) if said else ""


def storable(text: str) -> str:
    """Text without NUL, which PostgreSQL does not store."""
    return text.replace("\x00", "")


def as_located(kept: Sequence[JudgedFinding]) -> list[Located]:
    """Kept findings with their cells in the workbook that was judged, whose sheets may bear other titles.

    The finding that a sheet was read under another title says which: the workbook need not be read again, which
    another version of the layout might do differently or not at all.
    """
    titles = {judged.sheet: judged.found for judged in kept if judged.rule == SHEET_RENAMED}
    return [
        Located(
            as_finding(judged),
            reference(titles.get(judged.sheet, judged.sheet), judged.cell) if judged.sheet and judged.cell else "",
        )
        for judged in kept
    ]


def as_finding(judged: JudgedFinding) -> Finding:
    """A kept finding as the rules speak of one, for whatever groups, compares or draws findings."""
    return Finding(
        rule=judged.rule,
        severity=Severity(judged.severity),
        message=judged.message,
        where=Where(judged.sheet or None, judged.row, judged.field or None),
        found=judged.found,
        expected=judged.expected,
        remedy=judged.remedy,
        citation=QuotedCitation(judged.citation, "", confirmed=judged.citation_confirmed),
    )
