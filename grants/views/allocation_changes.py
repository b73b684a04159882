"""Pages that write budget lines: a new one, a revision, and the DIPA whose file comes in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions import record_allocation, record_dipa_document, revise_allocation
from grants.forms.allocation import AllocationForm, DipaDocumentForm, RevisionForm
from grants.models import Allocation, DipaDocument
from grants.views.allocations import line_of
from trail.forms import done

#: So many DIPA documents that were imported from are named beside the form.
_EARLIER = 10


@needs(Permission.MANAGE_ALLOCATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_allocation(request: SignedInRequest) -> HttpResponse:
    form = AllocationForm(request.POST or None)
    if request.method == "POST" and done(form, record_allocation, by=request.user):
        messages.success(request, "Baris alokasi sudah dicatat.")
        return redirect("grants:allocations")
    return render(request, "grants/allocation_form.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_ALLOCATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: SignedInRequest, pk: int) -> HttpResponse:
    line = line_of(request.user, pk)
    # The form writes what was typed into its instance; the page goes on to tell of the line as it is.
    form = RevisionForm(request.POST or None, instance=Allocation.objects.get(pk=line.pk))
    if request.method == "POST" and done(form, revise_allocation, allocation=line, by=request.user):
        messages.success(request, "Revisi sudah dicatat.")
        return redirect("grants:allocation", pk=line.pk)
    context = {"form": form, "line": line}
    return render(request, "grants/allocation_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_ALLOCATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def name_dipa(request: SignedInRequest) -> HttpResponse:
    """Which DIPA the file is of, before it is uploaded."""
    form = DipaDocumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named: list[DipaDocument] = []

        def record(**fields: Any) -> None:
            named.append(record_dipa_document(by=request.user, **fields))

        if done(form, record):
            return redirect("imports:upload_for", kind="alokasi", context_id=named[0].pk)
    earlier = DipaDocument.objects.visible_to(request.user).select_related("recorded_by")[:_EARLIER]
    context = {"form": form, "earlier": earlier}
    return render(request, "grants/dipa_form.html", context, status=422 if form.is_bound else 200)
