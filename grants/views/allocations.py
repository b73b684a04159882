"""Pages of the budget lines (DIPA): the list, one line with its payments and revisions, as Excel."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.allocation_findings import amount_of, findings_of
from grants.allocation_shown import ShownFinding, changes_of
from grants.facts import assistance_group
from grants.filters import AllocationFilter, DisbursementFilter
from grants.models import Allocation, Disbursement
from grants.spreadsheets import AllocationsExport
from legal.law import current_law
from partners.paging import paged
from trail.models import Event
from vault.leaving import leaving


def line_of(user: User, pk: int) -> Allocation:
    lines = Allocation.objects.visible_to(user).with_use().select_related("office")
    line: Allocation = get_object_or_404(lines, pk=pk)
    return line


@needs(Permission.MANAGE_ALLOCATIONS, Permission.FOLLOW_MONEY)
@require_safe
def list_allocations(request: SignedInRequest) -> HttpResponse:
    """Budget lines with what is used and what remains; the sums are those of all lines that the filter lets through."""
    lines, law = Allocation.objects.visible_to(request.user), current_law()
    chosen = AllocationFilter(request.GET, queryset=lines, user=request.user)
    # The use of every line, once, for the sums and for the rows: an office has few lines, but each many payments.
    amounts = {pk: (amount, used) for pk, amount, used in chosen.qs.with_use().values_list("pk", "amount", "used")}
    pagu, spent = (sum(each) for each in zip(*amounts.values(), strict=True)) if amounts else (0, 0)
    found = findings_of(chosen.qs, law)
    paging = paged(request, chosen.qs, lines.select_related("office"), count=len(amounts))
    for line in paging["page_obj"]:
        line.used = amounts[line.pk][1]
        line.shown = [ShownFinding(each) for each in found.get(line.pk, ())]
        group = assistance_group(line.year, law)
        line.outside_group = "" if line.account.startswith(group) else group
    asked = request.GET.copy()
    asked["look"] = "ya"
    asked.pop("page", None)
    context = {
        "filter": chosen,
        **paging,
        "sums": {"pagu": pagu, "spent": spent, "left": pagu - spent},
        "seen": {"count": len(found), "amount": amount_of(found), "query": asked.urlencode()},
        "may_manage": request.user.may(Permission.MANAGE_ALLOCATIONS),
        "of_many_offices": request.user.sees_several_offices,
    }
    return render(request, "grants/allocations.html", context)


@needs(Permission.MANAGE_ALLOCATIONS, Permission.FOLLOW_MONEY)
@require_safe
def show_allocation(request: SignedInRequest, pk: int) -> HttpResponse:
    line = line_of(request.user, pk)
    payments = Disbursement.objects.visible_to(request.user).filter(allocation=line)
    chosen = DisbursementFilter(request.GET, queryset=payments, user=request.user)
    revisions = line.revisions.select_related("recorded_by").order_by("-number")
    context: dict[str, Any] = {
        "line": line,
        "findings": [
            ShownFinding(each)
            for each in findings_of(Allocation.objects.filter(pk=line.pk), current_law()).get(line.pk, ())
        ],
        "filter": chosen,
        **paged(request, chosen.qs, payments.with_partner()),
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
        "revisions": [(revision, changes_of(revision)) for revision in revisions],
        "history": Event.objects.about(line).reverse(),
        "may_manage": request.user.may(Permission.MANAGE_ALLOCATIONS, line),
        "of_many_offices": request.user.sees_several_offices,
    }
    return render(request, "grants/allocation.html", context)


@needs(Permission.MANAGE_ALLOCATIONS, Permission.FOLLOW_MONEY)
@require_safe
def export_allocations(request: SignedInRequest) -> HttpResponse:
    lines = Allocation.objects.visible_to(request.user)
    chosen = AllocationFilter(request.GET, queryset=lines, user=request.user).qs
    export = AllocationsExport(findings_of(chosen, current_law()))
    content = export.workbook(chosen.with_use().select_related("office"))
    return leaving(content, f"Alokasi-{timezone.localdate():%Y-%m-%d}.xlsx")
