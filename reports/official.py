"""The official print of an accepted report: a PDF/A-3b with the submitted workbook inside, the same bytes each time."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import Office
from accounts.roles import Role
from regulations.findings import Severity
from reports.answers import answers_of
from reports.evidence import evidence_sheet
from reports.findings import causes_of, findings_of
from reports.models import OfficialPrint, Report, Revision, Signature
from reports.realisation import beneficiary_sums, realisation, tax_sums
from reports.statement import live_signatures, statement_of
from trail.printed import Mark
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
    """The bytes of the print; the same record gives the same bytes, whoever asks and wherever."""
    report = official.report
    office = report.instalment.agreement.partner.office
    revision = report.latest
    assert revision is not None, "an accepted report has a revision"
    with revision.workbook.open() as workbook:
        content = workbook.read()
    with timezone.override(ZoneInfo(office.time_zone)), translation.override("id"):
        html = render_to_string("print/report.html", official_context(official, revision))
    return render_pdf(
        html,
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
    agreement = instalment.agreement
    office = agreement.partner.office
    disbursements = list(instalment.disbursements.filter(state="accounted").select_related("allocation", "decree"))
    answers = answers_of(report)
    findings = findings_of(report, revision).filter(severity=Severity.WARNING.value)
    beneficiaries = beneficiary_sums(revision)
    taxes = tax_sums(revision)
    return {
        "official": official,
        "mark": Mark(official.chain, official.trail_length, official.trail_head),
        "code": spaced(official.code),
        "report": report,
        "revision": revision,
        "instalment": instalment,
        "agreement": agreement,
        "partner": agreement.partner,
        "office": office,
        "clock": office.get_time_zone_display(),
        "disbursements": disbursements,
        "decrees": list({paid.decree_id: paid.decree for paid in disbursements}.values()),
        "realisation": realisation(report, revision),
        "beneficiaries": beneficiaries,
        "beneficiary_value": sum(each.value for each in beneficiaries),
        "taxes": taxes,
        "tax_total": sum(each.amount for each in taxes),
        "evidence_count": evidence_sheet(report, revision).receipts,
        "warnings": causes_of(list(findings), answers),
        "waivers": answers.holding,
        "statement": statement_of(report, revision),
        "signatures": _signatures(report),
        "pact_signatures": _signatures(report, with_pact=True),
        "officials": _officials(report),
        "check_page": f"{settings.BASE_URL.rstrip('/')}{reverse('reports:check')}",
        "qr": segno.make(check_url(official), error="m").svg_data_uri(scale=4, border=0),
        "demo": settings.DEMO,
    }


def spaced(code: str) -> str:
    """A check code in groups of four, as it is read aloud and typed."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _signatures(report: Report, *, with_pact: bool = False) -> list[dict[str, str]]:
    """Head and treasurer of the LKS, as ``print/_signatures.html`` shows them; or who of them signed the pact too."""
    partner = report.instalment.agreement.partner
    standing = {role: one for role, one in live_signatures(report).items() if one.with_pact or not with_pact}
    last = max((signature.signed_at for signature in standing.values()), default=None)
    places = {Role.PARTNER_HEAD: "", Role.TREASURER: _place(partner.regency, last) if last else ""}
    titles = {Role.PARTNER_HEAD: f"Ketua {partner.name}", Role.TREASURER: "Bendahara"}

    def shown(signature: Signature, role: Role) -> dict[str, str]:
        note = f"{_done('Ditandatangani', signature.signed_at, partner.office)}\nsidik {signature.digest[:16]}"
        return {"place": places[role], "role": f"{titles[role]},", "name": signature.user.name, "note": note}

    # TTD-01 asks for both; a legal officer may have retired it.
    return [shown(standing[role.value], role) for role in titles if role.value in standing]


def _officials(report: Report) -> list[dict[str, str]]:
    """Who verified and who accepted, in the same form."""
    office = report.instalment.agreement.partner.office
    verifier, verified_at = report.verified_by, report.verified_at
    ppk, accepted_at = report.accepted_by, report.accepted_at
    assert verifier and verified_at and ppk and accepted_at, "the way to acceptance leads past both"
    return [
        {
            "role": "Verifikator,",
            "name": verifier.name,
            "number": verifier.official_number,
            "note": _done("Diverifikasi", verified_at, office),
        },
        {
            "place": _place(office.city, accepted_at),
            "role": "Pejabat Pembuat Komitmen,",
            "name": ppk.name,
            "number": ppk.official_number,
            "note": _done("Diterima", accepted_at, office),
        },
    ]


def _place(place: str, at: datetime) -> str:
    """Place and day, as they stand above a signature."""
    day = date_format(timezone.localtime(at), "j F Y")
    return f"{place}, {day}" if place else day


def _done(verb: str, at: datetime, office: Office) -> str:
    """What was done with the account of its owner, to the minute by the office's clock."""
    moment = date_format(timezone.localtime(at), "j F Y, H.i")
    return f"{verb} secara elektronik\n{moment} {office.get_time_zone_display()}"
