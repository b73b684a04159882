"""Workbooks made for one reader at this moment, as an answer to be saved."""

from __future__ import annotations

from django.http import HttpResponse

from vault.kinds import Kind


def workbook_answer(content: bytes, name: str) -> HttpResponse:
    """The workbook as an attachment; nobody on the way keeps it."""
    response = HttpResponse(
        content,
        content_type=Kind.XLSX.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )
    plain = name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "")
    response["Content-Disposition"] = f'attachment; filename="{plain}"'
    return response
