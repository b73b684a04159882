"""Visits to every list page, as every role: what each costs. Runs as a stage of the bench."""

from __future__ import annotations

import statistics

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from desk.navigation import DOORS
from tests.benchmarks.crowd import address_of
from tests.benchmarks.harness import processor_seconds

REPEATS = 5


def addresses() -> list[str]:
    """Every list page: the menu leads to each of them, and the desk is the first."""
    return [door.url for door in DOORS]


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
