"""Judging a workbook: intake's reading and every rule of the workbook stage, in one pass, without saving anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from partners.models import Instalment
from regulations import catalogue
from regulations.cashbook import totals
from regulations.catalogue import Stage
from regulations.citation import Citation
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from reports.facts import agreement_facts, instalment_facts, opening_expected, rules_date
from reports.intake.layout import BKU, PM, TAX, cell_of
from reports.intake.package import Unreadable
from reports.intake.read import Expected, Intake, read_report
from reports.models import JudgedFinding, Revision
from trail.refusal import Refusal
from vault.private import keyed_index


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its cell in the workbook at hand: ``sheet`` is the title there, ``cell`` like "F18" or ""."""

    finding: Finding
    sheet: str
    cell: str
    fingerprint: str

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else (self.sheet or "Laporan")


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
    findings: tuple[Located, ...]
    amounts: Amounts
    on: date
    rule_versions: dict[str, int]

    def count(self, severity: Severity) -> int:
        return Counter(located.finding.severity for located in self.findings)[severity]


def judge(file: BinaryIO, *, instalment: Instalment, on: date | None = None) -> Judgement:
    """Judge the workbook of an instalment by the rules in force ``on`` that day (default: the report's own date).

    The file must have passed the door. Raises Refusal with sentences when it cannot be judged at all: damaged, or
    made for another LKS, agreement, instalment or version. Saves nothing.
    """
    on = on or rules_date(instalment)
    expected = Expected(
        instalment_id=str(instalment.pk),
        instalment_number=instalment.number,
        agreement_number=instalment.agreement.number,
        partner_id=str(instalment.agreement.partner_id),
    )
    try:
        intake = read_report(file, expected=expected)
    except Unreadable as problem:
        raise Refusal(str(problem)) from problem
    facts = ReportFacts(
        agreement=agreement_facts(instalment.agreement),
        instalment=instalment_facts(instalment),
        entries=intake.entries,
        beneficiaries=intake.beneficiaries,
        taxes=intake.taxes,
        declared=intake.declared,
        opening_expected=opening_expected(instalment),
    )
    findings = [*intake.findings, *catalogue.check(facts, on=on, stage=Stage.WORKBOOK)]
    sums = totals(facts)
    return Judgement(
        intake=intake,
        findings=tuple(placed(sorted(findings, key=catalogue.reading_order), intake)),
        amounts=Amounts(sums.opening, sums.received, sums.paid) if sums else Amounts(),
        on=on,
        rule_versions=catalogue.versions(on),
    )


def placed(findings: Iterable[Finding], intake: Intake | None = None) -> list[Located]:
    """Findings with their cells: in the workbook as it was read, or, without one, as the template has them."""
    keys = _row_keys(intake) if intake else {}
    located = []
    for finding in findings:
        reference = intake.cell_of(finding) if intake else cell_of(finding.where)
        sheet, _, cell = reference.rpartition("!")
        located.append(
            Located(
                finding=finding,
                sheet=sheet.strip("'").replace("''", "'"),
                cell=cell,
                fingerprint=_fingerprint(finding, keys),
            )
        )
    return located


def judged_findings(
    revision: Revision, findings: Sequence[Located], *, frozen_at: datetime | None = None
) -> list[JudgedFinding]:
    """Findings as records of a revision, not saved yet."""
    return [
        JudgedFinding(
            revision=revision,
            rule=located.finding.rule,
            severity=located.finding.severity.value,
            sheet=located.sheet[:40],
            row=located.finding.where.row,
            field=located.finding.where.field or "",
            cell=located.cell,
            message=located.finding.message,
            found=located.finding.found,
            expected=located.finding.expected,
            remedy=located.finding.remedy,
            citation=str(located.finding.citation)[:400],
            citation_confirmed=located.finding.citation.confirmed,
            fingerprint=located.fingerprint,
            frozen_at=frozen_at,
        )
        for located in findings
    ]


def as_finding(judged: JudgedFinding) -> Finding:
    """A kept finding as the rules speak of one, for what draws findings into a workbook."""
    return Finding(
        rule=judged.rule,
        severity=Severity(judged.severity),
        message=judged.message,
        where=Where(judged.sheet or None, judged.row, judged.field or None),
        found=judged.found,
        expected=judged.expected,
        remedy=judged.remedy,
        citation=Citation(judged.citation, "", confirmed=judged.citation_confirmed),
    )


def _row_keys(intake: Intake) -> dict[tuple[str, int], str]:
    """What a row is known by, wherever it stands in the next revision."""
    keys = {(BKU.title, entry.row): entry.evidence_number or "" for entry in intake.entries}
    keys |= {(PM.title, person.row): person.nik or person.name or "" for person in intake.beneficiaries}
    keys |= {(TAX.title, tax.row): tax.evidence_number or "" for tax in intake.taxes}
    return keys


def _fingerprint(finding: Finding, keys: dict[tuple[str, int], str]) -> str:
    """Keyed, for a NIK may be in it; the row's own key instead of its number, since rows move."""
    where = finding.where
    row_key = keys.get((where.sheet or "", where.row or 0), "")
    return keyed_index("\n".join((finding.rule, where.sheet or "", where.field or "", row_key)))
