"""Rows below a header that are no entries: sums people add, month headings, a place and name to sign."""

from __future__ import annotations

import re

from regulations.dates import NotADate, parse_tanggal
from regulations.findings import Finding, Where
from reports.intake import problems
from reports.intake.layout import Kind, Placement, Table
from rupiah.parse import NotRupiah, parse_rupiah
from sheets import Merge, Row, Value, is_blank

_SUM = re.compile(r"(sub|grand)?[\s-]*(jumlah|total)\b.{0,40}", re.IGNORECASE | re.DOTALL)
_HEADING_WIDTH = 3  #: merged columns that make a lone text a heading
_SIGNATURE_CELLS = 3  #: a line of a signature block has no more


class RowsApart:
    """Judges the rows of one table in their order; a row that looks like an entry is always taken for one."""

    def __init__(self, table: Table, placement: Placement, anchors: tuple[str, str], merges: list[Merge]) -> None:
        places = placement.columns
        typed = [column for column in table.columns if column.kind is not Kind.UNREAD and column.key in places]
        self._title = table.title
        self._inputs = tuple(places[column.key] for column in typed if not column.computed)
        self._keys = {places[column.key]: column.key for column in typed}
        self._amounts = {places[column.key] for column in typed if column.kind is Kind.AMOUNT}
        self._dates = {places[column.key] for column in typed if column.kind is Kind.DATE}
        self._anchors = tuple(places[key] for key in anchors if key in places)
        self._headings = {merge.top for merge in merges if merge.right - merge.left + 1 >= _HEADING_WIDTH}
        self._last = placement.header_row
        self._below = False  #: under a sum or other text, until the next entry

    def is_used(self, row: Row) -> bool:
        """Whether anything but our own formulas and free columns is filled."""
        cells = row.cells
        return any(place in cells and not is_blank(cells[place]) for place in self._inputs)

    def note(self, row: Row) -> Finding | None:
        """A note when the row is no entry, else None."""
        gap = row.number > self._last + 1
        self._last = row.number
        note = None
        if not all(place in row.cells for place in self._anchors):
            filled = {place: value for place, value in row.cells.items() if not is_blank(value)}
            note = self._sum_note(row, filled) or self._text_note(row, filled, gap)
        self._below = note is not None
        return note

    def _sum_note(self, row: Row, filled: dict[int, Value]) -> Finding | None:
        """For a label such as "Jumlah" beside amounts, with nothing else that an entry would have."""
        labels = [(place, value) for place, value in filled.items() if _is_sum_label(value)]
        others = [value for place, value in filled.items() if place in self._keys and place not in self._amounts]
        if not labels or not all(_is_sum_label(value) for value in others):
            return None
        place, label = labels[0]
        return problems.summary_row(self._where(row, place), str(label))

    def _text_note(self, row: Row, filled: dict[int, Value], gap: bool) -> Finding | None:
        """For a few texts apart from the table, or a heading merged across it."""
        inputs = {place: filled[place] for place in self._inputs if place in filled}
        heading = len(inputs) == 1 and row.number in self._headings
        if not (gap or self._below or heading) or not self._is_text_only(inputs):
            return None
        place, text = next(iter(inputs.items()))
        return problems.text_outside(self._where(row, place), str(text))

    def _where(self, row: Row, place: int) -> Where:
        return Where(self._title, row.number, self._keys.get(place))

    def _is_text_only(self, inputs: dict[int, Value]) -> bool:
        if len(inputs) > _SIGNATURE_CELLS:
            return False
        return not any(
            type(value) is not str
            or (place in self._amounts and _is_amount(value))
            or (place in self._dates and _is_date(value) and not self._below)
            for place, value in inputs.items()
        )


def _is_sum_label(value: Value) -> bool:
    return type(value) is str and _SUM.fullmatch(value.strip()) is not None


def _is_amount(text: str) -> bool:
    try:
        parse_rupiah(text)
    except NotRupiah:
        return False
    return True


def _is_date(text: str) -> bool:
    try:
        parse_tanggal(text)
    except NotADate:
        return False
    return True
