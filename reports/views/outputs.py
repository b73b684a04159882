"""What can be taken away of a report: the official print, and its rows as Excel."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.actions import record_look
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from reports.export import report_workbook
from reports.models import OfficialPrint
from reports.views.loading import report_for
from vault.door import send
from vault.leaving import leaving


@needs(Permission.SEE_REPORTS)
@require_safe
def official_print(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The official PDF, once it has been made; to htmx, how far it is.

    It carries the workbook with the NIK of beneficiaries: who takes it away is recorded.
    """
    report = report_for(request.user, pk)
    official = get_object_or_404(OfficialPrint.objects.select_related("pdf"), report=report)
    if request.htmx:
        return render(request, "reports/_official.html", {"report": report})
    if official.pdf is None:
        messages.info(request, "Cetakan resmi masih disiapkan. Muat ulang halaman ini sebentar lagi.")
        return redirect(report)
    record_look(verb="report.take_print", obj=report, by=request.user)
    return send(official.pdf)


@needs(Permission.SEE_REPORTS)
@require_safe
def export(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last revision's rows as a workbook: for reading, sorting and pasting, not for sending in again."""
    report = report_for(request.user, pk)
    revision = report.latest
    if revision is None:
        raise Http404("no revision yet")
    content = report_workbook(report, revision)
    record_look(verb="report.export", obj=report, by=request.user, data={"revision": revision.number})
    instalment = report.instalment
    name = f"LPJ-{slugify(instalment.agreement.partner.name)}-termin-{instalment.number}-revisi-{revision.number}.xlsx"
    return leaving(content, name)
