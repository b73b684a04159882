"""Where an obligation comes from, and whether anybody has confirmed that it stands there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a legal instrument.

    ``instrument`` is its short official name ("PMK 254/PMK.05/2015"). ``article`` is None until a legal
    officer has read it in the official text; an article is never guessed.
    """

    instrument: str
    subject: str
    article: str | None = None
    confirmed: bool = False
    decision: int | None = None  #: number of the legal officer's decision that says so; None: the code's own

    @property
    def place(self) -> str:
        """Where and what, for a page that says beside it whether it is confirmed."""
        place = f"{self.instrument}, {self.article}" if self.article else self.instrument
        return f"{place} — {self.subject}"

    def __str__(self) -> str:
        return self.place if self.confirmed else f"{self.place} (belum dikonfirmasi)"


class QuotedCitation(Citation):
    """A citation of which only its whole text is known, its remark on confirmation included: ``instrument`` is that."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.instrument
