"""Money that reaches people through a bank or post office, and what the LKS says of what came in."""

from __future__ import annotations

from django.contrib import messages
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import note_look, note_look_of_day
from accounts.permissions import SignedInRequest, needs
from accounts.requests import whole_number
from accounts.roles import Permission
from grants.actions.deliveries import correct_delivery, fail_delivery, record_delivery, return_undelivered, start_clock
from grants.actions.receipts import confirm_receipt, explain_difference
from grants.clock import clock_of
from grants.filters import DeliveryFilter
from grants.forms.payment import ClockForm, DeliveryForm, ReceiptForm, UndeliveredForm
from grants.list_filters import ClockFilter
from grants.models import Channel, Delivery, Disbursement, TreasuryReturn
from grants.totals import totals_of
from grants.views.payment_page import disbursement_of, payment_page
from grants.workflow import DELIVERY
from legal.law import current_law
from partners.paging import paged
from rupiah.format import format_angka, format_rupiah
from trail.forms import ReasonForm, done
from trail.refusal import Refusal, StalePage
from vault.door import send


@needs(Permission.CONFIRM_RECEIPT)
@require_POST
def receive_money(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = ReceiptForm(request.POST, paid=payment.amount)
    if done(form, confirm_receipt, disbursement=payment, by=request.user):
        if payment.receipt_difference:
            messages.warning(
                request,
                f"Jumlahnya berbeda: Anda menyatakan {format_rupiah(payment.received_amount or 0)}, sedangkan menurut "
                f"SP2D {format_rupiah(payment.amount)}. Pernyataan Anda tercatat; balai mencari sebabnya.",
            )
        else:
            messages.success(request, "Terima kasih. Penerimaan dana sudah tercatat.")
        return redirect(payment)
    return payment_page(request, payment, receipt=form)


@needs(Permission.RECORD_SP2D)
@require_POST
def explain(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why another amount came in than was paid."""
    payment = disbursement_of(request.user, pk)
    form = ReasonForm(request.POST)
    if done(form, explain_difference, disbursement=payment, by=request.user):
        messages.success(request, "Sebab selisihnya tercatat.")
        return redirect(payment)
    return payment_page(request, payment, explain=form)


@needs(Permission.SEE_MONEY)
@require_safe
def list_clocks(request: SignedInRequest) -> HttpResponse:
    """Payments whose recipients still wait, or whose undelivered money has no return, the fewest days left first."""
    rows = Disbursement.objects.visible_to(request.user).being_handed_out()
    chosen = ClockFilter(request.GET, queryset=rows, user=request.user)
    listed = {"filter": chosen, **paged(request, chosen.qs, rows.with_partner())}
    law = current_law()
    for payment in listed["page_obj"]:
        payment.clock = clock_of(payment, law)
    return render(request, "grants/clocks.html", listed)


@needs(Permission.SEE_MONEY)
@require_safe
def show_deliveries(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, disbursement_of(request.user, pk))


@needs(Permission.RECORD_SP2D)
@require_POST
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    form = ClockForm(request.POST)
    if done(form, start_clock, disbursement=payment, by=request.user):
        messages.success(request, "Tanggal diterima penyalur tercatat.")
        return redirect("grants:deliveries", pk=pk)
    return _page(request, payment, clock=form)


@needs(Permission.RECORD_SP2D)
@require_POST
def mark(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say of the ticked recipients that they got their money, or that they cannot be given it."""
    payment = disbursement_of(request.user, pk)
    ticked = _ticked(request)
    failed = request.POST.get("do") == "fail"
    form = UndeliveredForm(request.POST) if failed else DeliveryForm(request.POST, request.FILES)
    action = fail_delivery if failed else record_delivery
    if not ticked:  # said first: what else is missing matters only once somebody is ticked
        form.add_error(None, "Belum ada penerima yang dipilih. Centang penerimanya pada daftar, lalu simpan lagi.")
        return _page(request, payment, **{"fail" if failed else "deliver": form})
    if done(form, action, disbursement=payment, ticked=ticked, by=request.user):
        what = "dinyatakan tidak tersalurkan" if failed else "dicatat sudah menerima"
        messages.success(request, f"{format_angka(len(ticked))} penerima {what}.")
        return redirect("grants:deliveries", pk=pk)
    return _page(request, payment, **{"fail" if failed else "deliver": form})


@needs(Permission.RECORD_SP2D)
@require_POST
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.visible_to(request.user).select_related("recipient"), pk=pk)
    payment = disbursement_of(request.user, delivery.disbursement_id)
    form = ReasonForm(request.POST)
    if done(form, correct_delivery, delivery=delivery, by=request.user):
        messages.success(request, "Catatan dibetulkan: penerima ini menunggu lagi.")
        return redirect("grants:deliveries", pk=payment.pk)
    return _page(request, payment, correct=form)


@needs(Permission.RECORD_SP2D)
@require_POST
def give_back(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = disbursement_of(request.user, pk)
    owed = return_undelivered(disbursement=payment, by=request.user)
    messages.success(request, "Pengembalian dana yang tidak tersalurkan sudah dibuka.")
    return redirect(owed or payment)


@needs(Permission.SEE_MONEY)
@require_safe
def send_proof(request: SignedInRequest, pk: int) -> FileResponse:
    delivery = get_object_or_404(Delivery.objects.visible_to(request.user).select_related("proof"), pk=pk)
    if delivery.proof is None:
        raise Http404
    note_look(obj=delivery.disbursement, what="Tanda terima penerima", by=request.user)
    return send(delivery.proof, inline=True)


def _ticked(request: SignedInRequest) -> dict[int, int]:
    """Ids of ticked recipients, each with the version that the page showed."""
    ticked = {}
    for one in request.POST.getlist("delivery"):
        key, version = map(whole_number, one.partition("-")[::2])
        if key is None or version is None:
            raise StalePage("Pilihan ini tidak terbaca.", "Muat ulang halaman, lalu centang lagi.")
        ticked[key] = version
    return ticked


def _page(request: SignedInRequest, payment: Disbursement, **typed: BaseForm) -> HttpResponse:
    if payment.channel != Channel.DISTRIBUTOR:
        raise Refusal("Penyaluran ini langsung ke rekening penerima, bukan melalui bank atau pos penyalur.")
    rows = payment.deliveries.order_by("recipient__place")
    chosen = DeliveryFilter(request.GET, queryset=rows)
    clock = clock_of(payment, current_law())
    returned = payment.instalment.returns.standing().filter(kind=TreasuryReturn.Kind.UNDELIVERED).first()
    may_mark = payment.state == "paid" and payment.is_running and returned is None
    may_mark = may_mark and request.user.may(Permission.RECORD_SP2D)
    totals = totals_of(rows, DELIVERY)
    waiting = totals.count_of("waiting")
    left_over = totals.amount_of("waiting", "undelivered")
    context = {
        "payment": payment,
        "agreement": payment.instalment.agreement,
        "crumb": f"{payment.instalment.agreement.partner}, termin {payment.instalment.number}",
        "filter": chosen,
        **paged(request, chosen.qs, rows.select_related("recipient")),
        "totals": totals,
        "clock": clock,
        "returned": returned,
        "may_mark": may_mark,
        # Still ticked where something else has to be mended.
        "ticked": {one.partition("-")[0] for one in request.POST.getlist("delivery")},
        "may_return": may_mark and left_over and clock is not None and (clock.has_run_out or not waiting),
        "left_over": left_over,
        "clock_form": typed.get("clock") or ClockForm(initial={"version": payment.version}),
        "deliver_form": typed.get("deliver") or DeliveryForm(),
        "fail_form": typed.get("fail") or UndeliveredForm(),
        "correct_form": typed.get("correct"),
    }
    note_look_of_day(obj=payment, what="Daftar penyerahan", by=request.user)
    return render(request, "grants/deliveries.html", context, status=422 if typed else 200)
