"""Against guessing of passwords: which account a failed sign-in counts against."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network address of the visitor: what our own proxies say, or who is connected where there are none."""
    proxies = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def account_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address that was typed, in lower case.

    The account library hands it over as ``email``, the form as ``login``. Without it every failure would count
    against everybody behind the same network address.
    """
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(typed).strip().lower()
