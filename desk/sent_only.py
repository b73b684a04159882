"""Who opens an address that only takes a sent form is led back to the record it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve


class SentOnlyMiddleware:
    """Instead of an empty 405: the record's own page, or where there is none, a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method not in {"GET", "HEAD"}:
            return response
        record = _record_above(request.path)
        if record:
            return redirect(record)
        page = render(request, "errors/405.html", status=405)
        page["Allow"] = response.get("Allow", "POST")
        return page


def _record_above(path: str) -> str:
    """The nearest address above that ends in a record's number and leads somewhere; "" for none."""
    parts = path.strip("/").split("/")[:-1]
    while parts:
        above = f"/{'/'.join(parts)}/"
        if parts.pop().isdecimal() and _leads_somewhere(above):
            return above
    return ""


def _leads_somewhere(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
