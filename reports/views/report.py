"""A report as its LKS works on it: what is due, the workbook out and in, what was found."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.actions import record_look
from accounts.effort import costs
from accounts.permissions import SignedInRequest, needs
from accounts.requests import whole_number
from accounts.roles import Permission
from reports.actions import SameWorkbook, upload_workbook
from reports.answers import answers_of
from reports.facts import template_identity
from reports.findings import causes_of, comparison_of, findings_of, stands_still
from reports.forms import UploadForm
from reports.intake.apart import annotate_apart
from reports.intake.template import make_workbook
from reports.judge import as_located
from reports.models import Report
from reports.statement import live_signatures, sentence_on_fallen
from reports.tally import tally_of
from reports.views.loading import report_for, revision_for, sent_from
from reports.views.page import report_page, tell_revision
from sheets import Unreadable
from trail.refusal import Refusal
from vault.door import send
from vault.leaving import leaving

FINDINGS_PER_PAGE = 100


@needs(Permission.SEE_REPORTS)
@require_safe
def show_report(request: SignedInRequest, pk: int) -> HttpResponse:
    return report_page(request, report_for(request.user, pk))


@needs(Permission.SEE_REPORTS)
@require_safe
def download_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """The workbook of this instalment, filled with what the office knows."""
    report = report_for(request.user, pk)
    instalment = report.instalment
    name = f"LPJ {slugify(instalment.agreement.partner.name)} termin {instalment.number}.xlsx"
    return leaving(make_workbook(template_identity(instalment)), name)


@needs(Permission.FILL_REPORT)
@sent_from("reports:report")
@costs(5)
def upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """Judge an uploaded workbook; on a refusal the page comes back with the sentences."""
    report = report_for(request.user, pk)
    form = UploadForm(request.POST, request.FILES)
    stood = live_signatures(report)
    if form.is_valid():
        try:
            revision = upload_workbook(report=report, upload=form.cleaned_data["workbook"], by=request.user)
        except SameWorkbook as same:
            messages.info(request, str(same))
            return redirect(report)
        except Refusal as refusal:
            if refusal.status != Refusal.status:
                raise
            form.add_error("workbook", list(refusal.sentences))
        else:
            tell_revision(request, report, f"Buku kerja tersimpan sebagai revisi {revision.number}")
            if stands_still(comparison_of(revision)):
                messages.info(request, "Belum ada yang diperbaiki: semua temuan revisi sebelumnya masih ada.")
            if fell := sentence_on_fallen(stood):
                messages.warning(request, fell)
            return redirect(report)
    return report_page(request, report, form=form)


@needs(Permission.SEE_REPORTS)
@require_safe
def show_revision(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One revision with all its findings, or all places of one cause; ``baris`` shows a line of its cash book first."""
    report, revision = revision_for(request.user, pk, number)
    findings = findings_of(report, revision)
    chosen = {key: request.GET[name] for name, key in _CAUSE.items() if name in request.GET}
    context: dict[str, Any] = {"report": report, "revision": revision, "comparison": comparison_of(revision)}
    context["crumb"] = f"Revisi {number}"
    context["is_last"] = is_last = not hasattr(revision, "replaced_by")
    row = whole_number(request.GET.get("baris"))
    context["line"] = revision.entries.filter(row=row).first() if row else None
    if "rule" in chosen:
        places = findings.filter(**chosen)
        context["places"] = Paginator(places, FINDINGS_PER_PAGE).get_page(request.GET.get("page"))
        context["cause"] = next(iter(causes_of(list(places[:1]))), None)
    else:
        causes = causes_of(list(findings), answers_of(report) if is_last else None)
        context |= {"causes": causes, "tally": tally_of(causes)}
    return render(request, "reports/revision.html", context)


#: Names in the address → fields of a finding, which together tell one cause.
_CAUSE = {"aturan": "rule", "lembar": "sheet", "kolom": "field"}


@needs(Permission.SEE_REPORTS)
@require_safe
@costs(3, reading=True)
def annotated(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The treasurer's own workbook with the findings as comments, and a front sheet of links that jump."""
    report, revision = revision_for(request.user, pk, number)
    located = as_located(list(findings_of(report, revision)))
    try:
        with revision.workbook.open() as content:
            marked = annotate_apart(content, located)
    except Unreadable as problem:
        raise Refusal(str(problem)) from problem
    stem = PurePath(revision.workbook.original_name).stem
    _note_download(request, report, revision.number)
    return leaving(marked, f"{stem} - temuan revisi {number}.xlsx")


@needs(Permission.SEE_REPORTS)
@require_safe
def submitted_workbook(request: SignedInRequest, pk: int, number: int) -> FileResponse:
    """The file exactly as it was uploaded."""
    report, revision = revision_for(request.user, pk, number)
    _note_download(request, report, number)
    return send(revision.workbook)


def _note_download(request: SignedInRequest, report: Report, number: int) -> None:
    """The workbook holds the NIK of beneficiaries: who takes it away is recorded."""
    record_look(verb="report.download", obj=report, by=request.user, data={"revision": number})
