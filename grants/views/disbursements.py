"""Pages of payments: the list, proposing one (SPP), and its way through SPM and SP2D."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions import approve_disbursement, propose_disbursement, record_sp2d, reject_disbursement
from grants.facts import payment_findings, proposal_findings
from grants.filters import DisbursementFilter
from grants.forms.proposal import ApprovalForm, PaymentForm, ProposalForm
from grants.gate import gate
from grants.models import Disbursement
from grants.totals import totals_of
from grants.views.payment_page import disbursement_of, payment_page
from grants.workflow import DISBURSEMENT
from partners.models import Instalment
from partners.paging import paged
from trail.forms import ReasonForm, done


@needs(Permission.SEE_MONEY)
@require_safe
def list_disbursements(request: SignedInRequest) -> HttpResponse:
    rows = Disbursement.objects.visible_to(request.user)
    chosen = DisbursementFilter(request.GET, queryset=rows, user=request.user)
    totals = totals_of(chosen.qs, DISBURSEMENT)
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, rows.with_partner(), count=totals.count),
        "totals": totals,
        "of_partner": request.user.is_of_partner,
    }
    return render(request, "grants/disbursements.html", context)


@needs(Permission.PROPOSE_DISBURSEMENT)
def new_disbursement(request: SignedInRequest, pk: int) -> HttpResponse:
    instalments = Instalment.objects.visible_to(request.user).select_related("agreement__partner__office")
    instalment = get_object_or_404(instalments, pk=pk)
    form = ProposalForm(request.POST or None, instalment=instalment)
    if request.method == "POST" and done(form, propose_disbursement, instalment=instalment, by=request.user):
        messages.success(request, "SPP sudah diajukan. Kini menunggu persetujuan PPSPM.")
        for finding in payment_findings(instalment.disbursements.living().get()):
            messages.warning(request, f"{finding.rule}: {finding.message}")
        return redirect("grants:agreement_money", pk=instalment.agreement_id)
    closed = gate(instalment)
    context = {
        "form": form,
        "instalment": instalment,
        "agreement": instalment.agreement,
        "account": instalment.agreement.partner.account,
        "obstacles": [(reason.sentence, reason.url_for(request.user)) for reason in closed.reasons],
        "warnings": proposal_findings(instalment),
        "gate": closed,
    }
    return render(request, "grants/disbursement_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.SEE_MONEY)
@require_safe
def show_disbursement(request: SignedInRequest, pk: int) -> HttpResponse:
    return payment_page(request, disbursement_of(request.user, pk))


@needs(Permission.APPROVE_DISBURSEMENT)
@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = ApprovalForm(request.POST)
    if done(form, approve_disbursement, disbursement=payment, by=request.user):
        messages.success(request, f"SPM {payment.spm_number} terbit. Kini menunggu SP2D dari KPPN.")
        return redirect(payment)
    return payment_page(request, payment, approve=form)


@needs(Permission.APPROVE_DISBURSEMENT)
@require_POST
def reject(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = ReasonForm(request.POST)
    if done(form, reject_disbursement, disbursement=payment, by=request.user):
        messages.success(request, "Penyaluran ditolak. Staf keuangan dapat mengajukan SPP baru untuk termin ini.")
        return redirect(payment)
    return payment_page(request, payment, reject=form)


@needs(Permission.RECORD_SP2D)
@require_POST
def pay(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = PaymentForm(request.POST)
    if done(form, record_sp2d, disbursement=payment, by=request.user):
        messages.success(request, f"SP2D {payment.sp2d_number} tercatat. Laporan LKS untuk termin ini sudah dibuka.")
        return redirect(payment)
    return payment_page(request, payment, pay=form)
