"""What is made for one reader at this moment leaves as an answer that nobody on the way keeps."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse

from vault.kinds import Kind


def leaving(content: bytes, name: str, kind: Kind = Kind.XLSX, *, shown: bool = False) -> HttpResponse:
    """The file under its name: to be saved, or ``shown`` in the browser, such as a print."""
    return HttpResponse(content, content_type=kind.content_type, headers=_headers(name, shown=shown))


def leaving_in_parts(parts: Iterable[bytes], name: str, content_type: str) -> StreamingHttpResponse:
    """A long file that is made while it leaves, so that nobody holds it whole."""
    return StreamingHttpResponse(parts, content_type=content_type, headers=_headers(name, shown=False))


def _headers(name: str, *, shown: bool) -> dict[str, str]:
    plain = name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "")
    return {
        "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{plain}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
