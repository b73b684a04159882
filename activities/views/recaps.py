"""The year of a Sentra Kreasi: the page with its picture, the workbook and the paper."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from activities.filters import RecapFilter
from activities.recap import COLUMNS, KEY, Recap, picture_of, recap
from activities.spreadsheets import recap_workbook
from trail.printed import head_of
from vault.kinds import Kind
from vault.leaving import leaving
from vault.paper import render_pdf


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    chosen = RecapFilter(request.GET, user=request.user)
    year = _recap(chosen)
    context = {
        "filter": chosen,
        **_table(year),
        "picture": picture_of(year),
        "caption": f"Omzet per bulan pada {year.year}",
        "key": KEY,
        "query": request.GET.urlencode(),
    }
    return render(request, "activities/recap.html", context)


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def export(request: SignedInRequest) -> HttpResponse:
    year = _recap(RecapFilter(request.GET, user=request.user))
    return leaving(recap_workbook(year), f"Rekap-Sentra-Kreasi-{year.year}.xlsx")


@needs(Permission.SEE_ACTIVITIES)
@require_safe
def paper(request: SignedInRequest) -> HttpResponse:
    """The year's table, for the head to sign."""
    year = _recap(RecapFilter(request.GET, user=request.user))
    office, now = year.office or request.user.office, timezone.now()
    assert office is not None  # who may see this page works at one
    context = {
        **_table(year),
        "office": office,
        "mark": head_of(office.chain),
        "now": now,
        "signatures": [{"role": "Kepala", "name": office.head_name or "…………………………", "place": office.city}],
        "demo": settings.DEMO,
    }
    title = f"Sentra Kreasi ATENSI {year.year}"
    html = render_to_string("print/sales_year.html", context)
    pdf = render_pdf(html, title=title, author=str(office), made_at=now)
    return leaving(pdf, f"sentra-kreasi-{year.year}.pdf", Kind.PDF, shown=True)


def _recap(chosen: RecapFilter) -> Recap:
    return recap(chosen.user, chosen.year, chosen.office)


def _table(year: Recap) -> dict[str, Any]:
    def cells(figures: dict[str, int]) -> list[dict[str, Any]]:
        return [{"label": heading, "key": key, "amount": figures[key]} for key, heading in COLUMNS]

    return {
        "recap": year,
        "heads": [heading for _, heading in COLUMNS],
        "rows": [{"row": row, "cells": cells(row.figures)} for row in year.rows],
        "total": cells(year.total.figures),
    }
