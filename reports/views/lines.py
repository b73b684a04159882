"""Typing lines in the browser instead of a workbook: the page, and what its script asks of the server."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.effort import costs
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from regulations.findings import Severity
from reports.actions import discard_draft, judge_lines, keep_draft, save_lines
from reports.actions.lines import OtherWindow, lines_workbook
from reports.actions.upload import NewerRevision
from reports.answers import answers_of
from reports.findings import causes_of
from reports.intake.layout import PM, SUMMARY
from reports.lines import Sent, beginning_of, design_of, identity_of, sent_of, to_plain
from reports.models import Report
from reports.permissions import require_fill
from reports.statement import live_signatures, sentence_on_fallen
from reports.tally import tally_of
from reports.tryout import shown_findings
from reports.views.loading import report_for, sent_from
from reports.views.page import tell_revision
from trail.record import record_event
from trail.refusal import Refusal

_TOO_MUCH = (
    "Isian ini terlalu besar untuk dikirim dari peramban. Pakai buku kerja Excel, lalu unggah. "
    "Isian di layar ini tidak hilang selama halaman tidak ditutup."
)


@needs(Permission.FILL_REPORT)
@require_safe
def type_lines(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tables of the report to type in, with the lines of the draft or, asked for so, of the last revision."""
    report = report_for(request.user, pk)
    require_fill(request.user, report)
    identity = identity_of(report)
    begin = beginning_of(report, request.user, identity, fresh=request.GET.get("dari") == "revisi")
    if begin.typed.lines(PM):  # the NIK of beneficiaries are shown in full: who opens them is recorded
        record_event(verb="report.open_lines", obj=report, by=request.user)
    context = {
        "report": report,
        "partner": report.instalment.agreement.partner,
        "instalment": report.instalment,
        "begin": begin,
        "signed": bool(live_signatures(report)),
        "summary": SUMMARY,
        "budget_lines": identity.budget_lines,
        "sheets": {
            **design_of(identity),
            **to_plain(begin.typed),
            "follows": begin.follows,
            # A page that leaves a draft aside knows none, so that it never writes over it unasked.
            "draft": begin.draft.version if begin.draft and begin.from_draft else 0,
        },
    }
    return render(request, "reports/lines.html", context)


Answer = Callable[[SignedInRequest, Report, Sent], dict[str, Any]]


def _told_in_json(view: Answer) -> Callable[[SignedInRequest, int], HttpResponse]:
    """The view's answer, or why not, as JSON: a page that loses what was typed would be no answer."""

    @wraps(view)
    def answering(request: SignedInRequest, pk: int) -> HttpResponse:
        report = report_for(request.user, pk)
        try:
            # A form's body has been read by then, and no page of ours sends one here.
            sent = sent_of(request.body if request.content_type == "application/json" else b"")
            return JsonResponse(view(request, report, sent))
        except RequestDataTooBig:
            return JsonResponse({"sentences": [_TOO_MUCH]}, status=413)
        except OtherWindow as other:
            return JsonResponse({"sentences": other.sentences, "draft": other.version}, status=other.status)
        except NewerRevision as newer:
            return JsonResponse({"sentences": newer.sentences, "newer": newer.revision.number}, status=newer.status)
        except Refusal as refusal:
            return JsonResponse({"sentences": refusal.sentences}, status=refusal.status)

    return answering


@needs(Permission.FILL_REPORT)
@sent_from("reports:lines")
@_told_in_json
@costs(1)
def check_lines(request: SignedInRequest, report: Report, sent: Sent) -> dict[str, Any]:
    """What is wrong with the lines as they stand; nothing is kept."""
    judgement = judge_lines(report=report, typed=sent.typed, by=request.user)
    causes = causes_of(shown_findings(judgement), answers_of(report))
    context = {"causes": causes, "tally": tally_of(causes)}
    return {
        "html": render_to_string("reports/_lines_findings.html", context, request),
        "marks": [
            {
                "sheet": finding.where.sheet,
                "row": finding.where.row,
                "key": finding.where.field,
                "severity": finding.severity.value,
                "text": f"{finding.severity.label}: {finding.message} {finding.remedy}",
            }
            for finding in judgement.findings
            if finding.where.sheet and finding.where.field
        ],
        "counts": {severity.value: judgement.count(severity) for severity in Severity},
    }


@needs(Permission.FILL_REPORT)
@sent_from("reports:lines")
@_told_in_json
@costs(5)
def store_lines(request: SignedInRequest, report: Report, sent: Sent) -> dict[str, Any]:
    """Save the lines as a revision, and say which page tells what was found."""
    stood = live_signatures(report)
    revision = save_lines(report=report, typed=sent.typed, follows=sent.follows, by=request.user, draft=sent.draft)
    tell_revision(request, report, f"Isian tersimpan sebagai revisi {revision.number}")
    if fell := sentence_on_fallen(stood):
        messages.warning(request, fell)
    return {"address": reverse("reports:report", args=[report.pk])}


@needs(Permission.FILL_REPORT)
@sent_from("reports:lines")
@_told_in_json
def draft_lines(request: SignedInRequest, report: Report, sent: Sent) -> dict[str, Any]:
    """Keep the lines as a draft of this person's own."""
    version = keep_draft(report=report, typed=sent.typed, follows=sent.follows, version=sent.draft, by=request.user)
    return {"draft": version, "at": f"{timezone.localtime():%H.%M}"}


@needs(Permission.FILL_REPORT)
@sent_from("reports:lines")
@_told_in_json
def copy_lines(request: SignedInRequest, report: Report, sent: Sent) -> dict[str, Any]:
    """The lines on the screen as a workbook to take home; nothing is kept."""
    workbook = lines_workbook(report=report, typed=sent.typed, by=request.user)
    record_event(verb="report.copy_lines", obj=report, by=request.user)
    return {"name": workbook.name, "workbook": base64.b64encode(workbook.read()).decode("ascii")}


@needs(Permission.FILL_REPORT)
@sent_from("reports:lines")
def drop_lines(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw the draft away and begin anew from the last revision."""
    report = report_for(request.user, pk)
    require_fill(request.user, report)
    discard_draft(report=report, by=request.user)
    messages.info(request, "Draf dibuang. Isian dimulai lagi dari yang tersimpan.")
    return redirect("reports:lines", pk=pk)
