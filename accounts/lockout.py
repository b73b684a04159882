"""Against guessing of passwords: which account a failed sign-in counts against."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def account_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address that was typed, in lower case.

    The account library hands it over as ``email``, the form as ``login``. Without it every failure would count
    against everybody behind the same network address.
    """
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(typed).strip().lower()
