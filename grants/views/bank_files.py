"""Pages of files from treasury and banks: taken in, held against payments, confirmed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.effort import costs
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions.bank_files import confirm_matches, import_bank_file
from grants.bank_matching import Matching, match_file
from grants.bank_reading import read_bank_file
from grants.forms.bank import BankFileForm, ColumnsForm
from grants.models import BankFile, ColumnChoice
from grants.reconciliation import sentences
from grants.reconciliation.compare import Pair
from grants.reconciliation.mapping import ColumnMap
from grants.reconciliation.records import FileKind, Reported
from grants.reconciliation.table import Table
from partners.paging import paged
from trail.refusal import Refusal
from vault.door import receive, send
from vault.kinds import TABLES
from vault.models import StoredFile
from vault.refused import Refused

#: So many pairs, payments and lines of each sort are shown at once; the rest follows when these are confirmed.
SHOWN = 200


@needs(Permission.RECORD_SP2D, Permission.FOLLOW_MONEY)
@require_safe
def list_bank_files(request: SignedInRequest) -> HttpResponse:
    files = BankFile.objects.visible_to(request.user)
    context = {
        **paged(request, files, files.select_related("office", "file", "imported_by")),
        "may_import": request.user.may(Permission.RECORD_SP2D),
        "of_many_offices": request.user.sees_several_offices,
    }
    return render(request, "grants/bank_files.html", context)


@needs(Permission.RECORD_SP2D)
@require_http_methods(["GET", "HEAD", "POST"])
@costs(6)
def new_bank_file(request: SignedInRequest) -> HttpResponse:
    form = BankFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            stored = receive(form.cleaned_data["upload"], by=request.user, accept=TABLES, label="Berkas bank")
            read_bank_file(stored, kind=form.of_kind)
        except Refused as refused:
            form.add_error("upload", refused.sentence)
        except Refusal as refusal:
            form.add_error("upload", list(refusal.sentences))
        else:
            return redirect("grants:bank_file_read", key=stored.key, kind=form.of_kind.value)
    return render(request, "grants/bank_file_form.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Permission.RECORD_SP2D)
@require_http_methods(["GET", "HEAD", "POST"])
@costs(6)
def read_stored(request: SignedInRequest, key: UUID, kind: str) -> HttpResponse:
    """What the file says, by the columns that were chosen; sent back with these, it is taken in."""
    stored = get_object_or_404(StoredFile.objects.filter(received_by=request.user), key=key)
    if kind not in {each.value for each in FileKind}:
        raise Http404
    of_kind = FileKind(kind)
    table = _as_remembered(request, stored, of_kind)
    form = ColumnsForm(request.POST or None, heading=table.heading, chosen=table.map)
    if request.method == "POST" and form.is_valid():
        try:
            if "save" in request.POST:
                taken = import_bank_file(stored=stored, kind=of_kind, column_map=form.column_map, by=request.user)
                messages.success(request, f"Berkas dibaca: {taken.lines_count} baris. Periksa pasangannya di bawah.")
                return redirect(taken)
            table = read_bank_file(stored, kind=of_kind, column_map=form.column_map)
        except Refusal as refusal:
            form.add_error(None, list(refusal.sentences))
    context = {
        "form": form,
        "table": table,
        "stored": stored,
        "kind": of_kind,
        "shown": table.lines[:20],
        "total": sum(line.amount for line in table.lines),
    }
    return render(request, "grants/bank_file_read.html", context, status=422 if form.errors else 200)


def _as_remembered(request: SignedInRequest, stored: StoredFile, kind: FileKind) -> Table:
    """The file by the columns that the office chose for files of its make; else by what the headings suggest."""
    table = read_bank_file(stored, kind=kind)
    remembered = ColumnChoice.objects.filter(
        office=request.user.office_id, kind=kind.value, fingerprint=table.heading.fingerprint
    ).first()
    if remembered is None or remembered.columns == table.map.as_data():
        return table
    return read_bank_file(stored, kind=kind, column_map=ColumnMap.from_data(remembered.columns))


@needs(Permission.RECORD_SP2D, Permission.FOLLOW_MONEY)
@require_safe
def show_bank_file(request: SignedInRequest, pk: int) -> HttpResponse:
    bank_file = get_object_or_404(
        BankFile.objects.visible_to(request.user).select_related("file", "imported_by"), pk=pk
    )
    matching = match_file(bank_file)
    context = {
        "bank_file": bank_file,
        "may_confirm": request.user.may(Permission.RECORD_SP2D, bank_file),
        "confirmed": matching.confirmed,
        **_told(matching),
    }
    return render(request, "grants/bank_file.html", context)


def _told(matching: Matching) -> dict[str, Any]:
    """What came of it, as the page shows it."""
    result = matching.result
    return {
        "matched": [_pair_told(pair, matching) for pair in result.matched[:SHOWN]],
        "near": [_pair_told(pair, matching) for pair in result.near[:SHOWN]],
        "ties": [sentences.tie_told(tie) for tie in result.ties[:SHOWN]],
        "missing": [matching.payments[payment.key] for payment in matching.missing[:SHOWN]],
        "unexpected": [_line_told(line) for line in result.unexpected[:SHOWN]],
        "duplicates": [sentences.duplicate_told(each) for each in result.duplicates[:SHOWN]],
        "contradictions": [sentences.contradiction_told(lines) for lines in result.contradictions[:SHOWN]],
        "tally": result.theirs,
        "more": max(len(result.matched), len(result.near), len(matching.missing), len(result.unexpected)) > SHOWN,
    }


def _pair_told(pair: Pair, matching: Matching) -> dict[str, Any]:
    return {
        "payment": matching.payments[pair.expected.key],
        "line": pair.reported,
        "agreement": sentences.agreement(pair),
        "differences": [*sentences.differences(pair), *sentences.unproven(pair)],
        "value": f"{pair.reported.row}-{pair.expected.key}",
    }


def _line_told(line: Reported) -> dict[str, Any]:
    return {"line": line, "named": sentences.line_named(line)}


@needs(Permission.RECORD_SP2D)
@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    bank_file = get_object_or_404(BankFile.objects.visible_to(request.user), pk=pk)
    pairs = [value.partition("-") for value in request.POST.getlist("pair")]
    if not all(row.isdecimal() and key.isdecimal() for row, _, key in pairs):
        raise Http404
    chosen = {int(row): int(key) for row, _, key in pairs}
    if len(chosen) < len(pairs):
        raise Refusal("Satu baris dipilih untuk dua penyaluran. Pilih satu penyaluran saja untuk tiap baris.")
    done = confirm_matches(bank_file=bank_file, chosen=chosen, by=request.user)
    messages.success(request, f"{len(done)} pasangan dikonfirmasi.")
    return redirect(bank_file)


@needs(Permission.RECORD_SP2D, Permission.FOLLOW_MONEY)
@require_safe
def send_bank_file(request: SignedInRequest, pk: int) -> FileResponse:
    bank_file = get_object_or_404(BankFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    return send(bank_file.file)
