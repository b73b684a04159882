"""The treasurer's explanation of a warning, written where the warning stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from reports.actions import explain_cause
from reports.answers import anchor_of
from reports.statement import live_signatures, sentence_on_fallen
from reports.views.loading import report_for, sent_from
from reports.views.page import Typed, cause_in_place, posted_cause, report_page
from trail.refusal import Refusal


@needs(Permission.FILL_REPORT)
@sent_from("reports:report")
def explain(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep an explanation; to htmx the cause comes back alone, with what the page says of the way ahead."""
    report = report_for(request.user, pk)
    cause, number = posted_cause(request)
    text = request.POST.get("text", "")
    stood = live_signatures(report)
    try:
        explain_cause(report=report, cause=cause, revision_number=number, text=text, by=request.user)
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        typed = Typed("explanation", cause, text, refusal)
        return cause_in_place(request, pk, typed=typed) if request.htmx else report_page(request, report, typed=typed)
    if request.htmx:
        return cause_in_place(request, pk, fell=sentence_on_fallen(stood))
    messages.success(request, "Penjelasan Anda disimpan.")
    if fell := sentence_on_fallen(stood):
        messages.warning(request, fell)
    return redirect(f"{report.get_absolute_url()}#{anchor_of(cause)}")
