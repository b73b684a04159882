"""What still stands between a report and its submission: asked by the page, and by the actions again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.roles import Role
from partners.permissions import holds
from regulations import catalogue
from regulations.catalogue import Stage
from regulations.findings import Finding, Severity
from reports.evidence import evidence_sheet
from reports.facts import rules_date, submission_facts
from reports.models import Report, Revision, Signature
from reports.statement import SIGNERS, live_signatures, signing_digest


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the report is. ``submission`` are the findings that need evidence or the day, judged now."""

    revision: Revision | None
    submission: tuple[Finding, ...]
    signatures: dict[str, Signature]
    loose_files: int = 0

    @property
    def workbook_errors(self) -> int:
        return self.revision.error_count if self.revision else 0

    @property
    def evidence_errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.submission)

    @property
    def can_be_signed(self) -> bool:
        return (
            self.revision is not None and not self.workbook_errors and not self.evidence_errors and not self.loose_files
        )

    @property
    def unsigned(self) -> list[Role]:
        return [role for role in SIGNERS if role.value not in self.signatures]

    def obstacles(self) -> list[str]:
        """Indonesian sentences: what to do before the report can be signed; empty when nothing is in the way."""
        if self.revision is None:
            return ["Unggah buku kerja lebih dahulu."]
        sentences = []
        if self.workbook_errors:
            sentences.append(f"Perbaiki {self.workbook_errors} kesalahan di buku kerja, lalu unggah lagi.")
        if self.evidence_errors:
            sentences.append(f"Lampirkan bukti untuk {self.evidence_errors} pengeluaran.")
        if self.loose_files:
            sentences.append(f"Pasangkan atau lepas {self.loose_files} berkas bukti yang belum jelas barisnya.")
        return sentences


def submission_findings(
    report: Report, revision: Revision | None = None, *, today: date | None = None, submitted_on: date | None = None
) -> tuple[Finding, ...]:
    """Findings of the submission stage as they stand now: evidence for each expense, in time."""
    revision = revision or report.latest
    if revision is None:
        return ()
    facts = submission_facts(report, revision, today=today or timezone.localdate(), submitted_on=submitted_on)
    return tuple(catalogue.check(facts, on=rules_date(report.instalment), stage=Stage.SUBMISSION))


def readiness(report: Report, *, submitted_on: date | None = None) -> Readiness:
    """How far the report is, judged now.

    A signature counts only while it covers what is there, and while who signed still holds that office at the LKS.
    """
    revision = report.latest
    if revision is None:
        return Readiness(None, (), {})
    digest = signing_digest(report, revision)
    partner = report.instalment.agreement.partner_id
    standing = {
        role: one
        for role, one in live_signatures(report).items()
        if one.digest == digest and holds(one.user, partner, Role(role))
    }
    return Readiness(
        revision=revision,
        submission=submission_findings(report, revision, submitted_on=submitted_on),
        signatures=standing,
        loose_files=len(evidence_sheet(report, revision).loose),
    )
