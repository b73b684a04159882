"""Reads a table that came as text: its encoding, what stands between its cells, and its lines."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from trail.refusal import Refusal

_SEPARATORS = (";", ",", "\t")
#: The separator is told by the headings, which stand within so many lines.
_LOOKED_AT = 10
_LONGEST_CELL = 32_767  #: characters, as in a spreadsheet


def read_lines(content: bytes, is_heading: Callable[[str], bool]) -> Iterator[tuple[int, dict[int, Any]]]:
    """Numbers and cells of the lines, blank cells left out. Raises Refusal for what is no text of a table.

    ``is_heading`` knows the headings that are looked for: the separator that shows most of them is the right one.
    """
    text = _decoded(content)
    csv.field_size_limit(_LONGEST_CELL)
    separator = max(_SEPARATORS, key=lambda one: _headings(text, one, is_heading))
    return _lines(text, separator)


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel on Windows, in its own "CSV"; five of its bytes mean nothing.
        return content.decode("cp1252", errors="replace")


def _headings(text: str, separator: str, is_heading: Callable[[str], bool]) -> int:
    """The most headings that one of the first lines shows with this separator."""
    try:
        first = islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _LOOKED_AT)
        return max((sum(map(is_heading, cells)) for cells in first), default=0)
    except csv.Error:
        return 0


def _lines(text: str, separator: str) -> Iterator[tuple[int, dict[int, Any]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, {place: cell for place, cell in enumerate(cells, start=1) if cell}
    except csv.Error as problem:
        raise Refusal(
            f"Baris {number + 1} berkas CSV ini tidak dapat dibaca.",
            "Simpan ulang dari Excel dengan jenis “CSV UTF-8” atau “Excel Workbook (.xlsx)”, lalu unggah lagi.",
        ) from problem
