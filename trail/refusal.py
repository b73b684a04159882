"""Why something was not done, in a sentence for the person who asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class Refusal(Exception):
    """An action was refused; nothing was written. ``sentences`` are Indonesian and say how to mend it."""

    status = 422
    headers: Mapping[str, str] = MappingProxyType({})  #: of the page that tells it

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class StalePage(Refusal):
    """Somebody else was first: the record is not what the page showed."""

    status = 409


class NotAllowed(Refusal):
    """This person may not do this."""

    status = 403


class ComeBackLater(Refusal):
    """Too much was asked for at once; after ``seconds`` it may be asked for again."""

    status = 429

    def __init__(self, *sentences: str, seconds: int) -> None:
        super().__init__(*sentences)
        self.headers = {"Retry-After": str(seconds)}
