"""The official print of an accepted report: one PDF/A-3b with the submitted workbook inside, the same bytes each time."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.roles import Role
from reports.models import OfficialPrint, Report, Revision, Signature
from reports.realisation import beneficiary_sums, realisation
from vault.door import file_away
from vault.kinds import Kind
from vault.models import StoredFile
from vault.paper import PaperAttachment, render_pdf


def check_url(official: OfficialPrint) -> str:
    """Where anybody can confirm that the print is genuine."""
    return f"{settings.BASE_URL.rstrip('/')}{reverse('reports:genuine', args=[official.code])}"


def make_official_print(official: OfficialPrint) -> StoredFile:
    """Make and keep the PDF; gives the one that is kept where it was made before."""
    if official.pdf is not None:
        return official.pdf
    report = official.report
    accepted_by = report.accepted_by
    assert accepted_by is not None, "only an accepted report has an official print"
    pdf = file_away(official_pdf(official), name=print_name(report), kind=Kind.PDF, by=accepted_by)
    OfficialPrint.objects.filter(pk=official.pk, pdf__isnull=True).update(pdf=pdf)
    official.refresh_from_db()
    return pdf


def print_name(report: Report) -> str:
    """The file name: LPJ, agreement, instalment."""
    agreement = report.instalment.agreement.number.replace("/", "-")
    return f"LPJ {agreement} termin {report.instalment.number}.pdf"


def official_pdf(official: OfficialPrint) -> bytes:
    """The bytes of the print; the same record gives the same bytes."""
    report = official.report
    revision = report.latest
    assert revision is not None, "an accepted report has a revision"
    with revision.workbook.open() as workbook:
        content = workbook.read()
    return render_pdf(
        render_to_string("print/report.html", official_context(official, revision)),
        title=f"Laporan Pertanggungjawaban {report.instalment}",
        author=report.instalment.agreement.partner.name,
        made_at=official.issued_at,
        variant="pdf/a-3b",
        attachments=[
            PaperAttachment(
                name=revision.workbook.original_name,
                content=content,
                description="Buku kerja LPJ sebagaimana dikirim",
            )
        ],
    )


def official_context(official: OfficialPrint, revision: Revision) -> dict[str, Any]:
    """Everything the print says, taken from the record alone: no clock, no settings but the public address."""
    report = official.report
    instalment = report.instalment
    return {
        "official": official,
        "report": report,
        "revision": revision,
        "instalment": instalment,
        "agreement": instalment.agreement,
        "partner": instalment.agreement.partner,
        "office": instalment.agreement.partner.office,
        "disbursements": instalment.disbursements.filter(state="accounted").select_related("allocation", "decree"),
        "realisation": realisation(report, revision),
        "beneficiaries": beneficiary_sums(revision),
        "taxes": list(revision.taxes.all()),
        "evidence_count": report.evidence.filter(removed_at__isnull=True).count(),
        "findings": list(revision.findings.exclude(severity="note")),
        "treasurer_signature": live_signature(report, Role.TREASURER),
        "head_signature": live_signature(report, Role.PARTNER_HEAD),
        "check_url": check_url(official),
        "qr": segno.make(check_url(official), error="m").svg_data_uri(scale=4, border=0),
        "demo": settings.DEMO,
    }


def live_signature(report: Report, role: Role) -> Signature | None:
    """The signature that stands for this role, or None."""
    rows = report.signatures.filter(role=role.value, cleared_at__isnull=True)
    return rows.select_related("user").first()
