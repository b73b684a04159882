"""Visits to every list page, as every role: what each costs. Runs as a stage of the bench."""

from __future__ import annotations

from functools import cache

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audits.duplicates.kinds import KINDS
from desk.navigation import DOORS
from tests.benchmarks.crowd import address_of
from tests.benchmarks.harness import processor_seconds


def addresses() -> list[str]:
    """Every list page: the menu leads to each of them, and the desk is the first. Behind some doors lie several."""
    risks, duplicates = reverse("audits:risks"), reverse("audits:duplicates")
    behind = [f"{risks}?menurut=laporan", *(f"{duplicates}?jenis={kind.key}" for kind in KINDS)]
    behind += [reverse(f"audits:{name}") for name in ("recommendations", "chains")]
    return [door.url for door in DOORS if door.route != "audits:duplicates"] + behind


def reckoned() -> list[str]:
    """A stage: the pages that are no lists but reckon over every record: the desk, the risks of a year, duplicates."""
    over_all = (reverse("audits:risks"), reverse("audits:duplicates"))
    return [reverse("desk:home"), *(address for address in addresses() if address.startswith(over_all))]


def is_page(answer: HttpResponse) -> bool:
    """A page to look at: not a redirect, a refusal or a file to take home."""
    return (
        answer.status_code == 200
        and answer.headers["Content-Type"].startswith("text/html")
        and "Content-Disposition" not in answer.headers
    )


def pages() -> list[tuple[str, str]]:
    """A stage: each role with each list page that it may see."""
    return [(role.value, address) for role in Role for address in addresses() if is_page(_signed_in(role).get(address))]


def queries(role: str, address: str) -> int:
    """A stage: how many queries a visit makes."""
    client = _signed_in(Role(role))
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def visit(role: str, address: str) -> float:
    """A stage: processor seconds of one visit."""
    client = _signed_in(Role(role))
    return processor_seconds(lambda: client.get(address))


@cache
def _signed_in(role: Role) -> Client:
    client = Client()
    person = User.objects.get(email=address_of(role))
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
