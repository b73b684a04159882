"""The page for a stranger who holds a print: is it genuine? It says nothing private."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.middleware import open_to_strangers
from reports.models import OfficialPrint
from reports.official import spaced


def _plain(code: str) -> str:
    """A code as it is kept: typed from paper it may have blanks, hyphens and small letters."""
    return "".join(character for character in code if character.isalnum()).upper()


@open_to_strangers
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Where a code from paper is typed in."""
    code = _plain(request.GET.get("kode", ""))
    return redirect("reports:genuine", code=code) if code else render(request, "reports/check.html")


@open_to_strangers
@require_safe
def genuine(request: HttpRequest, code: str) -> HttpResponse:
    """Confirms a print by its code: which office, which document, when; no person, no amount."""
    plain = _plain(code)
    prints = OfficialPrint.objects.select_related("report__instalment__agreement__partner__office", "pdf")
    official = prints.filter(code=plain).first()
    context: dict[str, object] = {"official": official, "code": spaced(plain)}
    if official is None:
        return render(request, "reports/genuine.html", context, status=404)
    office = official.report.instalment.agreement.partner.office
    with timezone.override(ZoneInfo(office.time_zone)):  # the hour must be the one on the paper
        return render(request, "reports/genuine.html", context | {"clock": office.get_time_zone_display()})
