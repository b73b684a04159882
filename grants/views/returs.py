"""What a bank refused: the retur recorded, the payment made again or given up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions import cancel_disbursement, record_retur, repay_disbursement
from grants.forms.payment import ReturForm
from grants.forms.proposal import PaymentForm
from grants.views.payment_page import disbursement_of, payment_page
from trail.forms import ReasonForm, done


@needs(Permission.RECORD_SP2D)
@require_POST
def retur(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = ReturForm(request.POST, request.FILES)
    if done(form, record_retur, disbursement=payment, by=request.user):
        messages.success(request, "Retur tercatat. Laporan LKS ditunda sampai dana dibayar ulang.")
        return redirect(payment)
    return payment_page(request, payment, retur=form)


@needs(Permission.RECORD_SP2D)
@require_POST
def repay(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = PaymentForm(request.POST)
    if done(form, repay_disbursement, disbursement=payment, by=request.user):
        messages.success(request, f"SP2D pengganti {payment.sp2d_number} tercatat. Laporan LKS berjalan lagi.")
        return redirect(payment)
    return payment_page(request, payment, repay=form)


@needs(Permission.APPROVE_DISBURSEMENT)
@require_POST
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = ReasonForm(request.POST)
    if done(form, cancel_disbursement, disbursement=payment, by=request.user):
        messages.success(request, "Penyaluran dibatalkan. Alokasinya bebas lagi; termin ini dapat diajukan kembali.")
        return redirect(payment)
    return payment_page(request, payment, cancel=form)
