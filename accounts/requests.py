"""What a browser sent, read without trusting it."""

from __future__ import annotations

from django.http import HttpRequest

_MOST_DIGITS = 18  #: more would not fit a 64-bit column
#: The version of a record that nobody saw: stale for every record.
NO_VERSION = -1


def whole_number(text: str | None) -> int | None:
    """The whole number that ``text`` is; None for anything but at most 18 plain digits."""
    return int(text) if text and len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit() else None


def posted_number(request: HttpRequest, name: str) -> int | None:
    """The whole number that was sent under this name; None where there is none."""
    return whole_number(request.POST.get(name))


def posted_version(request: HttpRequest) -> int:
    """The version of the record that the page showed; NO_VERSION where it named none."""
    version = posted_number(request, "version")
    return NO_VERSION if version is None else version
