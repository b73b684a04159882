"""Loading what a page speaks of, together with the reader's right to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from accounts.models import User
from accounts.permissions import SignedInRequest
from reports.models import Evidence, Report, Revision


def report_for(user: User, pk: int) -> Report:
    """The report with its instalment, agreement, LKS and office; 404 where the reader may not see it."""
    return get_object_or_404(Report.objects.visible_to(user).with_partner(), pk=pk)


def revision_for(user: User, pk: int, number: int) -> tuple[Report, Revision]:
    """One revision of a report, and the report."""
    report = report_for(user, pk)
    revision = report.revisions.select_related("workbook", "uploaded_by", "replaces").filter(number=number).first()
    if revision is None:
        raise Http404("no such revision")
    revision.report = report
    return report, revision


def evidence_for(user: User, pk: int) -> Evidence:
    """One evidence file, removed ones included: they can be restored."""
    visible = Evidence.objects.visible_to(user).select_related("file", "report__instalment__agreement__partner__office")
    evidence: Evidence = get_object_or_404(visible, pk=pk)
    return evidence


View = Callable[..., HttpResponseBase]


def sent_from(page: str, *, of_evidence: bool = False) -> Callable[[View], View]:
    """Only what is sent (POST) comes to the view; who merely opens its address is led to the ``page`` of its report.

    People get there with the back button, a reload, or a sign-in that came in between. ``of_evidence`` says that
    the view's ``pk`` is that of an evidence file.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: SignedInRequest, pk: int) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, pk)
            report_pk = evidence_for(request.user, pk).report_id if of_evidence else report_for(request.user, pk).pk
            return redirect(page, pk=report_pk)

        return guarded

    return decorate
