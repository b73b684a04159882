"""Pages of the register of deaths: the list, recording one, withdrawing one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import note_names
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions import record_death, withdraw_death
from grants.filters import DeathFilter
from grants.forms.death import DeathForm, WithdrawalForm
from grants.models import DeathRecord
from partners.paging import paged
from partners.regions import unknown_origin
from trail.forms import done


@needs(Permission.SEE_DEATHS)
@require_safe
def list_deaths(request: SignedInRequest) -> HttpResponse:
    rows = DeathRecord.objects.visible_to(request.user)
    chosen = DeathFilter(request.GET, queryset=rows)
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, rows.select_related("office", "recorded_by", "withdrawn_by")),
        "may_manage": request.user.may(Permission.MANAGE_DEATHS),
        "of_many_offices": request.user.sees_several_offices,
    }
    note_names(shown=context["page_obj"], what="Daftar kematian", by=request.user)
    return render(request, "grants/deaths.html", context)


@needs(Permission.MANAGE_DEATHS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_death(request: SignedInRequest) -> HttpResponse:
    form = DeathForm(request.POST or None)
    if request.method == "POST" and done(form, record_death, by=request.user):
        messages.success(request, "Kematian sudah dicatat. Laporan yang diperiksa sesudah ini mengenalinya.")
        if doubt := unknown_origin(form.cleaned_data["nik"]):
            messages.warning(request, doubt)
        return redirect("grants:deaths")
    return render(request, "grants/death_form.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_DEATHS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(DeathRecord.objects.visible_to(request.user), pk=pk)
    form = WithdrawalForm(request.POST or None, initial={"version": record.version})
    if request.method == "POST" and done(form, withdraw_death, record=record, by=request.user):
        messages.success(
            request, "Catatan kematian sudah ditarik. Laporan yang diperiksa sesudah ini tidak memakainya."
        )
        return redirect("grants:deaths")
    context = {"form": form, "record": record}
    return render(request, "grants/death_withdraw.html", context, status=422 if form.is_bound else 200)
