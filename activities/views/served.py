"""The figures of service: the page, the people behind each figure, the workbook and the paper. They change nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.actions import note_names
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from activities.filters import ServedFilter, ServedPeopleFilter
from activities.served import FIGURES, KEY, PAIRS, Row, label_of, people_of, picture_of, table
from activities.served_spreadsheet import served_workbook
from activities.veil import veil
from partners.paging import paged
from trail.printed import head_of
from vault.kinds import Kind
from vault.leaving import leaving
from vault.paper import render_pdf

GROUPS_ON_A_PAGE = 50
#: Asks for the edition without small numbers, by who would be given the other one.
PUBLIC = "publik"


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    chosen = ServedFilter(request.GET, user=request.user)
    rows, total = table(chosen.scope, chosen.by)
    page = Paginator(rows, GROUPS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": chosen,
        "scope": chosen.scope,
        "by": chosen.by,
        "figures": FIGURES,
        "rows": [{"row": row, "cells": _cells(row, chosen)} for row in page],
        "total": _cells(total, chosen, whole=True),
        "page_obj": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "picture": picture_of(rows),
        "caption": f"Orang yang dilayani pada {chosen.scope.span.label}",
        "key": KEY,
        "query": urlencode(_address(chosen)),
        "may_know": request.user.may(Permission.OPEN_PERSONAL_DATA),
        "of_partner": request.user.is_of_partner,
    }
    return render(request, "activities/served.html", context)


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Whom one figure counts."""
    chosen = ServedPeopleFilter(request.GET, user=request.user)
    rows = people_of(chosen.figure, chosen.scope, chosen.by, chosen.group)
    shown = rows.model.objects.visible_to(request.user).select_related("office")
    context = {
        "filter": chosen,
        "scope": chosen.scope,
        "figure": chosen.figure,
        "group": label_of(chosen.by, chosen.group) if chosen.group is not None else "",
        **paged(request, rows.order_by("name", "pk"), shown),
        "many_offices": request.user.sees_several_offices,
        "back": urlencode(_address(chosen)),
    }
    note_names(shown=context["page_obj"], what="Daftar orang yang dilayani", by=request.user)
    return render(request, "activities/served_people.html", context)


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def export(request: SignedInRequest) -> HttpResponse:
    chosen = ServedFilter(request.GET, user=request.user)
    rows, total, veiled = _told(request, chosen)
    content = served_workbook(chosen.scope, chosen.by, rows, total, veiled=veiled)
    return leaving(content, f"Angka-layanan-{chosen.scope.span.begin:%Y}-{chosen.scope.span.key}.xlsx")


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def paper(request: SignedInRequest) -> HttpResponse:
    """The table chosen, for the head to sign."""
    chosen = ServedFilter(request.GET, user=request.user)
    rows, total, veiled = _told(request, chosen)
    office, now = chosen.scope.office or request.user.office, timezone.now()
    assert office is not None  # who may see this page works at one
    context = {
        "scope": chosen.scope,
        "by": chosen.by,
        "figures": FIGURES,
        "rows": rows,
        "total": total,
        "veiled": veiled,
        "office": office,
        "mark": head_of(office.chain),
        "now": now,
        "signatures": [{"role": "Kepala", "name": office.head_name or "…………………………", "place": office.city}],
        "demo": settings.DEMO,
    }
    title = f"Angka layanan {chosen.scope.span.label}"
    pdf = render_pdf(render_to_string("print/served.html", context), title=title, author=str(office), made_at=now)
    return leaving(pdf, "angka-layanan.pdf", Kind.PDF, shown=True)


def _told(request: SignedInRequest, chosen: ServedFilter) -> tuple[list[list[Any]], list[Any], bool]:
    """Cells of the rows and of the sum for what goes out: small numbers only for who may know single persons."""
    rows, total = table(chosen.scope, chosen.by)
    veiled = PUBLIC in request.GET or not request.user.may(Permission.OPEN_PERSONAL_DATA)
    told: list[dict[str, Any]] = [dict(row.figures) for row in rows]
    sums: dict[str, Any] = dict(total.figures)
    if veiled:
        hidden = veil(told, sums, whole="dilayani", pairs=PAIRS)
        told, sums = list(hidden.rows), dict(hidden.total)
    keys = [figure.key for figure in FIGURES]
    cells = [[row.label, row.within, *(figures[key] for key in keys)] for row, figures in zip(rows, told, strict=True)]
    return cells, [sums[key] for key in keys], veiled


def _address(chosen: ServedFilter) -> dict[str, Any]:
    """What leads to this page again."""
    scope = chosen.scope
    return {
        "tahun": scope.span.begin.year,
        "masa": scope.span.key,
        "menurut": chosen.by.value,
        **({"klaster": scope.cluster} if scope.cluster else {}),
        **({"provinsi": scope.province} if scope.province else {}),
        **({"kantor": scope.office.pk} if scope.office else {}),
    }


def _cells(row: Row, chosen: ServedFilter, *, whole: bool = False) -> list[dict[str, Any]]:
    """The figures of a row, each with the address of the list of people that it counts."""
    cells = []
    for figure in FIGURES:
        where = {**_address(chosen), "angka": figure.key, **({} if whole else {"kelompok": row.group})}
        url = f"{reverse('activities:served_people')}?{urlencode(where)}"
        cells.append({"label": figure.label, "count": row.figures[figure.key], "url": url})
    return cells
