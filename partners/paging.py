"""One page of a list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ON_A_PAGE = 25


def paged(request: HttpRequest, rows: QuerySet[Any]) -> dict[str, Any]:
    """Template context: ``page_obj`` by ``?page=`` (the nearest one where there is no such page), ``page_numbers``."""
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page_obj": page, "page_numbers": list(numbers)}
