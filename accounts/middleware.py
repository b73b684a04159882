"""Nothing without signing in, and every page in the time zone of the reader's office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User
from accounts.zones import by_the_clock_of

#: Views that a stranger may open carry this mark; everything else asks to sign in first.
PUBLIC_MARK = "open_to_strangers"
#: Sign-in itself: views of the account library, by the start of their path.
PUBLIC_PATHS = ("/akun/", "/static/")
NOT_PLAIN = (
    "Isian atau alamat halaman ini memuat tanda yang tidak dapat disimpan. "
    "Ketik ulang isiannya, jangan menyalin dari berkas lain, lalu kirim lagi."
)
NOT_SAVED = "Sesi Anda habis; berkas atau isian terakhir tidak tersimpan. Masuk, lalu ulangi."


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
        return _to_sign_in(request)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and from there back to a page that can be read.

    What was sent without a session is lost, and its address often answers to nothing but sending: the reader is
    told so, and comes back to the page that they sent it from.
    """
    sent = request.method not in ("GET", "HEAD")
    scripted = "HX-Request" in request.headers
    if sent:
        messages.warning(request, NOT_SAVED)
    sign_in = redirect_to_login(_page_before(request) if sent or scripted else request.get_full_path())
    if scripted:  # a script follows a redirect by itself and would put the sign-in page into a corner of this one
        return HttpResponse(headers={"HX-Redirect": sign_in["Location"]})
    return sign_in


def _page_before(request: HttpRequest) -> str:
    """Path and query of the page that the request came from, where that was one of ours; otherwise the first page."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    page = urlsplit(referer)._replace(scheme="", netloc="", fragment="").geturl()
    return page if url_has_allowed_host_and_scheme(page, None) else "/"


class PlainTextMiddleware:
    """No NUL character in anything typed or in an address: the database stores none, and no keyboard types it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        for sent in (request.GET, request.POST):
            if any("\x00" in text for name, texts in sent.lists() for text in (name, *texts)):
                context = {"sentences": (NOT_PLAIN,), "status": 400, "back": "/"}
                return render(request, "errors/refusal.html", context, status=400)
        return None


class OfficeTimeZoneMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with by_the_clock_of(request.user if isinstance(request.user, User) else None):
            return self.get_response(request)


class PrivatePagesMiddleware:
    """What a signed-in person saw is not kept by the browser: at a shared computer, Back shows nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response
