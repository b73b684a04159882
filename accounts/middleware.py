"""Nothing without signing in, and every page in the time zone of the reader's office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

#: Views that a stranger may open carry this mark; everything else asks to sign in first.
PUBLIC_MARK = "open_to_strangers"
#: Sign-in itself: views of the account library, by the start of their path.
PUBLIC_PATHS = ("/akun/", "/static/")


def open_to_strangers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as public: it must show nothing private."""
    setattr(view, PUBLIC_MARK, True)
    return view


class SignInRequiredMiddleware:
    """Closed by default: a new URL is private until it says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        if request.user.is_authenticated or getattr(view, PUBLIC_MARK, False):
            return None
        if request.path.startswith(PUBLIC_PATHS):
            return None
        return redirect_to_login(request.get_full_path())


class OfficeTimeZoneMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        office = getattr(request.user, "office", None)
        with timezone.override(ZoneInfo(office.time_zone) if office else None):
            return self.get_response(request)
