"""Evidence: which expense has its photo or scan, and which has not."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from reports.actions import Attached, assign_evidence, attach_evidence, attach_many, remove_evidence, restore_evidence
from reports.evidence import evidence_sheet, numbers_of_same_file
from reports.forms import EvidenceForm
from reports.models import Evidence, Report
from reports.permissions import may_fill
from reports.views.loading import evidence_for, report_for, sent_from
from trail.refusal import Refusal
from vault.door import send
from vault.preview import preview_jpeg
from vault.refused import Refused

LINES_PER_PAGE = 50
THUMBNAIL = 240  #: pixels of the longer side


@needs(Permission.SEE_REPORTS)
@require_safe
def show_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, report_for(request.user, pk))


@needs(Permission.FILL_REPORT)
@sent_from("reports:evidence")
def upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """One line's file, or many at once that are told apart by their names."""
    report = report_for(request.user, pk)
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, report, form=form, status=422)
    number = form.cleaned_data["evidence_number"]
    try:
        if number:
            attached = Attached()
            for file in form.cleaned_data["evidence"]:
                evidence = attach_evidence(report=report, evidence_number=number, upload=file, by=request.user)
                attached.matched.append(evidence)
        else:
            attached = attach_many(report=report, uploads=form.cleaned_data["evidence"], by=request.user)
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        form.add_error("evidence", list(refusal.sentences))
        return _page(request, report, form=form, status=422)
    return _page(request, report, attached=attached) if request.htmx else _told(request, report, attached)


@needs(Permission.SEE_REPORTS)
@require_safe
def evidence_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file itself: a picture without its hidden data, a PDF as it is."""
    return send(evidence_for(request.user, pk).file, inline=True)


@needs(Permission.SEE_REPORTS)
@require_safe
def evidence_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """A thumbnail. The file behind an address never changes, so the reader's browser may keep it."""
    stored = evidence_for(request.user, pk).file
    try:
        small = preview_jpeg(stored, max_side=THUMBNAIL)
    except (ValueError, Refused) as problem:
        raise Http404("no picture") from problem
    return HttpResponse(small, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=86400"})


@needs(Permission.FILL_REPORT)
@sent_from("reports:evidence", of_evidence=True)
def assign(request: SignedInRequest, pk: int) -> HttpResponse:
    evidence = evidence_for(request.user, pk)
    assign_evidence(evidence=evidence, evidence_number=request.POST.get("evidence_number", ""), by=request.user)
    return _done(request, evidence, f"{evidence.file.original_name} kini bukti {evidence.evidence_number}.")


@needs(Permission.FILL_REPORT)
@sent_from("reports:evidence", of_evidence=True)
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    evidence = evidence_for(request.user, pk)
    remove_evidence(evidence=evidence, by=request.user)
    return _done(request, evidence, f"{evidence.file.original_name} dilepas.", undo=evidence)


@needs(Permission.FILL_REPORT)
@sent_from("reports:evidence", of_evidence=True)
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    evidence = evidence_for(request.user, pk)
    restore_evidence(evidence=evidence, by=request.user)
    return _done(request, evidence, f"{evidence.file.original_name} dikembalikan.")


def _done(request: SignedInRequest, evidence: Evidence, sentence: str, *, undo: Evidence | None = None) -> HttpResponse:
    report = report_for(request.user, evidence.report_id)
    if request.htmx:
        return _page(request, report, said=sentence, undo=undo)
    messages.success(request, sentence)
    return redirect("reports:evidence", pk=report.pk)


def _told(request: SignedInRequest, report: Report, attached: Attached) -> HttpResponse:
    """Without htmx: say in messages what became of the files, and show the page anew."""
    for kind, sentence in _sentences(attached):
        messages.add_message(request, messages.constants.DEFAULT_LEVELS[kind.upper()], sentence)
    return redirect("reports:evidence", pk=report.pk)


def _sentences(attached: Attached) -> list[tuple[str, str]]:
    """What became of the files, each with its kind of notice."""
    said: list[tuple[str, str]] = []
    if attached.matched:
        said.append(("success", f"{len(attached.matched)} berkas dipasang pada barisnya."))
    if attached.unmatched:
        said.append(("warning", f"{len(attached.unmatched)} berkas belum jelas barisnya. Pilih nomor buktinya."))
    if attached.already:
        said.append(("info", f"Sudah terlampir sebelumnya: {', '.join(attached.already)}."))
    for evidence in attached.matched:
        if others := numbers_of_same_file(evidence):
            said.append(
                (
                    "warning",
                    f"Berkas {evidence.file.original_name} sama persis dengan bukti {', '.join(others)}. "
                    "Satu bukti hanya untuk satu pengeluaran; periksa apakah Anda salah memilih berkas.",
                )
            )
    return said + [("error", sentence) for sentence in attached.refused]


def _page(
    request: SignedInRequest,
    report: Report,
    *,
    form: EvidenceForm | None = None,
    attached: Attached | None = None,
    said: str = "",
    undo: Evidence | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or for htmx only what changes on it."""
    revision = report.latest
    sheet = evidence_sheet(report, revision)
    notices = _sentences(attached) if attached else []
    context: dict[str, Any] = {
        "report": report,
        "revision": revision,
        "sheet": sheet,
        "page": Paginator(sheet.lines, LINES_PER_PAGE).get_page(request.GET.get("page")),
        "form": form or EvidenceForm(),
        "may_fill": may_fill(request.user, report),
        "notices": [*notices, *([("success", said)] if said else [])],
        "undo": undo,
    }
    template = "reports/evidence.html#lembar" if request.htmx else "reports/evidence.html"
    return render(request, template, context, status=status)
