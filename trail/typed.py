"""What no form takes in: characters that turn a text round unseen, and digits of other scripts."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError

#: Marks, embeddings, overrides and isolates that turn the direction of what follows.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANKS = frozenset("\t\n\r")


def validate_typed(text: object) -> None:
    """Refuse characters that turn the direction of writing or control a terminal, and digits other than 0–9.

    A digit of another script looks like, or is taken for, one of ours: a number would then stand twice, unseen. A field
    that makes something else of what was typed, as one of amounts does, has read it by rules of its own already.
    """
    if not isinstance(text, str):
        return
    if any(each in _TURNING or (each not in _BLANKS and unicodedata.category(each) == "Cc") for each in text):
        raise ValidationError(
            "Tulisan ini memuat karakter yang tidak tampak, biasanya karena disalin dari tempat lain. Ketik ulang."
        )
    if any(each.isdecimal() and not each.isascii() for each in text):
        raise ValidationError("Ada angka yang bukan 0–9 biasa, misalnya angka lebar atau angka Arab. Ketik ulang.")
