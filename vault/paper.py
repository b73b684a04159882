"""Paper: HTML to PDF by WeasyPrint, so that the same record always gives the same bytes.

Nothing is fetched but our own static files (and data: addresses inside the page), and no clock is read: the dates in
the file are those of the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from weasyprint import HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

#: Where relative addresses of a page start: a name that no machine can have.
_HOME = "http://amanah.invalid/"


class NotOurs(Exception):
    """A page asked for something that is not one of our static files; a mistake in its template."""


@dataclass(frozen=True, slots=True)
class PaperAttachment:
    """A file carried inside the PDF; ``relationship`` as PDF/A-3 has it ("Source", "Data", "Supplement")."""

    name: str
    content: bytes
    description: str = ""
    relationship: str = "Source"


def render_pdf(
    html: str,
    *,
    title: str,
    author: str,
    made_at: datetime,
    attachments: Sequence[PaperAttachment] = (),
    variant: str | None = None,
) -> bytes:
    """The page as PDF. ``made_at`` is the record's own date and stands in the file as its date of making.

    ``variant`` None is plain PDF; "pdf/a-3b" is for keeping, and the one that may carry attachments. Static files are
    named as on screen ("/static/…"). Raises NotOurs where the page asks for anything else.
    """
    day = made_at.astimezone(UTC)
    fonts = FontConfiguration()
    options = {"pdf_variant": variant, "pdf_identifier": True}
    if variant and variant.startswith("pdf/a"):
        options["output_intent"] = "srgb"
    try:
        document = HTML(string=html, base_url=_HOME, url_fetcher=_OwnFiles()).render(font_config=fonts, **options)
        document.metadata.title = title
        document.metadata.authors = [author]
        document.metadata.created = document.metadata.modified = day.strftime("%Y-%m-%dT%H:%M:%SZ")
        document.metadata.generator = "Amanah"
        carried = [
            Attachment(
                string=attachment.content,
                base_url=_HOME,
                name=attachment.name,
                description=attachment.description or attachment.name,
                created=day,
                modified=day,
                relationship=attachment.relationship,
            )
            for attachment in attachments
        ]
        paper: bytes = document.write_pdf(attachments=carried, **options)
    except FatalURLFetchingError as problem:
        raise NotOurs(str(problem)) from problem
    return paper


class _OwnFiles(URLFetcher):
    """Opens our own static files and data: addresses; anything else stops the rendering."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = unquote(urlsplit(url).path)
        if not url.startswith(_HOME) or not path.startswith(settings.STATIC_URL):
            raise FatalURLFetchingError(f"not a static file of ours: {url[:200]}")
        file = _find(path.removeprefix(settings.STATIC_URL))
        if file is None:
            raise FatalURLFetchingError(f"no such static file: {path}")
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": _content_type(file)})


def _find(name: str) -> Path | None:
    """A static file by its source name, or by the hashed name that collecting gave it."""
    found = finders.find(name)
    if found:
        return Path(found)
    collected = Path(staticfiles_storage.path(name))
    return collected if collected.is_file() else None


def _content_type(file: Path) -> str:
    kinds = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2"}
    return kinds.get(file.suffix, "application/octet-stream")
