"""Why a file did not come in, in a sentence for the person who sent it."""

from __future__ import annotations

from trail.refusal import Refusal


class Refused(Refusal):
    """A file that the door does not let in.

    ``code`` is stable, for tests, logs and programs ("macro", "zip_bomb"); ``sentence`` is Indonesian and says
    what is wrong, where, and how to mend it.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence

    def about(self, subject: str) -> Refused:
        """The same refusal, naming the file it speaks of; needed where several are sent at once."""
        return Refused(self.code, f"{subject}: {self.sentence}")
