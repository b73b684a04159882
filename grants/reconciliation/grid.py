"""Raw cells of a table, whatever kind of file they came from, and the names of their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sheets.places import letter

MOST_ROWS = 100_000  #: a longer file is no list of payments of one office
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Faulty:
    """A cell that the file shows, but whose value it does not hold: an error value, a formula never calculated."""

    shown: str


Value = str | int | Decimal | date | Faulty | None
"""What stands in a cell. A number of a spreadsheet is an int, or a Decimal when it has a fraction; text stays text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its number as a spreadsheet shows it, from 1, and its cells from column A on."""

    number: int
    cells: tuple[Value, ...]

    def cell(self, column: int) -> Value:
        """The cell in a column, counted from 1; None beyond the last."""
        return self.cells[column - 1] if 0 < column <= len(self.cells) else None

    @property
    def is_blank(self) -> bool:
        return all(is_blank(value) for value in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table. ``split``: a separator made the cells, so that one inside a cell shifts what follows."""

    rows: tuple[Row, ...]
    split: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be taken as it stands: its place ("F12", "baris 12"; blank for the whole file), what is wrong, how to
    mend it, in Indonesian sentences."""

    place: str
    sentence: str
    remedy: str


class Refused(ValueError):
    """A file that is no table we can read; ``problem`` tells the person who sent it."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.problem = Problem("", sentence, remedy)


def grid_of(lines: Sequence[Sequence[Value]], *, split: bool = False) -> Grid:
    """A grid of lists of cells; the first line is row 1."""
    return Grid(tuple(Row(number, tuple(cells)) for number, cells in enumerate(lines, start=1)), split)


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(value: Value) -> str:
    """A cell as one line of visible text; "" when it is blank."""
    if value is None:
        return ""
    if isinstance(value, Faulty):
        return value.shown
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return " ".join(str(value).split())


def place(column: int, row: int) -> str:
    """A cell's name as a spreadsheet shows it: "F12"."""
    return f"{letter(column)}{row}"
