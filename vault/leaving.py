"""What is made for one reader at this moment leaves as an answer that nobody on the way keeps."""

from __future__ import annotations

from django.http import HttpResponse

from vault.kinds import Kind


def leaving(content: bytes, name: str, kind: Kind = Kind.XLSX, *, shown: bool = False) -> HttpResponse:
    """The file under its name: to be saved, or ``shown`` in the browser, such as a print."""
    plain = name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "")
    return HttpResponse(
        content,
        content_type=kind.content_type,
        headers={
            "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{plain}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
