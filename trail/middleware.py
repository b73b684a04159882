"""Turns a refusal that no view caught into a kind page with the right status."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trail.refusal import Refusal


def came_from(request: HttpRequest) -> str:
    """The page of ours that the browser came from, where it says so; else the first page."""
    back = request.META.get("HTTP_REFERER", "")
    return back if back.startswith(request.build_absolute_uri("/")) else "/"


class StalePageMiddleware:
    """409 for a stale page, 403 for what one may not do, 422 for what can't be done, 429 for too much at once, each
    with its sentences."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        context = {"sentences": exception.sentences, "status": exception.status, "back": came_from(request)}
        page = render(request, "errors/refusal.html", context, status=exception.status)
        for name, value in exception.headers.items():
            page[name] = value
        return page
