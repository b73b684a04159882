"""Pages of Sentra Kreasi: the list of months, one month with its sales, and the forms that write about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import note_list_taken, note_look, note_look_of_day
from accounts.models import Office, User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version, whole_number
from accounts.roles import Permission
from activities.actions import (
    close_month,
    correct_month,
    discard_month,
    record_maker,
    record_month,
    record_sale,
    remove_sale,
    revise_month,
)
from activities.filters import SalesMonthFilter
from activities.forms import CorrectionForm, MakerForm, MonthForm, SaleForm, WhyForm
from activities.models import HandOver, SaleLine, SalesMonth
from activities.printing import month_print
from activities.spreadsheets import months_workbook
from activities.views.pages import form_page
from partners.paging import paged
from trail.authors import has_written
from trail.forms import done
from trail.models import Event
from vault.kinds import Kind
from vault.leaving import leaving

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def list_months(request: SignedInRequest) -> HttpResponse:
    rows = SalesMonth.objects.visible_to(request.user)
    chosen = SalesMonthFilter(request.GET, queryset=rows, user=request.user)
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, rows.select_related("office")),
        "may_manage": request.user.may(Permission.MANAGE_ACTIVITIES),
        "many_offices": request.user.sees_several_offices,
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
    }
    return render(request, "activities/months.html", context)


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def export_months(request: SignedInRequest) -> HttpResponse:
    """The months that the list shows, filters included, with all that they are made of."""
    rows = SalesMonth.objects.visible_to(request.user).select_related("office")
    chosen = SalesMonthFilter(request.GET, queryset=rows, user=request.user)
    offices = Office.objects.filter(pk__in=chosen.qs.order_by().values("office"))
    note_list_taken(offices=offices, what="Daftar bulan Sentra Kreasi (unduhan)", by=request.user)
    return leaving(months_workbook(chosen.qs), f"Sentra-Kreasi-{timezone.localdate():%Y-%m-%d}.xlsx")


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def show_month(request: SignedInRequest, pk: int) -> HttpResponse:
    month = _month(request.user, pk)
    return _page(request, month)


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def print_month(request: SignedInRequest, pk: int) -> HttpResponse:
    month = _month(request.user, pk)
    note_look(obj=month, what="Cetakan bulan", by=request.user)
    return leaving(month_print(month), f"sentra-kreasi-{month.month:%Y-%m}-{pk}.pdf", Kind.PDF, shown=True)


@needs(Permission.MANAGE_ACTIVITIES)
@_FORM
def new_month(request: SignedInRequest) -> HttpResponse:
    form = MonthForm(request.POST or None)
    if request.method == "POST" and done(form, record_month, by=request.user):
        messages.success(request, "Bulan dicatat. Isi penjualan setiap pembuatnya di bawah ini.")
        begun = SalesMonth.objects.visible_to(request.user).filter(drafted_by=request.user).order_by("-pk")[0]
        return redirect(begun)
    context = {"form": form, "title": "Catat bulan", "back_url": reverse("activities:months"), "label": "Simpan"}
    context["places"] = SalesMonth.objects.visible_to(request.user).places()
    return render(request, "activities/form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_ACTIVITIES)
@_FORM
def edit_month(request: SignedInRequest, pk: int) -> HttpResponse:
    month = _month(request.user, pk)
    version = posted_version(request) if request.method == "POST" else month.version
    return form_page(
        request,
        MonthForm(request.POST or None, initial=MonthForm.initial_of(month)),
        revise_month,
        {"record": month, "version": version},
        title="Ubah data bulan",
        back=month,
        said="Data bulan disimpan.",
        month=month,
        version=version,
        places=SalesMonth.objects.visible_to(request.user).places(),
    )


@needs(Permission.MANAGE_ACTIVITIES)
@_FORM
def new_maker(request: SignedInRequest) -> HttpResponse:
    """Name a maker; afterwards back to the month that one came from, where there is one."""
    of = whole_number(request.GET.get("bulan"))
    month = SalesMonth.objects.visible_to(request.user).filter(pk=of).first()
    return form_page(
        request,
        MakerForm(request.POST or None, user=request.user),
        record_maker,
        {},
        title="Tambah pembuat",
        back=month or reverse("activities:months"),
        said="Pembuat dicatat. Kini dapat dipilih pada penjualan.",
        month=month,
        lead="Pembuat adalah orang yang dilayani kantor, atau LKS beserta kelompoknya. Isi salah satu.",
    )


@needs(Permission.MANAGE_ACTIVITIES)
@require_POST
def add_sale(request: SignedInRequest, pk: int) -> HttpResponse:
    month = _month(request.user, pk)
    form = SaleForm(request.POST, month=month)
    if done(form, record_sale, month=month, by=request.user):
        messages.success(request, "Penjualan disimpan.")
        return redirect(f"{month.get_absolute_url()}#penjualan")
    return _page(request, month, sale_form=form)


@needs(Permission.MANAGE_ACTIVITIES)
@require_POST
def drop_sale(request: SignedInRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(SaleLine.objects.visible_to(request.user).select_related("month__office"), pk=pk)
    remove_sale(line=line, by=request.user)
    messages.success(request, "Penjualan dihapus dari konsep.")
    return redirect(f"{line.month.get_absolute_url()}#penjualan")


@needs(Permission.CLOSE_ACTIVITIES)
@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    month = _month(request.user, pk)
    close_month(month=month, by=request.user, version=posted_version(request))
    messages.success(request, "Bulan ditutup. Bagian setiap pembuat kini dapat diserahkan.")
    return redirect(month)


@needs(Permission.MANAGE_ACTIVITIES)
@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    month = _month(request.user, pk)
    form = WhyForm(request.POST)
    if done(form, discard_month, month=month, by=request.user):
        messages.success(request, "Konsep dibatalkan.")
        return redirect(month)
    return _page(request, month, discard_form=form)


@needs(Permission.MANAGE_ACTIVITIES)
@_FORM
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    month = _month(request.user, pk)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and done(form, correct_month, month=month, by=request.user):
        messages.success(request, "Pembetulan dimulai dengan salinan angkanya. Betulkan, lalu mintalah ditutup.")
        return redirect(month.corrections.filter(state="draft")[0])
    context = {"form": form, "title": "Betulkan bulan", "month": month, "label": "Mulai pembetulan"}
    context |= {
        "back_url": month.get_absolute_url(),
        "lead": "Catatan yang ditutup tetap berlaku sampai pembetulannya ditutup orang lain.",
    }
    return render(request, "activities/form.html", context, status=422 if form.is_bound else 200)


def _month(user: User, pk: int) -> SalesMonth:
    rows = SalesMonth.objects.visible_to(user).select_related("office", "drafted_by", "closed_by", "corrects")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: SignedInRequest,
    month: SalesMonth,
    *,
    sale_form: SaleForm | None = None,
    discard_form: WhyForm | None = None,
) -> HttpResponse:
    """The page of a month; the forms are ones to be mended."""
    user = request.user
    steps = {step.name for step in month.steps_for(user)}
    writes = user.may(Permission.MANAGE_ACTIVITIES, month)
    if writes and month.state == "draft":
        sale_form = sale_form or SaleForm(month=month)
    context = {
        "month": month,
        "lines": month.lines.select_related("maker__person", "maker__partner"),
        "shares": month.shares.select_related("maker__person", "maker__partner"),
        "hand_overs": HandOver.objects.visible_to(user)
        .of_thread(month)
        .select_related("share__maker__person", "share__maker__partner", "receipt"),
        "later": month.corrections.exclude(state="discarded").first(),
        "may_manage": writes,
        "may_edit": writes and month.state == "draft",
        "may_close": "close" in steps and not has_written(month, user),
        "may_correct": writes and month.state == "closed",
        "discard_form": (discard_form or WhyForm(initial={"version": month.version})) if "discard" in steps else None,
        "sale_form": sale_form if writes and month.state == "draft" else None,
        "events": Event.objects.about(month).reverse() if user.may(Permission.SEE_TRAIL) else None,
    }
    note_look_of_day(obj=month, what="Bagian pembuat", by=request.user)
    return render(request, "activities/month.html", context, status=422 if request.method == "POST" else 200)
