"""The page for a stranger who holds a print: is it genuine? It says nothing private."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.middleware import open_to_strangers
from reports.models import OfficialPrint


@open_to_strangers
def check(request: HttpRequest) -> HttpResponse:
    """Where a code from paper is typed in."""
    code = "".join(request.GET.get("kode", "").split()).replace("-", "").upper()
    return redirect("reports:genuine", code=code) if code else render(request, "reports/check.html")


@open_to_strangers
def genuine(request: HttpRequest, code: str) -> HttpResponse:
    """Confirms a print by its code: which office, which document, when; no person, no amount."""
    prints = OfficialPrint.objects.select_related("report__instalment__agreement__partner__office", "pdf")
    official = prints.filter(code=code.upper()).first()
    return render(request, "reports/genuine.html", {"official": official, "code": code}, status=200 if official else 404)
