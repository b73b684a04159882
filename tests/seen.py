"""What a person sees of a page: a short text may stand by chance in a token, an address or a hash of its source."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Protocol

#: Elements whose text nobody reads, and attributes that are shown or read aloud.
_UNSEEN = {"script", "style", "template"}
_SHOWN = frozenset({"alt", "aria-label", "placeholder", "title", "value"})


class Answer(Protocol):
    """An answer of Django's test client."""

    @property
    def content(self) -> bytes: ...


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._within = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within += tag in _UNSEEN
        if tag == "input" and ("type", "hidden") in attrs:
            return
        self.texts.extend(text for name, text in attrs if text and name in _SHOWN)

    def handle_endtag(self, tag: str) -> None:
        self._within -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.texts.append(data)


def seen(answer: Answer) -> str:
    """All texts of a page on one line, with those of its fields and pictures; hidden fields and tokens are left out."""
    reader = _Reader()
    reader.feed(answer.content.decode())
    reader.close()
    return " ".join(" ".join(reader.texts).split())
