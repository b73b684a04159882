"""Why something was not done, in a sentence for the person who asked for it."""

from __future__ import annotations


class Refusal(Exception):
    """An action was refused; nothing was written. ``sentences`` are Indonesian and say how to mend it."""

    status = 422

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class StalePage(Refusal):
    """Somebody else was first: the record is not what the page showed."""

    status = 409


class NotAllowed(Refusal):
    """This person may not do this."""

    status = 403
