"""Pages of files from treasury and banks: taken in, held against payments, confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import record_look
from accounts.effort import costs
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions.bank_files import import_bank_file
from grants.actions.bank_matches import confirm_matches, explain_difference
from grants.bank_matching import Matching, match_file
from grants.bank_reading import read_bank_file
from grants.forms.bank import BankFileForm, ColumnsForm, DifferenceForm, PairsForm
from grants.list_filters import BankFileFilter
from grants.models import BankFile, BankMatch, ColumnChoice
from grants.reconciliation import sentences
from grants.reconciliation.compare import Pair
from grants.reconciliation.mapping import ColumnMap
from grants.reconciliation.match import Tie
from grants.reconciliation.records import FileKind, Reported, Status
from grants.reconciliation.table import Table
from grants.views.payment_page import disbursement_of, payment_page
from grants.workflow import PAID_STATES
from partners.paging import paged
from trail.forms import done
from trail.models import Event
from trail.refusal import Refusal
from vault.door import receive, send
from vault.kinds import TABLES
from vault.models import StoredFile
from vault.refused import Refused

#: So many pairs, payments and lines of each sort stand on a page; of each sort one turns the pages.
SHOWN = 200


@needs(Permission.RECORD_SP2D, Permission.FOLLOW_MONEY)
@require_safe
def list_bank_files(request: SignedInRequest) -> HttpResponse:
    files = BankFile.objects.visible_to(request.user)
    chosen = BankFileFilter(request.GET, queryset=files, user=request.user)
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, files.select_related("office", "file", "imported_by")),
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
        "events": Event.objects.about(bank_file).reverse() if request.user.may(Permission.SEE_TRAIL) else None,
        **_told(request, matching),
    }
    return render(request, "grants/bank_file.html", context)


def _told(request: SignedInRequest, matching: Matching) -> dict[str, Any]:
    """What came of it, as the page shows it: of each sort a page, and of one of them the page that was asked for."""
    result = matching.result
    sorts: dict[str, tuple[Sequence[Any], Callable[[Any], Any]]] = {
        "matched": (result.matched, lambda pair: _pair_told(pair, matching)),
        "near": (result.near, lambda pair: _pair_told(pair, matching)),
        "ties": (result.ties, lambda tie: _tie_told(tie, matching)),
        "missing": (matching.missing or (), lambda payment: matching.payments[payment.key]),
        "unexpected": (result.unexpected, _line_told),
        "duplicates": (result.duplicates, sentences.duplicate_told),
        "contradictions": (result.contradictions, sentences.contradiction_told),
        "recorded": (matching.recorded, lambda known: known),
    }
    asked, number = request.GET.get("bagian"), request.GET.get("hal")
    told: dict[str, Any] = {"tally": result.theirs, "has_days": matching.missing is not None}
    for name, (records, show) in sorts.items():
        page = Paginator(records, SHOWN).get_page(number if name == asked else 1)
        told[name] = [show(record) for record in page.object_list]
        told[f"{name}_page"] = page
    return told


def _pair_told(pair: Pair, matching: Matching) -> dict[str, Any]:
    payment, line = matching.payments[pair.expected.key], pair.reported
    return {
        "payment": payment,
        "line": line,
        "agreement": sentences.agreement(pair),
        "differences": [*sentences.differences(pair), *sentences.unproven(pair)],
        "value": f"{line.row}-{pair.expected.key}",
        "asks_day": line.status is Status.RETUR and line.day is None and payment.state in PAID_STATES,
    }


def _tie_told(tie: Tie, matching: Matching) -> dict[str, Any]:
    """The tie in words, and for each of its lines the payments that a person may choose from."""
    pairs = [_pair_told(pair, matching) for pair in matching.pairs_in(tie)]
    lines = [{"line": line, "pairs": [pair for pair in pairs if pair["line"] is line]} for line in tie.reported]
    return {"sentence": sentences.tie_told(tie), "lines": lines}


def _line_told(line: Reported) -> dict[str, Any]:
    return {"line": line, "named": sentences.line_named(line)}


@needs(Permission.RECORD_SP2D)
@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    bank_file = get_object_or_404(BankFile.objects.visible_to(request.user), pk=pk)
    form = PairsForm(request.POST)
    if not form.is_valid():
        raise Refusal(form.first_error, "Tidak ada yang disimpan. Kembali, betulkan, lalu konfirmasi lagi.")
    confirmed = confirm_matches(bank_file=bank_file, chosen=form.chosen, days=form.days, by=request.user)
    messages.success(request, f"{len(confirmed)} pasangan dikonfirmasi.")
    return redirect(bank_file)


@needs(Permission.RECORD_SP2D, Permission.FOLLOW_MONEY)
@require_safe
def send_bank_file(request: SignedInRequest, pk: int) -> FileResponse:
    bank_file = get_object_or_404(BankFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    record_look(obj=bank_file, by=request.user, data={"what": "Berkas bank"})
    return send(bank_file.file)


@needs(Permission.RECORD_SP2D)
@require_POST
def explain(request: SignedInRequest, pk: int) -> HttpResponse:
    """Why a confirmed line names another amount than was paid; asked for on the payment's page."""
    matches = BankMatch.objects.visible_to(request.user).select_related("line", "disbursement", "bank_file__file")
    match = get_object_or_404(matches, pk=pk)
    form = DifferenceForm(request.POST, auto_id=f"id_selisih_{pk}_%s")
    if done(form, explain_difference, match=match, by=request.user):
        messages.success(request, "Sebab selisihnya tersimpan.")
        return redirect(match.disbursement)
    return payment_page(request, disbursement_of(request.user, match.disbursement_id), **{f"difference_{pk}": form})
