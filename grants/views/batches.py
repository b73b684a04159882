"""Batches of payments, and the papers of each payment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import note_look
from accounts.permissions import SignedInRequest, needs
from accounts.requests import whole_number
from accounts.roles import Permission
from grants.actions.batches import (
    Outcome,
    Ticked,
    approve_batch,
    attach_payment_document,
    fill_batch,
    make_batch,
)
from grants.facts import payment_findings
from grants.forms.payment import BatchApprovalForm, BatchForm, DocumentForm
from grants.list_filters import BatchFilter
from grants.models import Disbursement, PaymentBatch, PaymentDocument
from grants.prints import batch_print
from grants.totals import totals_of
from grants.views.payment_page import disbursement_of, payment_page
from grants.workflow import DISBURSEMENT
from partners.paging import paged
from regulations.findings import Finding
from trail.forms import done
from trail.models import Event
from trail.refusal import StalePage
from vault.door import send
from vault.kinds import Kind
from vault.leaving import leaving

#: Where the session keeps what came of an approval until the page that tells it.
_OUTCOMES = "grants.batch_outcomes"


@needs(Permission.PROPOSE_DISBURSEMENT, Permission.APPROVE_DISBURSEMENT, Permission.CONFIRM_RECEIPT)
@require_POST
def attach(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = DocumentForm(request.POST, request.FILES, of_partner=request.user.is_of_partner)
    if done(form, attach_payment_document, disbursement=payment, by=request.user):
        messages.success(request, "Dokumen sudah dilampirkan.")
        return redirect(payment)
    return payment_page(request, payment, document=form)


@needs(Permission.SEE_MONEY)
@require_safe
def send_document(request: SignedInRequest, pk: int) -> FileResponse:
    documents = PaymentDocument.objects.visible_to(request.user).select_related("file")
    document = get_object_or_404(documents, pk=pk)
    note_look(obj=document.disbursement, what=f"Dokumen {document.get_kind_display()}", by=request.user)
    return send(document.file, inline=True)


@needs(Permission.FOLLOW_MONEY)
@require_safe
def list_batches(request: SignedInRequest) -> HttpResponse:
    rows = PaymentBatch.objects.visible_to(request.user)
    chosen = BatchFilter(request.GET, queryset=rows, user=request.user)
    shown = rows.select_related("created_by").annotate(
        payments=Count("disbursements"), worth=Coalesce(Sum("disbursements__amount"), 0)
    )
    listed = paged(request, chosen.qs, shown)
    may_make = request.user.may(Permission.PROPOSE_DISBURSEMENT)
    return render(request, "grants/batches.html", {"filter": chosen, **listed, "may_make": may_make})


@needs(Permission.PROPOSE_DISBURSEMENT)
def new_batch(request: SignedInRequest) -> HttpResponse:
    form = BatchForm(request.POST or None)
    if request.method == "POST" and done(form, make_batch, by=request.user):
        messages.success(request, "Kumpulan sudah dibuat. Pilih SPP yang masuk ke dalamnya.")
        return redirect(
            PaymentBatch.objects.visible_to(request.user).filter(created_by=request.user).order_by("-pk")[0]
        )
    return render(request, "grants/batch_form.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Permission.FOLLOW_MONEY)
@require_safe
def show_batch(request: SignedInRequest, pk: int) -> HttpResponse:
    """The batch, with what came of the approval that led here, once."""
    of, outcomes = request.session.pop(_OUTCOMES, (None, []))
    return _page(request, _batch(request, pk), outcomes=outcomes if of == pk else [])


@needs(Permission.PROPOSE_DISBURSEMENT)
@require_POST
def fill(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    fill_batch(batch=batch, chosen=frozenset(_numbers(request)), by=request.user)
    messages.success(request, "Isi kumpulan sudah disimpan.")
    return redirect(batch)


@needs(Permission.APPROVE_DISBURSEMENT)
@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve the ticked ones; the page then says of each what came of it."""
    batch = _batch(request, pk)
    form = BatchApprovalForm(request.POST)
    if not form.is_valid():
        return _page(request, batch, form=form)
    chosen = {
        key: Ticked(_version(request.POST.get(f"version-{key}", "")), request.POST.get(f"spm-{key}", ""))
        for key in _numbers(request)
    }
    day = form.cleaned_data["spm_date"]
    outcomes = approve_batch(batch=batch, chosen=chosen, spm_date=day, by=request.user)
    request.session[_OUTCOMES] = [batch.pk, [_told(outcome) for outcome in outcomes]]
    return redirect(batch)


@needs(Permission.FOLLOW_MONEY)
@require_safe
def print_batch(request: SignedInRequest, pk: int) -> HttpResponse:
    return leaving(batch_print(_batch(request, pk)), f"kumpulan-{pk}.pdf", Kind.PDF, shown=True)


def _told(outcome: Outcome) -> dict[str, Any]:
    """What came of one payment, in words that keep until the next page."""
    payment = outcome.payment
    end = f"SPM {payment.spm_number} terbit" if outcome.approved else "tidak disetujui"
    title = f"SPP {payment.spp_number}, {payment.instalment.agreement.partner}: {end}"
    return {"approved": outcome.approved, "title": title, "sentences": list(outcome.sentences)}


def _batch(request: SignedInRequest, pk: int) -> PaymentBatch:
    batches = PaymentBatch.objects.visible_to(request.user).select_related("office", "created_by")
    return get_object_or_404(batches, pk=pk)


def _findings(payment: Disbursement) -> list[Finding]:
    """What the rules say of a payment that can still be mended, as on its own page."""
    return payment_findings(payment) if payment.state in {"proposed", "approved"} else []


def _numbers(request: SignedInRequest) -> list[int]:
    return [_version(text) for text in request.POST.getlist("payment")]


def _version(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise StalePage("Pilihan ini tidak terbaca.", "Muat ulang halaman, lalu centang lagi.")
    return number


def _page(
    request: SignedInRequest,
    batch: PaymentBatch,
    *,
    form: BatchApprovalForm | None = None,
    outcomes: Sequence[dict[str, Any]] = (),
) -> HttpResponse:
    payments = batch.disbursements.with_partner().select_related("allocation", "decree", "bank_account").order_by("pk")
    may_fill = request.user.may(Permission.PROPOSE_DISBURSEMENT)
    free = Disbursement.objects.visible_to(request.user).filter(state="proposed", batch=None)
    chosen = request.POST.getlist("payment") if form else []
    for payment in payments:  # what was ticked and typed is not lost where the date has to be mended
        payment.ticked = str(payment.pk) in chosen
        payment.typed_spm = request.POST.get(f"spm-{payment.pk}", "") if form else ""
    context = {
        "batch": batch,
        "payments": payments,
        "warned": [(payment, found) for payment in payments if (found := _findings(payment))],
        "totals": totals_of(batch.disbursements.all(), DISBURSEMENT),
        "free": free.with_partner().order_by("pk") if may_fill else [],
        "may_fill": may_fill,
        "may_approve": request.user.may(Permission.APPROVE_DISBURSEMENT) and payments.filter(state="proposed").exists(),
        "form": form or BatchApprovalForm(),
        "outcomes": outcomes,
        "events": Event.objects.about(batch).reverse() if request.user.may(Permission.SEE_TRAIL) else None,
    }
    return render(request, "grants/batch.html", context, status=422 if form else 200)
