"""Reads the cells of an .xlsx file, whoever wrote it, with every limit that a stranger's file needs. No Django.

    package = open_package(file, most_sheets=60)
    part = next(each for each in package.sheets if not each.hidden)
    for row in stream_rows(package, part, Limits(rows=10_000, columns=100)):
        row.number         # 1 is the topmost
        row.cells          # {1: "KW-001", 3: 1500000, 4: date(2021, 4, 20)}: place of the column (1 is A) to its value
        row.formulas       # {3}: these values are results of formulas
        f"{letter(3)}{row.number}"  # "C7", the cell as a person knows it

A value is a ``str`` as it was typed, an ``int`` (all digits kept) or ``float``, a ``bool``, a ``date`` where the cell
is formatted as one, a ``CellError`` ("#REF!"), or ``UNCALCULATED`` for a formula that has no result in the file. Empty
cells and rows are left out, formats alone cost next to nothing; ``is_blank`` is true of a text of blanks, too.

``stream_rows`` gives row after row and keeps none, ``read_sheet`` a whole ``Sheet`` with its merged and hidden parts.
All raise ``Unreadable``, whose ``str()`` is an Indonesian sentence for the person who uploaded the file; no other
exception comes from a file, however broken. The file has passed the door (``vault.door``) before, and is read in a
process of its own (``vault.apart``).
"""

from sheets.cells import Limits, Row, Sheet, read_sheet, stream_rows
from sheets.package import Package, SheetPart, open_package
from sheets.places import Merge, letter, place_of
from sheets.refusals import DAMAGED, NOT_XLSX, STRICT, TOO_LARGE, Unreadable, damage_told
from sheets.values import UNCALCULATED, CellError, Uncalculated, Value, is_blank

__all__ = [
    "DAMAGED",
    "NOT_XLSX",
    "STRICT",
    "TOO_LARGE",
    "UNCALCULATED",
    "CellError",
    "Limits",
    "Merge",
    "Package",
    "Row",
    "Sheet",
    "SheetPart",
    "Uncalculated",
    "Unreadable",
    "Value",
    "damage_told",
    "is_blank",
    "letter",
    "open_package",
    "place_of",
    "read_sheet",
    "stream_rows",
]
