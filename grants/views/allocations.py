"""Pages of the budget lines (DIPA)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions import record_allocation, revise_allocation
from grants.facts import assistance_group
from grants.filters import AllocationFilter
from grants.forms.allocation import AllocationForm
from grants.models import Allocation
from legal.law import current_law
from partners.paging import paged
from trail.forms import done


@needs(Permission.MANAGE_ALLOCATIONS, Permission.FOLLOW_MONEY)
@require_safe
def list_allocations(request: SignedInRequest) -> HttpResponse:
    """Budget lines with what is used and what remains; the sums are those of all lines that the filter lets through."""
    lines = Allocation.objects.visible_to(request.user)
    chosen = AllocationFilter(request.GET, queryset=lines, user=request.user)
    # The use of every line, once, for the sums and for the rows: an office has few lines, but each many payments.
    amounts = {pk: (amount, used) for pk, amount, used in chosen.qs.with_use().values_list("pk", "amount", "used")}
    pagu, spent = (sum(each) for each in zip(*amounts.values(), strict=True)) if amounts else (0, 0)
    paging = paged(request, chosen.qs, lines.select_related("office"), count=len(amounts))
    law = current_law()
    for line in paging["page_obj"]:
        line.used = amounts[line.pk][1]
        group = assistance_group(line.year, law)
        line.outside_group = "" if line.account.startswith(group) else group
    context = {
        "filter": chosen,
        **paging,
        "sums": {"pagu": pagu, "spent": spent, "left": pagu - spent},
        "may_manage": request.user.may(Permission.MANAGE_ALLOCATIONS),
        "of_many_offices": request.user.sees_every_office,
    }
    return render(request, "grants/allocations.html", context)


@needs(Permission.MANAGE_ALLOCATIONS)
def new_allocation(request: SignedInRequest) -> HttpResponse:
    form = AllocationForm(request.POST or None)
    if request.method == "POST" and done(form, record_allocation, by=request.user):
        messages.success(request, "Baris alokasi sudah dicatat.")
        return redirect("grants:allocations")
    return render(request, "grants/allocation_form.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_ALLOCATIONS)
def edit_allocation(request: SignedInRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(Allocation.objects.visible_to(request.user), pk=pk)
    committed = line.committed()
    code = line.budget_code
    form = AllocationForm(request.POST or None, instance=line)
    if request.method == "POST" and done(form, revise_allocation, allocation=line, by=request.user):
        messages.success(request, "Perubahan alokasi sudah disimpan.")
        return redirect("grants:allocations")
    context = {"form": form, "line": line, "code": code, "committed": committed}
    return render(request, "grants/allocation_form.html", context, status=422 if form.is_bound else 200)
