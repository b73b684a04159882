"""Pages of the register of deaths: the list, recording one, withdrawing one, and the import from Excel."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions import record_death, withdraw_death
from grants.columns import DEATHS
from grants.filters import DeathFilter
from grants.forms import DeathForm, DeathImportForm, WithdrawalForm
from grants.importing import confirm_deaths, review_deaths
from grants.models import DeathRecord
from partners.flat_import import Fate
from partners.paging import paged
from partners.spreadsheets import empty_table
from partners.views.imports import received, review_page, send_workbook
from trail.forms import done
from vault.kinds import Kind
from vault.models import StoredFile

_NOTES = (
    "Satu baris untuk satu orang yang meninggal, mulai baris 2 lembar Kematian. Baris judul jangan diubah.",
    "Orang dikenali dari NIK-nya. Yang sudah tercatat tidak diubah.",
)


@needs(Permission.SEE_DEATHS)
@require_safe
def list_deaths(request: SignedInRequest) -> HttpResponse:
    rows = DeathRecord.objects.visible_to(request.user)
    chosen = DeathFilter(request.GET, queryset=rows)
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, rows.select_related("office", "recorded_by", "withdrawn_by")),
        "may_manage": request.user.may(Permission.MANAGE_DEATHS),
        "of_many_offices": request.user.sees_every_office,
    }
    return render(request, "grants/deaths.html", context)


@needs(Permission.MANAGE_DEATHS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_death(request: SignedInRequest) -> HttpResponse:
    form = DeathForm(request.POST or None)
    if request.method == "POST" and done(form, record_death, by=request.user):
        messages.success(request, "Kematian sudah dicatat. Laporan yang diperiksa sesudah ini mengenalinya.")
        return redirect("grants:deaths")
    return render(request, "grants/death_form.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_DEATHS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(DeathRecord.objects.visible_to(request.user), pk=pk)
    form = WithdrawalForm(request.POST or None, initial={"version": record.version})
    if request.method == "POST" and done(form, withdraw_death, record=record, by=request.user):
        messages.success(
            request, "Catatan kematian sudah ditarik. Laporan yang diperiksa sesudah ini tidak memakainya."
        )
        return redirect("grants:deaths")
    context = {"form": form, "record": record}
    return render(request, "grants/death_withdraw.html", context, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_DEATHS)
@require_safe
def send_template(request: SignedInRequest) -> HttpResponse:
    return send_workbook(empty_table(DEATHS, notes=_NOTES), "Templat-impor-kematian.xlsx")


@needs(Permission.MANAGE_DEATHS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_import(request: SignedInRequest) -> HttpResponse:
    form = DeathImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        stored = received(request, form, review_deaths)
        if stored is not None:
            return redirect("grants:deaths_import_review", key=stored.key)
    return render(request, "grants/deaths_import.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_DEATHS)
@require_http_methods(["GET", "HEAD", "POST"])
def review_stored(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What the file would do; sent back with the fingerprint of what was shown, it does it."""
    own = StoredFile.objects.filter(received_by=request.user, kind=Kind.XLSX)
    stored = get_object_or_404(own, key=key)
    if request.method == "POST":
        finished = confirm_deaths(stored=stored, by=request.user, fingerprint=request.POST.get("fingerprint", ""))
        messages.success(request, f"Impor selesai: {len(finished.of(Fate.NEW))} kematian dicatat.")
        return redirect("grants:deaths")
    review = review_deaths(stored=stored, by=request.user)
    return review_page(request, stored, review, "grants/deaths_import_review.html")
