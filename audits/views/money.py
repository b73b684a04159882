"""Search an amount anywhere, and follow it from the DIPA line to the receipt."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.money import follow
from audits.search import LIMIT, find
from partners.models import Instalment
from reports.review import Choice

LINES_PER_PAGE = 200


@needs(Permission.FOLLOW_MONEY)
@require_safe
def search_money(request: SignedInRequest) -> HttpResponse:
    """Search by number, amount or name; each hit leads to the chain of its money."""
    text = request.GET.get("q", "").strip()
    context = {"text": text, "hits": find(text, request.user), "limit": LIMIT}
    return render(request, "audits/money.html", context)


@needs(Permission.FOLLOW_MONEY)
@require_safe
def follow_money(request: SignedInRequest, pk: int) -> HttpResponse:
    """One instalment's money from the DIPA line to the receipt, on one page; ``baris`` turns to that cash book line."""
    instalments = Instalment.objects.visible_to(request.user)
    wanted = instalments.select_related("agreement__partner__office", "agreement__approved_by")
    chain = follow(get_object_or_404(wanted, pk=pk), request.user)
    context: dict[str, Any] = {"chain": chain}
    if chain.book is not None:
        rows = chain.book.rows(Choice.ALL)
        sought = request.GET.get("baris", "")
        number: str | int | None = request.GET.get("page")
        if number is None and sought in (shown := [str(row) for row in rows]):
            number = shown.index(sought) // LINES_PER_PAGE + 1
        page = Paginator(rows, LINES_PER_PAGE).get_page(number)
        context |= {"page": page, "lines": chain.book.lines(page)}
    return render(request, "audits/follow.html", context)
