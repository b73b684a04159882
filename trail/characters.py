"""Characters that neither a form nor a table takes in. Without Django: the process that reads tables has none."""

from __future__ import annotations

import unicodedata

#: Marks, embeddings, overrides and isolates that turn the direction of what follows.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANKS = frozenset("\t\n\r")


def fault_in(text: str) -> str:
    """What is wrong with a text, as a sentence: characters that turn the direction of writing or control a terminal,
    or digits other than 0–9. Empty where nothing is.

    A digit of another script looks like, or is taken for, one of ours: a number would then stand twice, unseen.
    """
    if any(each in _TURNING or (each not in _BLANKS and unicodedata.category(each) == "Cc") for each in text):
        return "Tulisan ini memuat karakter yang tidak tampak, biasanya karena disalin dari tempat lain. Ketik ulang."
    if any(each.isdecimal() and not each.isascii() for each in text):
        return "Ada angka yang bukan 0–9 biasa, misalnya angka lebar atau angka Arab. Ketik ulang."
    return ""
