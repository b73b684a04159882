"""The page for trying out a workbook: everything is told, nothing is kept."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.effort import costs
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from reports.findings import causes_of
from reports.forms import UploadForm
from reports.practice import Exercise, exercise_workbook
from reports.tally import tally_of
from reports.tryout import Tried, try_workbook
from trail.refusal import Refusal
from vault.leaving import leaving


@needs(Permission.SEE_RULES)
@require_http_methods(["GET", "HEAD", "POST"])
@costs(6)
def try_out(request: SignedInRequest) -> HttpResponse:
    """Judge one workbook without keeping it: its findings on the page, or the workbook with them written in."""
    if request.method != "POST":
        return _page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            tried = try_workbook(upload=form.cleaned_data["workbook"], by=request.user)
            if request.POST.get("hasil") == "berkas":
                return leaving(tried.annotated(), f"{PurePath(tried.file.name).stem} - temuan percobaan.xlsx")
        except Refusal as refusal:
            if refusal.status != Refusal.status:
                raise
            form.add_error("workbook", list(refusal.sentences))
        else:
            return _page(request, UploadForm(), tried)
    return _page(request, form, status=422)


@needs(Permission.SEE_RULES)
@require_safe
def practice_workbook(request: SignedInRequest, name: str) -> HttpResponse:
    """A workbook of the LKS that exists only for practice."""
    try:
        exercise = Exercise(name)
    except ValueError as unknown:
        raise Http404("no such exercise") from unknown
    return leaving(exercise_workbook(exercise), exercise.file_name)


def _page(request: SignedInRequest, form: UploadForm, tried: Tried | None = None, *, status: int = 200) -> HttpResponse:
    causes = causes_of(tried.findings) if tried else []
    context = {
        "form": form,
        "tried": tried,
        "causes": causes,
        "tally": tally_of(causes),
        "max_bytes": settings.VAULT_MAX_WORKBOOK_BYTES,
    }
    return render(request, "reports/tryout.html", context, status=status)
