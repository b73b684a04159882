"""What several pages of this room do alike: a form with one action, and a workbook that goes out."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse

from accounts import form_pages
from vault.kinds import Kind

form_page = partial(form_pages.form_page, template="activities/form.html")


def sent(content: bytes, name: str) -> HttpResponse:
    """A workbook to be saved under this name."""
    response = HttpResponse(content, content_type=Kind.XLSX.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
