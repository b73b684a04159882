"""Pages for what went wrong: a sentence that says what happened and where to go next."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from trail.middleware import came_from


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def closed(request: HttpRequest) -> HttpResponse:
    """An address of the account library that Amanah does not offer."""
    raise Http404


def server_error(request: HttpRequest) -> HttpResponse:
    # Without the request: what broke may be what the context needs (the reader, the database).
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    signed_in = request.user.is_authenticated
    what_next = (
        "Kembali, muat ulang halaman, lalu kirim lagi." if signed_in else "Sesi Anda habis. Masuk lagi, lalu ulangi."
    )
    sentences = (
        "Formulir ini sudah terlalu lama terbuka atau dibuka di jendela lain, jadi tidak kami terima.",
        f"Tidak ada yang diubah. {what_next}",
    )
    # Back to the form's own page, which has to be loaded anew.
    context = {
        "sentences": sentences,
        "back": came_from(request),
        "sign_in": "" if signed_in else reverse("account_login"),
    }
    return render(request, "errors/refusal.html", context, status=403)
