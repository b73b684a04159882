"""Visits to every page that needs no argument, as every role: what each costs. Runs as a stage of the bench."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from accounts.roles import Role
from tests.benchmarks.crowd import address_of
from tests.benchmarks.harness import processor_seconds

#: Pages of the sign-in library hold no list.
NOT_OURS = ("akun/",)
REPEATS = 5


def addresses(patterns: list[Any] | None = None, before: str = "") -> Iterator[str]:
    """Every address of ours that needs no argument."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if route.startswith(NOT_OURS) or "<" in route or "(" in route:
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield f"/{route}"


def is_page(answer: HttpResponse) -> bool:
    """A page to look at: not a redirect, a refusal or a file to take home."""
    return (
        answer.status_code == 200
        and answer.headers["Content-Type"].startswith("text/html")
        and "Content-Disposition" not in answer.headers
    )


def measure() -> dict[str, dict[str, float]]:
    """A stage: "role address" → median processor seconds and number of queries, for each page the role may see."""
    found = {}
    for role in Role:
        client = Client()
        person = User.objects.get(email=address_of(role))
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        for address in addresses():
            if not is_page(client.get(address)):
                continue
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            queries = len(captured)  # counted now: the next visit empties the log
            times = [processor_seconds(lambda visit=address, by=client: by.get(visit)) for _ in range(REPEATS)]
            found[f"{role} {address}"] = {"seconds": statistics.median(times), "queries": queries}
    return found
