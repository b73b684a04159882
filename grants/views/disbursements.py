"""Pages of payments: the list, proposing one (SPP), and its way through SPM and SP2D."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions import approve_disbursement, propose_disbursement, record_sp2d, reject_disbursement
from grants.facts import payment_findings, proposal_findings
from grants.filters import DisbursementFilter
from grants.forms import ApprovalForm, PaymentForm, ProposalForm
from grants.gate import gate
from grants.models import Disbursement
from grants.progress import stages_of
from grants.totals import totals_of
from grants.workflow import DISBURSEMENT
from partners.models import Instalment
from partners.paging import paged
from trail.forms import ReasonForm, StepForm, done
from trail.models import Event

#: The steps that are taken on the page of a payment; its report is accepted elsewhere.
FORMS: dict[str, type[StepForm]] = {"approve": ApprovalForm, "reject": ReasonForm, "pay": PaymentForm}


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
        return redirect("grants:agreement_money", pk=instalment.agreement_id)
    closed = gate(instalment)
    context = {
        "form": form,
        "instalment": instalment,
        "agreement": instalment.agreement,
        "account": instalment.agreement.partner.account,
        "obstacles": [(reason.sentence, reason.url_for(request.user)) for reason in closed.reasons],
        "has_decree": instalment.agreement.decrees.exists(),
        "warnings": proposal_findings(instalment),
    }
    return render(request, "grants/disbursement_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.SEE_MONEY)
@require_safe
def show_disbursement(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _disbursement(request.user, pk))


@needs(Permission.APPROVE_DISBURSEMENT)
@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = _disbursement(request.user, pk)
    form = ApprovalForm(request.POST)
    if done(form, approve_disbursement, disbursement=payment, by=request.user):
        messages.success(request, f"SPM {payment.spm_number} terbit. Kini menunggu SP2D dari KPPN.")
        return redirect(payment)
    return _page(request, payment, approve=form)


@needs(Permission.APPROVE_DISBURSEMENT)
@require_POST
def reject(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = _disbursement(request.user, pk)
    form = ReasonForm(request.POST)
    if done(form, reject_disbursement, disbursement=payment, by=request.user):
        messages.success(request, "Penyaluran ditolak. Staf keuangan dapat mengajukan SPP baru untuk termin ini.")
        return redirect(payment)
    return _page(request, payment, reject=form)


@needs(Permission.RECORD_SP2D)
@require_POST
def pay(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = _disbursement(request.user, pk)
    form = PaymentForm(request.POST)
    if done(form, record_sp2d, disbursement=payment, by=request.user):
        messages.success(request, f"SP2D {payment.sp2d_number} tercatat. Laporan LKS untuk termin ini sudah dibuka.")
        return redirect(payment)
    return _page(request, payment, pay=form)


def _disbursement(user: User, pk: int) -> Disbursement:
    payments = Disbursement.objects.visible_to(user).with_partner()
    return get_object_or_404(
        payments.select_related("allocation", "decree__file", "bank_account", "proposed_by", "approved_by"), pk=pk
    )


def _page(request: SignedInRequest, payment: Disbursement, **typed: StepForm) -> HttpResponse:
    """The page of a payment, with a form for each step that the reader may take; ``typed`` are forms to be mended."""
    steps = [step for step in payment.steps_for(request.user) if step.name in FORMS]
    forms = {
        step.name: typed.get(step.name) or FORMS[step.name](initial={"version": payment.version}) for step in steps
    }
    history = list(Event.objects.about(payment).reverse())
    context = {
        "payment": payment,
        "instalment": payment.instalment,
        "instalment_label": f"Termin {payment.instalment.number}",
        "agreement": payment.instalment.agreement,
        "forms": forms,
        "warnings": [] if request.user.is_of_partner else payment_findings(payment),
        "stages": stages_of(payment, history),
        "history": history,
        "returns": payment.instalment.returns.all(),
    }
    return render(request, "grants/disbursement.html", context, status=422 if typed else 200)
