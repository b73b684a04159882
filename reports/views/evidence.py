"""Evidence: which expense has its photo or scan, and which has not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.actions import note_look, note_look_of_day
from accounts.effort import costs
from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from reports.actions import Attached, assign_evidence, attach_evidence, attach_many, remove_evidence, restore_evidence
from reports.evidence import evidence_sheet, numbers_of_same_file
from reports.forms import EvidenceForm
from reports.models import Evidence, Report, Signature
from reports.permissions import may_fill, signing_role
from reports.statement import live_signatures, sentence_on_fallen
from reports.views.loading import evidence_for, report_for, sent_from
from trail.refusal import Refusal
from vault.door import send
from vault.preview import preview_jpeg
from vault.refused import Refused

LINES_PER_PAGE = 50
Notice = tuple[str, str]  #: the kind of a notice ("success", "warning" …) and its sentence
THUMBNAIL = 240  #: pixels of the longer side


@needs(Permission.SEE_REPORTS)
@require_safe
def show_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, report_for(request.user, pk))


@needs(Permission.FILL_REPORT)
@sent_from("reports:evidence")
@costs(1, each_file=True)
def upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """One line's file, or many at once that are told apart by their names."""
    report = report_for(request.user, pk)
    form = EvidenceForm(request.POST, request.FILES)
    stood = live_signatures(report)
    try:
        if not form.is_valid():
            raise Refusal(*(str(sentence) for sentences in form.errors.values() for sentence in sentences))
        attached = _attach(report, form, by=request.user)
    except Refusal as refusal:
        # The page's script shows the sentences of a refusal itself, wherever the reader is on the page.
        if request.htmx or refusal.status != Refusal.status:
            raise
        form.errors["evidence"] = form.error_class(refusal.sentences)
        return _page(request, report, form=form, status=422)
    notices = [*_sentences(attached), *_on_fallen(stood)]
    if request.htmx:
        return _page(request, report, notices=notices)
    return _told(request, report, notices)


def _attach(report: Report, form: EvidenceForm, *, by: User) -> Attached:
    """A refused file does not hold up the others; where there are no others, its refusal is raised."""
    number, files = form.cleaned_data["evidence_number"], form.cleaned_data["evidence"]
    if not number:
        return attach_many(report=report, uploads=files, by=by)
    attached = Attached()
    for file in files:
        try:
            attached.matched.append(attach_evidence(report=report, evidence_number=number, upload=file, by=by))
        except Refused as refused:
            attached.refused.append(refused.sentence)
    if not attached.matched:
        raise Refusal(*attached.refused)
    return attached


@needs(Permission.SEE_REPORTS)
@require_safe
@costs(0.3, reading=True)
def evidence_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file itself: a picture without its hidden data, a PDF as it is."""
    evidence = evidence_for(request.user, pk)
    note_look(obj=evidence.report, what=f"Bukti {evidence.evidence_number or 'tanpa nomor'}", by=request.user)
    return send(evidence.file, inline=True)


@needs(Permission.SEE_REPORTS)
@require_safe
@costs(0.3, reading=True)
def evidence_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """A thumbnail. The file behind an address never changes, so the reader's browser may keep it."""
    evidence = evidence_for(request.user, pk)
    try:
        small = preview_jpeg(evidence.file, max_side=THUMBNAIL)
    except (ValueError, Refused) as problem:
        raise Http404("no picture") from problem
    note_look_of_day(obj=evidence.report, what="Gambar kecil bukti", by=request.user)
    return HttpResponse(small, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=86400"})


@needs(Permission.FILL_REPORT)
@sent_from("reports:evidence", of_evidence=True)
def assign(request: SignedInRequest, pk: int) -> HttpResponse:
    evidence = evidence_for(request.user, pk)
    stood = live_signatures(evidence.report)
    assign_evidence(evidence=evidence, evidence_number=request.POST.get("evidence_number", ""), by=request.user)
    return _done(request, evidence, f"{evidence.file.original_name} kini bukti {evidence.evidence_number}.", stood)


@needs(Permission.FILL_REPORT)
@sent_from("reports:evidence", of_evidence=True)
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    evidence = evidence_for(request.user, pk)
    stood = live_signatures(evidence.report)
    remove_evidence(evidence=evidence, by=request.user)
    return _done(request, evidence, f"{evidence.file.original_name} dilepas.", stood, undo=evidence)


@needs(Permission.FILL_REPORT)
@sent_from("reports:evidence", of_evidence=True)
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    evidence = evidence_for(request.user, pk)
    stood = live_signatures(evidence.report)
    restore_evidence(evidence=evidence, by=request.user)
    return _done(request, evidence, f"{evidence.file.original_name} dikembalikan.", stood)


def _done(
    request: SignedInRequest,
    evidence: Evidence,
    sentence: str,
    stood: dict[str, Signature],
    *,
    undo: Evidence | None = None,
) -> HttpResponse:
    """What was done, and which signatures of those that ``stood`` it cost."""
    report = report_for(request.user, evidence.report_id)
    notices: list[Notice] = [("success", sentence), *_on_fallen(stood)]
    if request.htmx:
        return _page(request, report, notices=notices, undo=undo)
    return _told(request, report, notices)


def _told(request: SignedInRequest, report: Report, notices: Iterable[Notice]) -> HttpResponse:
    """Without htmx: say in messages what was done, and show the page anew."""
    for kind, sentence in notices:
        messages.add_message(request, messages.constants.DEFAULT_LEVELS[kind.upper()], sentence)
    return redirect("reports:evidence", pk=report.pk)


def _on_fallen(stood: dict[str, Signature]) -> list[Notice]:
    fell = sentence_on_fallen(stood)
    return [("warning", fell)] if fell else []


def _sentences(attached: Attached) -> list[Notice]:
    """What became of the files, each with its kind of notice."""
    said: list[Notice] = []
    if attached.matched:
        said.append(("success", f"{len(attached.matched)} berkas dipasang pada barisnya."))
    if attached.unmatched:
        said.append(("warning", f"{len(attached.unmatched)} berkas belum jelas barisnya. Pilih nomor buktinya."))
    if attached.already:
        said.append(("info", f"Sudah terlampir sebelumnya: {', '.join(attached.already)}."))
    said += [("info", _on_copy(name, original)) for name, original in attached.copies]
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


def _on_copy(name: str, original: Evidence) -> str:
    where = (
        f"bukti {original.evidence_number}" if original.evidence_number else "yang belum dipasang pada baris mana pun"
    )
    return f"{name} sama persis dengan {original.file.original_name}, {where}, jadi tidak disimpan dua kali."


def _has_yet_to_sign(user: User, report: Report, standing: dict[str, Signature]) -> bool:
    role = signing_role(user, report)
    return role is not None and role.value not in standing


def _page(
    request: SignedInRequest,
    report: Report,
    *,
    form: EvidenceForm | None = None,
    notices: Iterable[Notice] = (),
    undo: Evidence | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or for htmx only what changes on it."""
    revision = report.latest
    sheet = evidence_sheet(report, revision)
    standing = live_signatures(report)
    context: dict[str, Any] = {
        "report": report,
        "revision": revision,
        "sheet": sheet,
        "page": Paginator(sheet.lines, LINES_PER_PAGE).get_page(request.GET.get("page")),
        "form": form or EvidenceForm(),
        "may_fill": may_fill(request.user, report),
        "notices": notices,
        "signed": bool(standing),
        "may_sign": report.is_open and _has_yet_to_sign(request.user, report, standing),
        "undo": undo,
    }
    template = "reports/evidence.html#lembar" if request.htmx else "reports/evidence.html"
    return render(request, template, context, status=status)
