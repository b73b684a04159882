"""Where a cell stands: letters of columns, and ranges."""

from __future__ import annotations

from typing import NamedTuple

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  #: of the file format


def letter(place: int) -> str:
    """Column letters of a place: 1 is A, 27 is AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(letters: str) -> int:
    """The place of a column: A is 1. Capital letters only."""
    place = 0
    for character in letters:
        place = place * 26 + ord(character) - 64
    return place


class Merge(NamedTuple):
    """A range of merged cells, borders included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{letter(self.left)}{self.top}:{letter(self.right)}{self.bottom}"
