"""The statement of responsibility, signing it, and handing the report in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from reports.actions import sign_report, submit_report
from reports.evidence import evidence_sheet
from reports.forms import SignForm
from reports.permissions import signing_role
from reports.readiness import readiness
from reports.statement import signers_of, statement_of
from reports.views.loading import report_for, sent_from
from trail.refusal import Refusal


@needs(Permission.SIGN_AS_TREASURER, Permission.SIGN_AS_HEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole statement to read; below it the signature."""
    report = report_for(request.user, pk)
    form = SignForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            signature = sign_report(report=report, by=request.user, digest=form.cleaned_data["digest"])
        except Refusal as refusal:
            if refusal.status != Refusal.status:
                raise
            form.add_error(None, list(refusal.sentences))
        else:
            messages.success(request, f"Pernyataan sudah Anda tandatangani sebagai {signature.get_role_display()}.")
            return redirect(report)
    ready = readiness(report)
    revision = ready.revision
    statement = statement_of(report, revision) if revision and ready.can_be_signed else None
    role = signing_role(request.user, report)
    context = {
        "report": report,
        "ready": ready,
        "statement": statement,
        "role": role,
        "form": form or SignForm(initial={"digest": statement.digest if statement else ""}),
        "obstacles": ready.obstacles(),
        "sheet": evidence_sheet(report, revision),
        "signers": signers_of(report, ready.signatures),
        "may_sign": role is not None and report.is_open and statement is not None and role in ready.unsigned,
    }
    return render(request, "reports/sign.html", context, status=422 if form is not None else 200)


@needs(Permission.FILL_REPORT)
@sent_from("reports:report")
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand the report in; a refusal or a stale page gets a page of its own."""
    report = report_for(request.user, pk)
    submit_report(report=report, by=request.user, version=posted_version(request))
    messages.success(request, "Laporan sudah dikirim ke balai. Anda akan melihat hasil pemeriksaannya di halaman ini.")
    return redirect(report)
