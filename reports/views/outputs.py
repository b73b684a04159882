"""What can be taken away of a report: the official print, and its rows as Excel."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from reports.export import report_workbook
from reports.models import OfficialPrint, Report
from vault.door import send
from vault.kinds import Kind


@needs(Permission.SEE_REPORTS)
def official_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """The official PDF, once it has been made."""
    official = get_object_or_404(OfficialPrint.objects.visible_to(request.user), report=pk)
    if official.pdf is None:
        raise Http404("the print is still being made")
    return send(official.pdf)


@needs(Permission.SEE_REPORTS)
def export(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last revision's rows as a workbook: for reading, sorting and pasting, not for sending in again."""
    report = get_object_or_404(Report.objects.visible_to(request.user).with_partner(), pk=pk)
    revision = report.latest
    if revision is None:
        raise Http404("no revision yet")
    response = HttpResponse(report_workbook(report, revision), content_type=Kind.XLSX.content_type)
    name = f"LPJ-{report.pk}-revisi-{revision.number}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
