"""Trying a workbook out: judged as an upload would be, and then forgotten. Nothing here writes anything."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from accounts.roles import Permission
from reports.actions.upload import LABEL
from reports.intake.annotate import Located
from reports.intake.apart import annotate_apart, whose_apart
from reports.intake.read import Identity
from reports.judge import Judgement, judge, judged_findings
from reports.models import JudgedFinding, Report, Revision
from reports.practice import IDENTITY as PRACTICE
from reports.practice import is_practice, judge_practice
from sheets import Unreadable
from trail.refusal import Refusal
from vault.door import Admitted, Upload, admit
from vault.kinds import WORKBOOKS


@dataclass(frozen=True, slots=True)
class Tried:
    """A workbook that was judged and is not kept. ``subject`` says whose report it would be."""

    file: Admitted
    subject: str
    judgement: Judgement

    @property
    def findings(self) -> list[JudgedFinding]:
        return shown_findings(self.judgement)

    def annotated(self) -> bytes:
        """The same workbook with its findings written into it. Raises Refusal where that cannot be done."""
        cell_of = self.judgement.intake.cell_of
        located = [Located(each, cell_of(each)) for each in self.judgement.findings]
        try:
            return annotate_apart(self.file.content, located)
        except Unreadable as problem:
            raise Refusal(str(problem)) from problem


def shown_findings(judgement: Judgement) -> list[JudgedFinding]:
    """Findings as the page of a report shows them: of a revision that there is not, numbered for the page alone."""
    found = judged_findings(Revision(), judgement.findings, judgement.intake)
    for number, finding in enumerate(found, start=1):
        finding.pk = number
    return found


def try_workbook(*, upload: Upload, by: User) -> Tried:
    """Judge a workbook through the same door and by the same rules as an upload; keep nothing.

    What other reports and the register of deaths hold is not asked: that leaves a trace only with an upload. The
    workbook says itself whose it is: the report to practise on, or one that ``by`` may see. Raises the door's Refused,
    and Refusal for a workbook that cannot be judged at all or belongs to nobody whom ``by`` may see.
    """
    admitted = admit(upload, accept=WORKBOOKS, label=LABEL)
    try:
        identity = whose_apart(admitted.content)
    except Unreadable as problem:
        raise Refusal(str(problem)) from problem
    if is_practice(identity.instalment_id):
        return Tried(admitted, f"{PRACTICE.partner_name}, termin 1", judge_practice(admitted.content))
    report = _report_of(identity, by)
    return Tried(admitted, str(report), judge(admitted.content, instalment=report.instalment, alone=True))


def _report_of(identity: Identity, by: User) -> Report:
    named = (
        Report.objects.visible_to(by)
        .with_partner()
        .filter(instalment__agreement__number=identity.agreement_number)
        .order_by("pk")
    )
    for report in named if by.may(Permission.SEE_REPORTS) else ():
        if report.instalment.key == identity.instalment_id:
            return report
    raise Refusal(
        "Buku kerja ini milik laporan yang tidak dapat Anda lihat, jadi tidak dapat diperiksa di sini.",
        "Pakai buku kerja dari halaman laporan Anda, atau buku kerja latihan yang dapat diunduh di halaman ini.",
    )
