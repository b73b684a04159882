"""What several pages of this room do alike: a form with one action, and a workbook that goes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import SignedInRequest
from trail.forms import done
from vault.kinds import Kind


def form_page(
    request: SignedInRequest,
    form: forms.BaseForm,
    action: Callable[..., Any],
    given: dict[str, Any],
    *,
    title: str,
    back: Any,
    said: str,
    label: str = "Simpan",
    **context: Any,
) -> HttpResponse:
    """The form, or, once ``action`` is done with what was typed, the page of ``back`` with ``said`` above it."""
    if request.method == "POST" and done(form, action, by=request.user, **given):
        messages.success(request, said)
        return redirect(back)
    url = back if isinstance(back, str) else back.get_absolute_url()
    context |= {"form": form, "title": title, "back_url": url, "label": label}
    return render(request, "activities/form.html", context, status=422 if form.is_bound else 200)


def sent(content: bytes, name: str) -> HttpResponse:
    """A workbook to be saved under this name."""
    response = HttpResponse(content, content_type=Kind.XLSX.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
