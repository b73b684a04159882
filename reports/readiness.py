"""What still stands between a report and its submission: asked by the page, and by the actions again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from partners.permissions import holds
from regulations import catalogue
from regulations.catalogue import Stage
from regulations.dates import tanggal
from regulations.findings import Finding, Severity
from regulations.sheets import BENEFICIARIES, CASH_BOOK, TAXES
from reports.answers import Answers, CauseKey, anchor_of, answers_of, by_cause, key_of, mark_of
from reports.evidence import evidence_sheet
from reports.facts import beneficiary_facts, entry_facts, rules_date, submission_facts, tax_facts
from reports.intake.groups import row_contents
from reports.judge import judged_findings
from reports.models import JudgedFinding, Report, Revision, Signature, Waiver
from reports.money import money_in_the_way
from reports.statement import SIGNERS, live_signatures, signing_digest
from rupiah.format import format_angka

#: The rule that every expense has its evidence file; what it finds is told with the evidence, not with the workbook.
EVIDENCE_FILES = "BKT-03"
#: Rules whose warnings a file mends, and what that file is: it is asked for with the evidence, before any words.
CASE_FILES = {"ASM-05": "berkas asesmen", "ASM-06": "notula pembahasan kasus"}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing to do before the report can be signed: an Indonesian sentence, and the address where it is done."""

    sentence: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the report is.

    ``live`` are the findings that need evidence or the day, judged now, not saved. Errors are counted without those
    that a waiver sets aside. ``unexplained`` maps the causes of warnings that want an explanation to how many places of
    each do; ``ran_out`` are the waivers past their last day whose findings are in the way again.
    """

    report: Report
    revision: Revision | None = None
    live: tuple[JudgedFinding, ...] = ()
    signatures: dict[str, Signature] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)
    loose_files: int = 0
    workbook_errors: int = 0
    live_errors: tuple[JudgedFinding, ...] = ()
    unexplained: dict[CauseKey, int] = field(default_factory=dict)
    ran_out: tuple[Waiver, ...] = ()
    no_money: str = ""  #: why the money is not there to be accounted for

    @property
    def evidence_errors(self) -> int:
        """Expenses that lack their evidence file."""
        return sum(finding.rule == EVIDENCE_FILES for finding in self.live_errors)

    @property
    def waived_errors(self) -> int:
        """Errors of the workbook that waivers set aside."""
        return self.revision.error_count - self.workbook_errors if self.revision else 0

    @property
    def to_explain(self) -> list[CauseKey]:
        """The causes of warnings that words alone can answer."""
        return [cause for cause in self.unexplained if cause[0] not in CASE_FILES]

    @property
    def said_unproven(self) -> str:
        """The files of assessments and case conferences that lack and are not explained; empty where none lacks."""
        rules = {rule for rule, _, _ in self.unexplained}
        return " dan ".join(name for rule, name in CASE_FILES.items() if rule in rules)

    @property
    def said_unexplained(self) -> str:
        """How many warnings want an explanation, and in how many groups, each of which is explained once."""
        groups, places = len(self.to_explain), sum(self.unexplained[cause] for cause in self.to_explain)
        said = f"{format_angka(places)} peringatan"
        return said if groups == places else f"{said} ({format_angka(groups)} kelompok)"

    @property
    def first_unexplained(self) -> str:
        """Where on the page the first warning stands that wants an explanation; empty where none does."""
        return anchor_of(self.to_explain[0]) if self.to_explain else ""

    @property
    def overdrawn(self) -> bool:
        """Whether the sums do not tie or more was spent than was there: no waiver changes what a report can be."""
        return self.revision is not None and (self.revision.remainder is None or self.revision.remainder < 0)

    @property
    def can_be_signed(self) -> bool:
        return self.revision is not None and not self.obstacles()

    @property
    def unsigned(self) -> list[Role]:
        return [role for role in SIGNERS if role.value not in self.signatures]

    def obstacles(self) -> list[Obstacle]:
        """What to do before the report can be signed, in that order; empty when nothing is in the way."""
        page, bukti = self.report.get_absolute_url(), reverse("reports:evidence", args=[self.report.pk])
        found = [Obstacle(self.no_money, f"{page}#diretur", "Buka laporan")] if self.no_money else []
        if self.revision is None:
            return found or [Obstacle("Unggah buku kerja lebih dahulu.", f"{page}#unggah", "Unggah buku kerja")]
        if self.workbook_errors:
            sentence = f"Perbaiki {format_angka(self.workbook_errors)} kesalahan di buku kerja atau di peramban."
            found.append(Obstacle(sentence, f"{page}#temuan", "Lihat temuan"))
        elif self.overdrawn:
            sentence = "Perbaiki buku kas: jumlahnya tidak terbaca, atau yang dibelanjakan melebihi yang diterima."
            found.append(Obstacle(sentence, f"{page}#temuan", "Lihat temuan"))
        found += [
            Obstacle(_on_expiry(waiver), f"{page}#{anchor_of(key_of(waiver))}", "Lihat temuannya")
            for waiver in self.ran_out
        ]
        if self.to_explain:
            sentence = f"Jelaskan {self.said_unexplained} yang belum Anda jelaskan."
            found.append(Obstacle(sentence, f"{page}#{self.first_unexplained}", "Tulis penjelasan"))
        if self.evidence_errors:
            sentence = f"Lampirkan bukti untuk {self.evidence_errors} pengeluaran."
            found.append(Obstacle(sentence, bukti, "Buka halaman bukti"))
        if self.said_unproven:
            sentence = f"Lampirkan {self.said_unproven}, atau jelaskan mengapa tidak ada."
            found.append(Obstacle(sentence, bukti, "Buka halaman bukti"))
        for each in self.live_errors:
            if each.rule != EVIDENCE_FILES:
                found.append(Obstacle(f"{each.message} {each.remedy}", f"{page}#temuan", "Lihat temuan"))
        if self.loose_files:
            sentence = f"Pasangkan atau lepas {self.loose_files} berkas bukti yang belum jelas barisnya."
            found.append(Obstacle(sentence, bukti, "Buka halaman bukti"))
        return found


def submission_findings(
    report: Report,
    revision: Revision,
    *,
    submitted_on: date | None = None,
    signatures: Iterable[Signature] | None = None,
) -> tuple[Finding, ...]:
    """Findings of the submission stage as they stand now: evidence for each expense, in time, and signed by both.

    What was found at upload already is not found again; what other reports have brought since then is. ``signatures``
    None: not asked for.
    """
    facts = submission_facts(
        report, revision, today=timezone.localdate(), submitted_on=submitted_on, signatures=signatures
    )
    found = catalogue.check(facts, on=rules_date(report.instalment), stage=Stage.SUBMISSION)
    kept = revision.findings.filter(frozen_at__isnull=True, rule__in={finding.rule for finding in found})
    told = set(kept.values_list("rule", "sheet", "row", "field"))
    return tuple(
        finding
        for finding in found
        if (finding.rule, finding.where.sheet or "", finding.where.row, finding.where.field or "") not in told
    )


def readiness(report: Report, *, submitted_on: date | None = None) -> Readiness:
    """How far the report is, judged now.

    A signature counts only while it covers what is there, and while who signed still holds that office at the LKS. The
    rules about signatures are asked in the act of submission alone, with ``submitted_on``: a signature waits for a
    report without errors, so no error may wait for a signature.
    """
    revision = report.latest
    no_money = money_in_the_way(report, revision)
    if revision is None:
        return Readiness(report, no_money=no_money)
    answers = answers_of(report)
    standing = _standing(report, signing_digest(report, revision, answers))
    signatures = None if submitted_on is None else standing.values()
    found = submission_findings(report, revision, submitted_on=submitted_on, signatures=signatures)
    content = row_contents(
        entry_facts(revision.entries.all()),
        beneficiary_facts(revision.beneficiaries.all()),
        tax_facts(revision.taxes.all()),
    )
    live = judged_findings(revision, found, keys=_line_keys(revision, found), content=content)
    kept = _heavy(revision, answers)
    errors, live_errors, unexplained, ran_out = revision.error_count, [], {}, []
    for findings, is_live in ((kept, False), (live, True)):
        for key, cause in by_cause(findings).items():
            answer = answers.to(key, cause)
            if cause[0].severity == Severity.ERROR.value:
                errors -= 0 if is_live else answer.covered
                live_errors += answers.uncovered(key, cause) if is_live else []
            if answer.wants_explanation:
                unexplained[key] = answer.uncovered
            if not answer.is_waived and (expired := answers.ran_out(key, cause)):
                ran_out.append(expired)
    return Readiness(
        report=report,
        revision=revision,
        live=tuple(live),
        signatures=standing,
        answers=answers,
        loose_files=len(evidence_sheet(report, revision).loose),
        workbook_errors=errors,
        live_errors=tuple(live_errors),
        unexplained=unexplained,
        ran_out=tuple(ran_out),
        no_money=no_money,
    )


def findings_now(ready: Readiness, cause: CauseKey) -> list[JudgedFinding]:
    """The findings of a cause as they stand now: kept with the last revision, or judged live; none once mended."""
    if ready.revision is None:
        return []
    rule, sheet, field = cause
    kept = ready.revision.findings.filter(frozen_at__isnull=True, rule=rule, sheet=sheet, field=field).order_by("pk")
    return list(kept) or [finding for finding in ready.live if key_of(finding) == cause]


def left_to_waive(waiver: Waiver) -> list[JudgedFinding]:
    """Of the findings that a waiver was asked for, those that still stand as they were."""
    marks = set(waiver.covers)
    return [finding for finding in findings_now(readiness(waiver.report), key_of(waiver)) if mark_of(finding) in marks]


def _heavy(revision: Revision, answers: Answers) -> list[JudgedFinding]:
    """The workbook's warnings; its errors only where there are waivers to set any of them aside."""
    severities = [Severity.WARNING.value]
    if answers.waivers:
        severities.append(Severity.ERROR.value)
    return list(revision.findings.filter(frozen_at__isnull=True, severity__in=severities).order_by("pk"))


def _line_keys(revision: Revision, found: Sequence[Finding]) -> dict[tuple[str, int], str]:
    """What each line is known by, wherever it moves, as at upload; asked only of sheets where a finding stands."""
    sheets = {finding.where.sheet for finding in found if finding.where.row}
    known_by: tuple[tuple[str, QuerySet[Any], str], ...] = (
        (CASH_BOOK, revision.entries.all(), "evidence_number"),
        (BENEFICIARIES, revision.beneficiaries.all(), "nik"),
        (TAXES, revision.taxes.all(), "evidence_number"),
    )
    return {
        (sheet, row): key
        for sheet, rows, field in known_by
        if sheet in sheets
        for row, key in rows.values_list("row", field)
    }


def _standing(report: Report, digest: str) -> dict[str, Signature]:
    """The signatures that count."""
    partner = report.instalment.agreement.partner_id
    return {
        role: one
        for role, one in live_signatures(report).items()
        if one.digest == digest and holds(one.user, partner, Role(role))
    }


def _on_expiry(waiver: Waiver) -> str:
    assert waiver.valid_until is not None, "what has run out had a last day"
    return (
        f"Pengecualian atas temuan {waiver.rule} berlaku sampai {tanggal(waiver.valid_until)} dan sudah berakhir, jadi "
        "temuan itu menghalangi lagi. Perbaiki, atau hubungi verifikator balai."
    )
