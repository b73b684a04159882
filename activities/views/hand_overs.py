"""Pages of what makers are handed: the form, the receipt, taking back, and the list of what is still owed."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Sum
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import note_list_taken, note_look, note_names
from accounts.models import Office
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from activities.actions import record_hand_over, withdraw_hand_over
from activities.filters import OwedFilter
from activities.forms import HandOverForm, WhyForm
from activities.models import HandOver, MakerShare
from activities.spreadsheets import SharesExport
from activities.views.pages import form_page
from partners.paging import paged
from vault.door import send
from vault.leaving import leaving

_FORM = require_http_methods(["GET", "HEAD", "POST"])
_SHOWN = ("month__office", "maker__person", "maker__partner")


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def list_owed(request: SignedInRequest) -> HttpResponse:
    """What is still to be handed over, the oldest on top."""
    rows = MakerShare.objects.visible_to(request.user).owed().order_by("month__month", "pk")
    chosen = OwedFilter(request.GET, queryset=rows, user=request.user)
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, MakerShare.objects.select_related(*_SHOWN)),
        "total": chosen.qs.order_by().aggregate(total=Sum("owed"))["total"] or 0,
        "may_manage": request.user.may(Permission.MANAGE_ACTIVITIES),
        "many_offices": request.user.sees_several_offices,
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
    }
    note_names(shown=context["page_obj"], what="Daftar bagian pembuat", by=request.user)
    return render(request, "activities/owed.html", context)


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def export_owed(request: SignedInRequest) -> HttpResponse:
    rows = MakerShare.objects.visible_to(request.user).owed().order_by("month__month", "pk").select_related(*_SHOWN)
    chosen = OwedFilter(request.GET, queryset=rows, user=request.user)
    offices = Office.objects.filter(pk__in=chosen.qs.order_by().values("month__office"))
    note_list_taken(offices=offices, what="Daftar bagian pembuat (unduhan)", by=request.user)
    return leaving(SharesExport().workbook(chosen.qs), f"Belum-diserahkan-{timezone.localdate():%Y-%m-%d}.xlsx")


@needs(Permission.MANAGE_ACTIVITIES)
@_FORM
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = MakerShare.objects.visible_to(request.user).select_related(*_SHOWN)
    share = get_object_or_404(rows, pk=pk)
    if request.method != "POST" and not share.owed:
        messages.info(request, f"Bagian {share.maker.name} sudah diserahkan seluruhnya.")
        return redirect(share.month)
    today = share.month.office.today
    return form_page(
        request,
        HandOverForm(request.POST or None, request.FILES or None, share=share, today=today),
        record_hand_over,
        {"share": share},
        title="Serahkan hasil penjualan",
        back=share.month,
        said="Penyerahan dicatat beserta tanda terimanya.",
        label="Catat penyerahan",
        month=share.month,
        share=share,
    )


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def send_receipt(request: SignedInRequest, pk: int) -> FileResponse:
    one = get_object_or_404(HandOver.objects.visible_to(request.user).select_related("receipt"), pk=pk)
    note_look(obj=one, what="Tanda terima pembuat", by=request.user)
    return send(one.receipt, inline=True)


@needs(Permission.MANAGE_ACTIVITIES)
@_FORM
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = HandOver.objects.visible_to(request.user).select_related(*(f"share__{name}" for name in _SHOWN))
    one = get_object_or_404(rows, pk=pk)
    return form_page(
        request,
        WhyForm(request.POST or None, initial={"version": one.version}),
        withdraw_hand_over,
        {"hand_over": one},
        title="Tarik penyerahan",
        back=one.share.month,
        said="Penyerahan ditarik; jumlahnya kembali menjadi belum diserahkan.",
        label="Tarik penyerahan",
        month=one.share.month,
        share=one.share,
        hand_over=one,
    )
