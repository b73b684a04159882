"""How a page with one form does one action and goes back to where it came from, in every room alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import SignedInRequest
from trail.forms import done


def form_page(
    request: SignedInRequest,
    form: forms.BaseForm,
    action: Callable[..., Any],
    given: dict[str, Any],
    *,
    template: str,
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
    return render(request, template, context, status=422 if form.is_bound else 200)
