"""What people give as a reason or an explanation: a sentence that still says something to who reads it years later."""

from __future__ import annotations

import re

from trail.refusal import Refusal

FEWEST_WORDS = 3
FEWEST_LETTERS = 15  #: digits count as well: "Nota 12 dan 13 tertukar"
LONGEST = 2_000

#: Said before anybody types, so that nobody need be refused first.
LEAST = f"Paling sedikit {FEWEST_WORDS} kata dan {FEWEST_LETTERS} huruf."


class NotSaid(Refusal):
    """What was given as a reason says too little, or too much."""


_WORD = re.compile(r"[^\W_]+")


def sentence_in(text: str, *, example: str, what: str = "Alasan") -> str:
    """The sentence that somebody gives, without blanks around it. NotSaid for none, too short a one, or a book.

    ``what`` names it on screen ("Penjelasan"); ``example`` is a sentence that would do.
    """
    said = text.strip()
    if not said:
        raise NotSaid(f"{what} masih kosong. Tulis dengan kalimat Anda sendiri, misalnya: “{example}”")
    if len(said) > LONGEST:
        raise NotSaid(f"{what} terlalu panjang: {len(said)} huruf, paling banyak {LONGEST}. Ringkaslah.")
    words = [word.casefold() for word in _WORD.findall(said)]
    if len(set(words)) < FEWEST_WORDS or sum(map(len, words)) < FEWEST_LETTERS:
        raise NotSaid(f"{what} terlalu singkat untuk dimengerti orang lain. {LEAST}", f"Misalnya: “{example}”")
    return said
