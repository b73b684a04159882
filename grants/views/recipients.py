"""Pages of the list of a decree: putting a person on it, taking one off, what a further decree changes, as Excel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import note_look, note_look_of_day
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from beneficiaries.actions import DiedElsewhere
from grants.actions import add_recipient, remove_recipient
from grants.filters import RecipientFilter
from grants.forms.decree import RecipientForm
from grants.list_filters import CHANGES, ChangeFilter
from grants.models import DecreeRecipient
from grants.spreadsheets import RecipientsExport
from grants.views.decrees import decree_of
from partners.paging import paged
from partners.regions import unknown_origin
from trail.forms import done
from vault.leaving import leaving


@needs(Permission.DRAFT_DECREE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_recipient(request: SignedInRequest, pk: int) -> HttpResponse:
    decree = decree_of(request.user, pk)
    if decree.state != "draft" or not decree.names_people:
        return redirect(decree)
    doubt: list[str] = []

    def add(**given: Any) -> None:
        try:
            add_recipient(**given)
        except DiedElsewhere as refusal:
            doubt.extend(refusal.doubt)
            raise

    form = RecipientForm(
        request.POST or None, initial={"form": decree.agreement.form}, ask_why="despite" in request.POST
    )
    if request.method == "POST" and done(form, add, decree=decree, by=request.user):
        messages.success(request, "Penerima sudah masuk daftar.")
        if strange := unknown_origin(form.cleaned_data["nik"]):
            messages.warning(request, strange)
        return redirect("grants:recipient_new" if "another" in request.POST else "grants:decree", pk=decree.pk)
    if doubt:
        form = RecipientForm(request.POST, ask_why=True)
        form.add_error(None, doubt)
    context = {"form": form, "decree": decree, "agreement": decree.agreement}
    return render(request, "grants/recipient_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.DRAFT_DECREE)
@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    people = DecreeRecipient.objects.visible_to(request.user).select_related("decree")
    person = get_object_or_404(people, pk=pk)
    remove_recipient(recipient=person, by=request.user)
    messages.success(request, "Penerima sudah dikeluarkan dari daftar.")
    return redirect(person.decree)


@needs(Permission.SEE_MONEY)
@require_safe
def show_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who comes, who goes, and whose amount is another one, against the decree that this one changes."""
    decree = decree_of(request.user, pk)
    old = decree.changes
    if old is None:
        raise Http404
    rows = {
        "masuk": decree.recipients.not_in(old),
        "keluar": old.recipients.not_in(decree),
        "berubah": decree.recipients.otherwise_in(old),
    }
    chosen = {kind: ChangeFilter(request.GET, queryset=each.order_by("place")) for kind, each in rows.items()}
    asked = request.GET.get("macam", "")
    counts = {kind: each.qs.count() for kind, each in chosen.items()}
    kind = asked if asked in rows else next((one for one in rows if counts[one]), "masuk")
    address = request.GET.copy()
    address.pop("page", None)
    tabs = []
    for one, label in CHANGES.items():
        address["macam"] = one
        url = f"?{address.urlencode()}"
        tabs.append({"label": label, "url": url, "here": one == kind, "count": counts[one], "tone": ""})
    context = {
        "decree": decree,
        "old": old,
        "agreement": decree.agreement,
        "kind": kind,
        "tabs": tabs,
        # A decree without a list is for the LKS itself, of the whole agreement.
        "sums": [
            (label, each.total() if each.names_people else each.agreement.value, each, each.names_people)
            for label, each in (("Jumlah sebelumnya", old), ("Jumlah sesudahnya", decree))
        ],
        "filter": chosen[kind],
        **paged(request, chosen[kind].qs, rows[kind], count=counts[kind]),
    }
    note_look_of_day(obj=decree, what="Daftar penerima SK", by=request.user)
    return render(request, "grants/decree_changes.html", context)


@needs(Permission.SEE_MONEY)
@require_safe
def export_recipients(request: SignedInRequest, pk: int) -> HttpResponse:
    decree = decree_of(request.user, pk)
    people = DecreeRecipient.objects.visible_to(request.user).filter(decree=decree).order_by("place")
    content = RecipientsExport().workbook(RecipientFilter(request.GET, queryset=people).qs)
    note_look(obj=decree, what="Daftar penerima SK (unduhan)", by=request.user)
    return leaving(content, f"Penerima-SK-{decree.pk}-{timezone.localdate():%Y-%m-%d}.xlsx")
