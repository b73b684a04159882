"""One page of a list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ON_A_PAGE = 25


def paged(
    request: HttpRequest, rows: QuerySet[Any], shown: QuerySet[Any], *, count: int | None = None
) -> dict[str, Any]:
    """Template context: ``page_obj`` by ``?page=`` (the nearest one where there is no such page), ``page_numbers``.

    ``rows`` chooses and orders. ``shown`` is asked for the records of this page alone, with all that the list shows, so
    that only they are joined and not the whole list. ``count`` of all rows, where it is known already.
    """
    paginator = Paginator(rows.values_list("pk", flat=True), ON_A_PAGE)
    if count is not None:
        paginator.count = count
    page = paginator.get_page(request.GET.get("page"))
    keys = list(page.object_list)
    found = shown.in_bulk(keys)
    page.object_list = [found[key] for key in keys if key in found]
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page_obj": page, "page_numbers": list(numbers)}
