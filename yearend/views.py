"""Pages of the year's end: the figures, the records behind each, the workbook and the paper. They change nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from partners.models import Instalment
from partners.paging import ON_A_PAGE, paged
from trail.printed import head_of
from vault.kinds import Kind
from vault.leaving import leaving
from vault.paper import render_pdf
from yearend.differences import differing, line_of_difference
from yearend.figures import BY_KEY, CLOSING, DIFFERENCE, FIGURES, OPEN, OPENING, STOCKS, Figure
from yearend.filters import RecordsFilter, YearEndFilter
from yearend.pictures import picture_of
from yearend.records import group_label, line_of, records_of
from yearend.scope import Scope
from yearend.sources import Grouping
from yearend.spreadsheets import year_end_workbook
from yearend.table import Row, YearTable, year_table

GROUPS_ON_A_PAGE = 50
#: So many records of each list are shown where two lists make one sum; the rest stands behind a link.
OF_A_STOCK = 25


@needs(Permission.SEE_YEAR_END)
@require_safe
def year_end(request: SignedInRequest) -> HttpResponse:
    chosen = YearEndFilter(request.GET, user=request.user)
    scope = chosen.scope()
    table = year_table(scope, chosen.by)
    page = Paginator(table.rows, GROUPS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": chosen,
        "scope": scope,
        "table": table,
        "figures": FIGURES,
        "heads": _heads(table),
        "rows": [_cells(row, table, scope) for row in page],
        "total": _cells(table.total, table, scope, whole=True),
        "page_obj": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "picture": picture_of(table),
        "caption": f"Yang harus dipertanggungjawabkan pada {scope.year}, menurut {table.by.within_a_sentence}",
        "key": [
            ("accounted", "dipertanggungjawabkan"),
            ("returned", "dikembalikan"),
            ("open", "masih terbuka"),
        ],
        "query": urlencode(_address(scope, table.by)),
        "opens": {key.replace("-", "_"): _opens(key, scope) for key in (OPENING, CLOSING, "alokasi", "disalurkan")},
    }
    return render(request, "yearend/year_end.html", context)


@needs(Permission.SEE_YEAR_END)
@require_safe
def records(request: SignedInRequest) -> HttpResponse:
    """What one figure is the sum of."""
    chosen = RecordsFilter(request.GET, user=request.user)
    scope = chosen.scope()
    if chosen.stock:
        return _stock(request, chosen, scope)
    if chosen.asks_difference:
        return _difference(request, chosen, scope)
    figure, group = chosen.figure, chosen.group
    rows = records_of(figure, scope, group)
    paging = paged(request, rows, figure.source.records.all().select_related(*figure.source.related))
    context = {
        "filter": chosen,
        "scope": scope,
        "figure": figure,
        "group": group_label(scope, group),
        "sum": rows.order_by().aggregate(total=Sum(figure.source.amount))["total"] or 0,
        **paging,
        "lines": [line_of(record) for record in paging["page_obj"]],
        "back": urlencode(_address(scope, group[0] if group else Grouping.ACCOUNT)),
    }
    return render(request, "yearend/records.html", context)


def _difference(request: SignedInRequest, chosen: RecordsFilter, scope: Scope) -> HttpResponse:
    """The instalments by which the column “Selisih” comes about."""
    group = chosen.group
    found = differing(scope, group)
    page = Paginator(list(found), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = Instalment.objects.visible_to(request.user).select_related("agreement__partner").in_bulk(list(page))
    context = {
        "filter": chosen,
        "scope": scope,
        "figure": {
            "label": "Selisih",
            "meaning": "Per termin: saldo awal dan mutasi tahun ini dikurangi yang masih terbuka. Bukan nol bila "
            "laporan menyebut penerimaan yang lain dari SP2D, atau bila dana disetor sebelum laporannya diterima.",
        },
        "group": group_label(scope, group),
        "sum": sum(sum(parts.values()) for parts in found.values()),
        "page_obj": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "lines": [line_of_difference(shown[pk], found[pk]) for pk in page if pk in shown],
        "back": urlencode(_address(scope, group[0] if group else Grouping.ACCOUNT)),
    }
    return render(request, "yearend/records.html", context)


def _stock(request: SignedInRequest, chosen: RecordsFilter, scope: Scope) -> HttpResponse:
    """What is open at the end of a year, or of the one before: the two lists of which it is the sum, each whole behind
    a link of its own."""
    group = chosen.group
    of_scope = scope.last() if chosen.stock == OPENING else scope
    parts = []
    for key in OPEN:
        figure = BY_KEY[key]
        rows = records_of(figure, of_scope, group)
        sums = rows.order_by().aggregate(total=Sum(figure.source.amount), count=Count("pk"))
        some = figure.source.records.select_related(*figure.source.related).in_bulk(
            list(rows.values_list("pk", flat=True)[:OF_A_STOCK])
        )
        where = {"angka": key, **_address(of_scope, group[0] if group else Grouping.ACCOUNT)}
        if group:
            where["kelompok"] = group[1]
        else:
            del where["menurut"]
        parts.append(
            {
                "figure": figure,
                "sum": sums["total"] or 0,
                "count": sums["count"],
                "lines": [line_of(record) for record in some.values()],
                "url": f"{reverse('yearend:records')}?{urlencode(where)}",
            }
        )
    context = {
        "filter": chosen,
        "scope": scope,
        "title": STOCKS[chosen.stock],
        "group": group_label(scope, group),
        "sum": sum(part["sum"] for part in parts),
        "parts": parts,
        "back": urlencode(_address(scope, group[0] if group else Grouping.ACCOUNT)),
    }
    return render(request, "yearend/stock.html", context)


@needs(Permission.SEE_YEAR_END)
@require_safe
def export(request: SignedInRequest) -> HttpResponse:
    scope = YearEndFilter(request.GET, user=request.user).scope()
    name = f"akhir-tahun-{scope.year}-{scope.office.code if scope.office else 'semua-kantor'}.xlsx"
    return leaving(year_end_workbook(scope), name)


@needs(Permission.SEE_YEAR_END)
@require_safe
def paper(request: SignedInRequest) -> HttpResponse:
    """The table chosen, for the head to sign."""
    chosen = YearEndFilter(request.GET, user=request.user)
    scope = chosen.scope()
    table = year_table(scope, chosen.by)
    now = timezone.now()
    office = scope.office or request.user.office
    assert office is not None  # who may see this page works at one
    context = {
        "scope": scope,
        "office": office,
        "table": table,
        "heads": _heads(table),
        "rows": [_cells(row, table, scope) for row in table.rows],
        "total": _cells(table.total, table, scope, whole=True),
        "figures": FIGURES,
        "now": now,
        "mark": head_of(office.chain),
        "signatures": [{"role": "Kepala", "name": office.head_name or "…………………………", "place": office.city}],
        "demo": settings.DEMO,
    }
    title = f"Akhir tahun {scope.year} menurut {table.by.label}"
    pdf = render_pdf(render_to_string("print/year_end.html", context), title=title, author=str(office), made_at=now)
    return leaving(pdf, f"akhir-tahun-{scope.year}-{table.by}.pdf", Kind.PDF, shown=True)


def _address(scope: Scope, by: Grouping) -> dict[str, Any]:
    """What leads to this page again."""
    office = {"office": scope.office.pk} if scope.user.sees_several_offices and scope.office else {}
    return {"year": scope.year, **office, "menurut": by.value}


def _opens(key: str, scope: Scope) -> str:
    """Address of what a figure of the whole page is the sum of."""
    where = {"angka": key, **_address(scope, Grouping.ACCOUNT)}
    del where["menurut"]
    return f"{reverse('yearend:records')}?{urlencode(where)}"


def _columns(table: YearTable) -> list[Figure | str]:
    """Figures in the order of the year, between them what it began and ended with; only those that can be told."""
    told = [figure for figure in FIGURES if table.by in figure.source.groups]
    begin = next(place for place, figure in enumerate(told) if figure.key == "disalurkan")
    return [*told[:begin], OPENING, *told[begin:], CLOSING]


def _heads(table: YearTable) -> list[tuple[str, str]]:
    """Label and meaning of each column."""
    meanings = {
        OPENING: "Sama dengan yang terbuka pada 31 Desember tahun sebelumnya.",
        CLOSING: "Laporan belum diterima ditambah belum kembali.",
    }
    heads = [
        (one.label, one.meaning) if isinstance(one, Figure) else (STOCKS[one], meanings[one]) for one in _columns(table)
    ]
    return [*heads, ("Selisih", "")] if table.has_difference else heads


def _cells(row: Row, table: YearTable, scope: Scope, *, whole: bool = False) -> dict[str, Any]:
    """A row of the table: each amount with the address of the list that it is the sum of."""
    heads = _heads(table)
    keys = [one.key if isinstance(one, Figure) else one for one in _columns(table)]
    amounts = {**row.amounts, DIFFERENCE: row.difference}
    cells = []
    for key, (label, _) in zip([*keys, DIFFERENCE][: len(heads)], heads, strict=True):
        where = {"angka": key, **_address(scope, table.by)}
        if not whole:
            where["kelompok"] = row.group
        else:
            del where["menurut"]
        url = f"{reverse('yearend:records')}?{urlencode(where)}"
        cells.append({"label": label, "amount": amounts[key], "url": url})
    return {"label": row.label, "cells": cells}
