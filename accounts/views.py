"""An administrator's pages: people of the office, their roles, and the office itself. No money here."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.actions import close_account, give_roles, open_account, reopen_account, revise_office
from accounts.forms import OfficeForm, PersonForm, RolesForm
from accounts.invitation import invite
from accounts.models import Office, User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from trail.models import Event
from trail.refusal import Refusal


def _load_person(request: SignedInRequest, pk: int) -> User:
    return get_object_or_404(User, pk=pk, office=request.user.office_id)


@needs(Permission.MANAGE_ACCOUNTS)
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody of the administrator's office."""
    text = request.GET.get("q", "").strip()
    rows = User.objects.filter(office=request.user.office_id).prefetch_related("role_grants")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(email__icontains=text))
    return render(request, "accounts/people.html", {"people": rows, "text": text, "office": request.user.office})


@needs(Permission.MANAGE_ACCOUNTS)
def person_new(request: SignedInRequest) -> HttpResponse:
    """Open an account; the person sets a password through a link sent by e-mail."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = open_account(**form.cleaned_data, office=request.user.office, by=request.user)
        except Refusal as refusal:
            form.add_error(None, list(refusal.sentences))
        else:
            invite(request, user)
            messages.success(
                request, f"Akun {user.name} dibuka. Tautan untuk menetapkan kata sandi dikirim ke {user.email}."
            )
            return redirect("accounts:people")
    return render(request, "accounts/person_new.html", {"form": form})


@needs(Permission.MANAGE_ACCOUNTS)
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person's roles."""
    user = _load_person(request, pk)
    form = RolesForm(request.POST or None, initial={"roles": sorted(user.roles)})
    if request.method == "POST" and form.is_valid():
        try:
            give_roles(user=user, roles=form.cleaned_data["roles"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, list(refusal.sentences))
        else:
            messages.success(request, f"Peran {user.name} disimpan.")
            return redirect("accounts:people")
    context = {"form": form, "person": user, "events": Event.objects.about(user).reverse()}
    return render(request, "accounts/person.html", context)


@require_POST
@needs(Permission.MANAGE_ACCOUNTS)
def person_close(request: SignedInRequest, pk: int) -> HttpResponse:
    user = _load_person(request, pk)
    close_account(user=user, by=request.user)
    messages.success(request, f"Akun {user.name} ditutup; ia tidak dapat masuk lagi.")
    return redirect("accounts:person", pk=pk)


@require_POST
@needs(Permission.MANAGE_ACCOUNTS)
def person_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    user = _load_person(request, pk)
    reopen_account(user=user, by=request.user)
    messages.success(request, f"Akun {user.name} dibuka kembali.")
    return redirect("accounts:person", pk=pk)


@needs(Permission.MANAGE_ACCOUNTS)
def office(request: SignedInRequest) -> HttpResponse:
    """The office's own page: its letterhead and time zone."""
    own = get_object_or_404(Office, pk=request.user.office_id)
    form = OfficeForm(request.POST or None, instance=Office.objects.get(pk=own.pk))
    if request.method == "POST" and form.is_valid():
        revise_office(office=own, by=request.user, **form.cleaned_data)
        messages.success(request, "Data kantor disimpan.")
        return redirect("accounts:people")
    context = {"form": form, "office": own, "events": Event.objects.about(own).reverse()}
    return render(request, "accounts/office.html", context)
