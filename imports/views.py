"""Pages of an import: upload, progress, preview, result; the same for every table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.effort import costs
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from imports.actions.runs import begin_import, cancel_import, confirm_import, note_refused_rows_sent, recheck_import
from imports.filters import EarlierFilter
from imports.forms import ImportForm
from imports.judging import Fate
from imports.models import ImportRun
from imports.parts import ON_A_PAGE, page_of
from imports.refused import refused_rows
from imports.registry import Importer, importer_of
from trail.models import Event
from trail.refusal import Refusal, StalePage
from vault.kinds import Kind
from vault.leaving import leaving
from vault.tables import csv_file, workbook

#: So many earlier runs are named beside the form, on a page.
_EARLIER = 10


@needs(Permission.IMPORT_TABLES)
@require_http_methods(["GET", "HEAD", "POST"])
@costs(6)
def upload_file(request: SignedInRequest, kind: str, context_id: int | None = None) -> HttpResponse:
    importer = _importer(request, kind)
    context = _context(request, importer, context_id)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = begin_import(importer=importer, upload=form.cleaned_data["upload"], by=request.user, context=context)
        except Refusal as refusal:
            form.add_error("upload", list(refusal.sentences))
        else:
            return redirect("imports:run", key=run.key)
    earlier = ImportRun.objects.visible_to(request.user).filter(kind=kind, context_id=context_id)
    chosen = EarlierFilter(request.GET, queryset=earlier.select_related("file", "started_by"))
    page = Paginator(chosen.qs, _EARLIER).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "importer": importer,
        "back": importer.back(context),
        "filter": chosen,
        "any_earlier": page.paginator.count or any(request.GET.get(name) for name in chosen.filters),
        "page_obj": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
    }
    return render(request, "imports/upload.html", shown, status=422 if form.is_bound else 200)


@needs(Permission.IMPORT_TABLES)
@require_safe
def send_template(request: SignedInRequest, kind: str) -> HttpResponse:
    importer = _importer(request, kind)
    return leaving(importer.template(), f"Templat-impor-{kind}.xlsx", Kind.XLSX)


@needs(Permission.IMPORT_TABLES)
@require_safe
def show_run(request: SignedInRequest, key: UUID) -> HttpResponse:
    """How far it is, what it would do, or what became of it: one address for the whole way."""
    run = _run(request, key)
    importer = run.importer
    back = importer.back(_context(request, importer, run.context_id))
    shown: dict[str, Any] = {"run": run, "importer": importer, "back": back}
    if request.htmx:
        return _progress(request, shown)
    shown["events"] = Event.objects.about(run).reverse()
    shown["may_take_rows"] = run.started_by_id == request.user.pk
    shown["may_see_rows"] = run.rows_may_be_seen_by(request.user)
    if run.state in {"ready", "refused"} and run.forgotten_at is None:
        shown |= _preview(request, run)
    return render(request, "imports/run.html", shown)


def _progress(request: SignedInRequest, shown: dict[str, Any]) -> HttpResponse:
    """The part of the page that asks again by itself; once nobody works any more, the whole page is loaded anew."""
    answer = render(request, "imports/_progress.html", shown)
    run: ImportRun = shown["run"]
    if not run.is_working or run.has_stopped:
        answer["HX-Refresh"] = "true"
    return answer


def _preview(request: SignedInRequest, run: ImportRun) -> dict[str, Any]:
    """The rows of one fate, a page at a time: those that need somebody first."""
    fates = [(fate, getattr(run, fate.field)) for fate in Fate]
    there = [fate for fate, count in fates if count]
    asked = request.GET.get("nasib")
    fate = next((each for each in there if each.value == asked), there[0])
    page = Paginator(range(getattr(run, fate.field)), ON_A_PAGE).get_page(request.GET.get("page"))
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "fates": fates,
        "fate": fate,
        "page_obj": page,
        "page_numbers": list(numbers),
        "rows": page_of(run, fate, page.number) if run.rows_may_be_seen_by(request.user) else [],
    }


@needs(Permission.IMPORT_TABLES)
@require_POST
def confirm_run(request: SignedInRequest, key: UUID) -> HttpResponse:
    run = _run(request, key)
    version = posted_version(request)
    try:
        confirm_import(run=run, by=request.user, version=version, fingerprint=request.POST.get("fingerprint", ""))
    except StalePage:
        # The next look at the page shows what would happen now.
        run = _run(request, key)
        if run.state == "ready" and run.version == version:
            recheck_import(run=run, by=request.user, version=version)
        raise
    if run.state != "saved":
        return redirect("imports:run", key=run.key)
    messages.success(request, run.importer.done(run))
    return redirect(run.importer.back(_context(request, run.importer, run.context_id)))


@needs(Permission.IMPORT_TABLES)
@require_POST
def recheck_run(request: SignedInRequest, key: UUID) -> HttpResponse:
    run = recheck_import(run=_run(request, key), by=request.user, version=posted_version(request))
    return redirect("imports:run", key=run.key)


@needs(Permission.IMPORT_TABLES)
@require_POST
def cancel_run(request: SignedInRequest, key: UUID) -> HttpResponse:
    run = cancel_import(run=_run(request, key), by=request.user, version=posted_version(request))
    messages.success(request, "Impor dibatalkan. Tidak ada yang disimpan.")
    return redirect(run.importer.back(_context(request, run.importer, run.context_id)))


@needs(Permission.IMPORT_TABLES)
@require_safe
def send_refused(request: SignedInRequest, key: UUID, ending: str) -> HttpResponse:
    """The refused rows with the reasons, to be mended and sent in again."""
    run = _run(request, key)
    if run.state != "refused" or run.forgotten_at is not None or ending not in {Kind.XLSX, Kind.CSV}:
        raise Http404
    if run.started_by_id != request.user.pk:
        raise PermissionDenied
    note_refused_rows_sent(run=run, ending=ending, by=request.user)
    table, name = refused_rows(run), f"Baris-ditolak-{run.kind}-{timezone.localdate():%Y-%m-%d}.{ending}"
    if ending == Kind.CSV:
        return leaving(csv_file(table), name, Kind.CSV)
    return leaving(workbook([table]), name, Kind.XLSX)


def _importer(request: SignedInRequest, kind: str) -> Importer:
    """What is imported, and the right to do so."""
    try:
        importer = importer_of(kind)
    except KeyError as unknown:
        raise Http404 from unknown
    if not request.user.may(importer.permission):
        raise PermissionDenied
    return importer


def _context(request: SignedInRequest, importer: Importer, context_id: int | None) -> models.Model | None:
    if (context_id is None) is not (importer.context is None):
        raise Http404
    return importer.context(request.user, context_id) if importer.context and context_id is not None else None


def _run(request: SignedInRequest, key: UUID) -> ImportRun:
    return get_object_or_404(ImportRun.objects.visible_to(request.user).select_related("file", "office"), key=key)
