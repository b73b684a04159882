"""The lists of this room going out as workbooks, as the pages show them: filters included, every NIK masked."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.actions import note_list_taken
from accounts.models import Office
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
    found = PersonFilter(request.GET, queryset=rows, user=request.user).qs
    return _sent(request, PeopleExport().workbook(found), "Penerima", found.order_by().values("office"))


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def export_aid(request: SignedInRequest) -> HttpResponse:
    rows = Aid.objects.visible_to(request.user).select_related("person", "partner", "office")
    found = AidFilter(request.GET, queryset=rows, user=request.user).qs
    return _sent(request, AidExport().workbook(found), "Bantuan", found.order_by().values("office"))


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def export_repeats(request: SignedInRequest) -> HttpResponse:
    rows = Repeat.objects.visible_to(request.user).standing()
    found = RepeatFilter(request.GET, queryset=rows).qs
    content = RepeatsExport(request.user).workbook(found)
    return _sent(request, content, "Bantuan-ganda", found.order_by().values("again_office"))


def _sent(request: SignedInRequest, content: bytes, name: str, offices: QuerySet[Any, Any]) -> HttpResponse:
    if request.user.reads_by_grants:
        taken = Office.objects.filter(pk__in=offices)
        note_list_taken(offices=taken, what=f"Daftar {name.replace('-', ' ').lower()} (unduhan)", by=request.user)
    return leaving(content, f"{name}-{timezone.localdate():%Y-%m-%d}.xlsx")
