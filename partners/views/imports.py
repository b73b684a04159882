"""Import of LKS from Excel, in three pages: upload, review, result; and the list going out."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from partners.filters import PartnerFilter
from partners.flat_import import Fate, Review
from partners.forms import ImportForm
from partners.importing import confirm_import, review_import
from partners.models import Partner
from partners.resources import with_parts
from partners.spreadsheets import import_template, partner_list
from trail.refusal import Refusal
from vault.door import receive
from vault.kinds import WORKBOOKS, Kind
from vault.models import StoredFile
from vault.refused import Refused

#: So many rows of each fate are shown; the rest is counted.
SHOWN = 200


@needs(Permission.SEE_PARTNERS)
@require_safe
def export_partners(request: SignedInRequest) -> HttpResponse:
    """The list as the page shows it, filters included, as a workbook."""
    shown = PartnerFilter(request.GET, queryset=Partner.objects.visible_to(request.user), user=request.user)
    return send_workbook(partner_list(with_parts(shown.qs)), f"LKS-{timezone.localdate():%Y-%m-%d}.xlsx")


@needs(Permission.MANAGE_PARTNERS)
@require_safe
def send_template(request: SignedInRequest) -> HttpResponse:
    return send_workbook(import_template(), "Templat-impor-LKS.xlsx")


@needs(Permission.MANAGE_PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_import(request: SignedInRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        stored = received(request, form, review_import)
        if stored is not None:
            return redirect("partners:import_review", key=stored.key)
    return render(request, "partners/import.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def review_stored(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What the file would do; sent back with the fingerprint of what was shown, it does it."""
    own = StoredFile.objects.filter(received_by=request.user, kind=Kind.XLSX)
    stored = get_object_or_404(own, key=key)
    if request.method == "POST":
        done = confirm_import(stored=stored, by=request.user, fingerprint=request.POST.get("fingerprint", ""))
        new, changed = len(done.of(Fate.NEW)), len(done.of(Fate.CHANGED))
        messages.success(
            request,
            f"Impor selesai: {new} LKS baru, {changed} diperbarui. "
            "Pengurus yang mendapat akun membuat kata sandi lewat “Lupa kata sandi” di halaman masuk.",
        )
        return redirect("partners:partners")
    return review_page(request, stored, review_import(stored=stored, by=request.user), "partners/import_review.html")


def received(request: SignedInRequest, form: forms.Form, review: Callable[..., Review]) -> StoredFile | None:
    """The file kept in the vault and readable as what it should be; otherwise None, and the form says why."""
    try:
        stored = receive(form.cleaned_data["upload"], by=request.user, accept=WORKBOOKS, label="Berkas impor")
        review(stored=stored, by=request.user)
    except Refused as refused:
        form.add_error("upload", refused.sentence)
    except Refusal as refusal:
        form.add_error("upload", list(refusal.sentences))
    else:
        return stored
    return None


def review_page(request: SignedInRequest, stored: StoredFile, review: Review, template: str) -> HttpResponse:
    """What the file would do, the wrong rows first; ``template`` extends the page of imported LKS."""
    groups = [
        {"fate": fate, "count": len(rows), "rows": rows[:SHOWN], "more": max(0, len(rows) - SHOWN)}
        for fate in Fate
        if (rows := review.of(fate))
    ]
    context = {"stored": stored, "review": review, "groups": groups, "wrong": len(review.of(Fate.WRONG))}
    return render(request, template, context)


def send_workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=Kind.XLSX.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
