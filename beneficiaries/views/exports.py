"""The lists of this room going out as workbooks, as the pages show them: filters included, every NIK masked."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from beneficiaries.filters import AidFilter, PersonFilter, RepeatFilter
from beneficiaries.models import Aid, Person, Repeat
from beneficiaries.spreadsheets import AidExport, PeopleExport, RepeatsExport
from vault.leaving import leaving


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def export_people(request: SignedInRequest) -> HttpResponse:
    rows = Person.objects.visible_to(request.user).select_related("office")
    return _sent(PeopleExport().workbook(PersonFilter(request.GET, queryset=rows, user=request.user).qs), "Penerima")


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def export_aid(request: SignedInRequest) -> HttpResponse:
    rows = Aid.objects.visible_to(request.user).select_related("person", "partner", "office")
    return _sent(AidExport().workbook(AidFilter(request.GET, queryset=rows, user=request.user).qs), "Bantuan")


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def export_repeats(request: SignedInRequest) -> HttpResponse:
    rows = Repeat.objects.visible_to(request.user).standing()
    return _sent(RepeatsExport(request.user).workbook(RepeatFilter(request.GET, queryset=rows).qs), "Bantuan-ganda")


def _sent(content: bytes, name: str) -> HttpResponse:
    return leaving(content, f"{name}-{timezone.localdate():%Y-%m-%d}.xlsx")
