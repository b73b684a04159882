"""Pages of the LKS: the list, one LKS, and the forms that write about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.invitation import invite
from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission, Role
from partners.actions import appoint_officer, record_document, register_partner, revise_partner, set_bank_account
from partners.filters import PartnerFilter
from partners.forms import BankAccountForm, DocumentForm, OfficerForm, PartnerForm, partner_values
from partners.models import (
    Agreement,
    Officer,
    Partner,
    PartnerDocument,
    PartnerQuerySet,
    TrainingParticipant,
)
from partners.paging import paged
from partners.readiness import standing_missing
from partners.regions import regencies
from partners.same_account import elsewhere, named
from partners.sanctions import obstacles_now
from partners.standing import document_standings, standing_of
from trail.forms import done
from trail.models import Event
from vault.door import send

#: How addresses name the two officers.
OFFICERS = {"ketua": Role.PARTNER_HEAD, "bendahara": Role.TREASURER}


@needs(Permission.SEE_PARTNERS)
@require_safe
def list_partners(request: SignedInRequest) -> HttpResponse:
    """LKS with their treasurer, documents that want care, and agreements in force."""
    shown = Partner.objects.visible_to(request.user).order_by("name", "pk")
    chosen = PartnerFilter(request.GET, queryset=shown, user=request.user)
    paging = paged(request, chosen.qs, _listed(shown))
    context = {"filter": chosen, **paging, "may_manage": _may_manage(request.user)}
    today = timezone.localdate()
    for partner in context["page_obj"]:
        partner.care = [standing for standing in document_standings(partner, today) if standing.needs_care]
    context["many_offices"] = request.user.sees_several_offices
    context["narrowed"] = any(request.GET.get(name) for name in chosen.filters)
    return render(request, "partners/partners.html", context)


@needs(Permission.SEE_PARTNERS)
@require_safe
def show_partner(request: SignedInRequest, pk: int) -> HttpResponse:
    partner = _partner(request.user, pk)
    today = timezone.localdate()
    documents = list(partner.documents.select_related("file"))
    may_manage = _may_manage(request.user)
    obstacles = obstacles_now(partner, today)
    account = partner.account
    shared = list(elsewhere(account.number, besides=partner)) if account and not request.user.is_of_partner else []
    context = {
        "partner": partner,
        "rows": [{"document": document, "standing": standing_of(document, today)} for document in documents],
        "care": [standing for standing in document_standings(partner, today) if standing.needs_care],
        "officers": [
            {"address": address, "role": role, "officer": partner.officer(role)} for address, role in OFFICERS.items()
        ],
        "former": partner.officers.filter(active=False),
        "account": account,
        "account_told": not request.user.is_of_partner,
        "same_number": named(shared, request.user) if shared else "",
        "agreements": Agreement.objects.visible_to(request.user).filter(partner=partner),
        "missing": standing_missing(partner, today, today) if may_manage else [],
        "events": Event.objects.about(partner).reverse() if request.user.may(Permission.SEE_TRAIL) else None,
        "trained": TrainingParticipant.objects.visible_to(request.user)
        .filter(partner=partner)
        .select_related("training")
        .order_by("-training__starts_on", "name"),
        "obstacles": obstacles,
        "lifts": partner.sanction_lifts.select_related("asked_by"),
        "may_ask_lift": request.user.may(Permission.ASK_EXCEPTION),
        "may_manage": may_manage,
        "may_draft": request.user.may(Permission.DRAFT_AGREEMENT) and not obstacles,
        "draft_url": f"{reverse('partners:agreement_new')}?lks={partner.pk}",
    }
    return render(request, "partners/partner.html", context)


@needs(Permission.MANAGE_PARTNERS)
def new_partner(request: SignedInRequest) -> HttpResponse:
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and done(form, register_partner, by=request.user):
        partner = Partner.objects.visible_to(request.user).get(
            office=request.user.office_id, registration_number=form.cleaned_data["registration_number"].strip()
        )
        messages.success(request, f"{partner} terdaftar. Lengkapi dokumen, pengurus, dan rekeningnya di bawah ini.")
        return redirect(partner)
    return _form_page(request, form, title="Daftarkan LKS", partner=None, regencies=regencies())


@needs(Permission.MANAGE_PARTNERS)
def edit_partner(request: SignedInRequest, pk: int) -> HttpResponse:
    partner = _partner(request.user, pk)
    form = PartnerForm(request.POST or None, initial=partner_values(partner))
    if request.method == "POST" and done(form, revise_partner, partner=_partner(request.user, pk), by=request.user):
        messages.success(request, "Data LKS disimpan.")
        return redirect(partner)
    return _form_page(request, form, title="Ubah data LKS", partner=partner, regencies=regencies())


@needs(Permission.MANAGE_PARTNERS)
def edit_officer(request: SignedInRequest, pk: int, officer: str) -> HttpResponse:
    """Appoint the head or the treasurer, or mend their particulars."""
    partner = _partner(request.user, pk)
    if officer not in OFFICERS:
        raise Http404
    role = OFFICERS[officer]
    now = partner.officer(role)
    initial = {"name": now.name, "phone": now.phone, "email": now.email} if now else {}
    had_account = now.user_id if now else None
    form = OfficerForm(request.POST or None, initial=initial)
    if request.method == "POST" and done(form, appoint_officer, partner=partner, role=role, by=request.user):
        _tell_of_account(request, partner.officer(role), had_account)
        return redirect(partner)
    return _form_page(request, form, title=f"{role.label}", partner=partner, now=now)


@needs(Permission.MANAGE_PARTNERS)
def new_document(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a document, or, coming from one that is there, its new dates and scan."""
    partner = _partner(request.user, pk)
    kind = request.GET.get("kind", "")
    initial = {"kind": kind} if kind in PartnerDocument.Kind.values else {}
    return _document_page(request, partner, DocumentForm(request.POST or None, request.FILES or None, initial=initial))


@needs(Permission.MANAGE_PARTNERS)
def edit_document(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same form, filled with a document that is on record; another number makes another document."""
    document = _document(request.user, pk)
    initial = {name: getattr(document, name) for name in DocumentForm.Meta.fields}
    form = DocumentForm(request.POST or None, request.FILES or None, initial=initial)
    return _document_page(request, document.partner, form, document=document)


@needs(Permission.SEE_PARTNERS)
@require_safe
def send_document(request: SignedInRequest, pk: int) -> HttpResponseBase:
    document = _document(request.user, pk)
    if document.file is None:
        raise Http404
    return send(document.file, inline=True)


@needs(Permission.MANAGE_PARTNERS)
def edit_account(request: SignedInRequest, pk: int) -> HttpResponse:
    partner = _partner(request.user, pk)
    now = partner.account
    initial = {"holder": partner.name}
    if now:
        initial = {"bank": now.bank, "number": now.number, "holder": now.holder, "reason": now.reason}
    form = BankAccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and done(form, set_bank_account, partner=partner, by=request.user):
        messages.success(request, "Rekening disimpan.")
        return redirect(partner)
    return _form_page(request, form, title="Rekening bank", partner=partner, now=now)


def _document_page(
    request: SignedInRequest, partner: Partner, form: DocumentForm, document: PartnerDocument | None = None
) -> HttpResponse:
    if request.method == "POST" and done(form, record_document, partner=partner, by=request.user):
        messages.success(request, "Dokumen dicatat.")
        return redirect(partner)
    title = f"Perbarui {document.get_kind_display()}" if document else "Catat dokumen"
    return _form_page(request, form, title=title, partner=partner)


def _form_page(request: SignedInRequest, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "partners/form.html", {"form": form, **context}, status=status)


def _tell_of_account(request: SignedInRequest, officer: Officer | None, had_account: int | None) -> None:
    """Say what became of the officer's account, and send the first link to who got a new one."""
    if officer is None or officer.user is None or officer.user_id == had_account:
        messages.success(request, "Data pengurus disimpan.")
        return
    invite(request, officer.user)
    messages.success(request, f"{officer} mendapat akun. Tautan untuk membuat kata sandi dikirim ke {officer.email}.")


def _may_manage(user: User) -> bool:
    return user.may(Permission.MANAGE_PARTNERS)


def _partner(user: User, pk: int) -> Partner:
    return get_object_or_404(Partner.objects.visible_to(user).select_related("office"), pk=pk)


def _document(user: User, pk: int) -> PartnerDocument:
    shown = PartnerDocument.objects.visible_to(user).select_related("file", "partner__office")
    found: PartnerDocument = get_object_or_404(shown, pk=pk)
    return found


def _listed(partners: PartnerQuerySet) -> PartnerQuerySet:
    """With all that the list shows."""
    treasurers = Officer.objects.filter(active=True, role=Role.TREASURER.value)
    return (
        partners.select_related("office")
        .prefetch_related("documents", Prefetch("officers", queryset=treasurers, to_attr="treasurers"))
        .annotate(in_force=Count("agreements", filter=Q(agreements__state="active")))
    )
