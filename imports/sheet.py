"""Reads an uploaded flat table: where its headings stand, which column is which, and each row's cells.

Runs in the process that reads untrusted files (``imports.apart``); knows no Django.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from imports.cells import Cell, read_cell, visible_text
from imports.columns import Column, FlatTable
from imports.text import read_lines
from sheets import Limits, Unreadable, letter, open_package
from sheets import read_sheet as read_cells
from sheets.places import LAST_COLUMN, LAST_ROW
from trail.refusal import Refusal

#: The headings stand in the first of so many rows that holds all the required ones.
HEAD_WITHIN = 10
#: Headings of our own table of refused rows, which may come back mended.
OWN_HEADINGS = ("Baris asal", "Yang perlu diperbaiki")

_MOST_SHEETS = 60

Line = tuple[int, dict[int, Any]]


@dataclass(slots=True)
class Rows:
    """Rows of a table, column by column: the number of each in its sheet, its cells, and by row what could not be read,
    by attribute. So they travel between processes, and so they are kept."""

    numbers: list[int] = field(default_factory=list)
    columns: list[list[Cell]] = field(default_factory=list)
    wrong: dict[int, dict[str, str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def part(self, start: int, stop: int) -> Rows:
        numbers = self.numbers[start:stop]
        wrong = {number: self.wrong[number] for number in numbers if number in self.wrong}
        return Rows(numbers, [column[start:stop] for column in self.columns], wrong)


@dataclass(slots=True)
class Sheet:
    """What was found in the file. ``letters`` says in which column of the sheet an attribute stands."""

    title: str
    letters: dict[str, str]
    unknown: list[str]
    rows: Rows


def read_sheet(content: bytes, kind: str, table: FlatTable) -> Sheet:
    """Read a text table (``kind`` "csv") or the first visible sheet. Raises Refusal where it is no such table; what is
    wrong in a cell stays with its row."""
    if kind == "csv":
        known = {_plain(heading) for column in table.columns for heading in column.headings}
        title, lines = "CSV", read_lines(content, lambda heading: _plain(heading) in known)
    else:
        title, lines = _first_sheet(content)
    above = []
    rest = iter(lines)
    for line in rest:
        above.append(line)
        if line[0] >= HEAD_WITHIN or not _absent(line[1], table):
            break
    head = next((line for line in above if not _absent(line[1], table)), None)
    if head is None:
        raise _no_head(title, above, table)
    columns, unknown = _columns(head[1], table)
    letters = {column.attribute: letter(place) for place, column in columns.items()}
    rows = _rows(rest, columns, table)
    if not len(rows):
        raise Refusal(
            f"Lembar “{title}” tidak memuat satu {table.noun} pun.",
            f"Isi mulai baris {head[0] + 1}, simpan, lalu unggah lagi.",
        )
    return Sheet(title, letters, unknown, rows)


def _first_sheet(content: bytes) -> tuple[str, Iterator[Line]]:
    """The first sheet that can be seen, to its last row: what stands below a gap is not lost."""
    try:
        package = open_package(io.BytesIO(content), most_sheets=_MOST_SHEETS)
        part = next((each for each in package.sheets if not each.hidden), None)
        if part is None:
            raise Refusal(
                "Berkas ini tidak memuat lembar yang terlihat.", "Salin isian Anda ke templatnya, lalu unggah."
            )
        sheet = read_cells(package, part, Limits(LAST_ROW, LAST_COLUMN))
    except Unreadable as problem:
        raise Refusal(str(problem)) from problem
    return sheet.title, ((row.number, row.cells) for row in sheet.rows)


def _absent(cells: dict[int, Any], table: FlatTable) -> list[str]:
    """Headings that are required and do not stand in this row; of several ways to write a thing, of the nearest one."""
    there = {_plain(visible_text(value)) for value in cells.values()}
    absent = [column for column in table.columns if there.isdisjoint(map(_plain, column.headings))]
    ways = [
        [column for column in absent if column.attribute in way] for way in sorted(table.either, key=len, reverse=True)
    ]
    nearest = min(ways, key=len) if ways else []
    return [column.heading for column in absent if column.required or column in nearest]


def _no_head(title: str, above: list[Line], table: FlatTable) -> Refusal:
    """Speaks of the row that comes nearest to being the headings."""
    absent = [_absent(cells, table) for _, cells in above] or [_absent({}, table)]
    nearest = min(absent, key=len)
    return Refusal(
        f"Pada {HEAD_WITHIN} baris pertama lembar “{title}” tidak ada kolom {_list(nearest)}.",
        "Unduh templatnya, salin isian Anda ke sana tanpa mengubah baris judul, lalu unggah lagi.",
    )


def _columns(cells: dict[int, Any], table: FlatTable) -> tuple[dict[int, Column], list[str]]:
    by_heading = {_plain(heading): column for column in table.columns for heading in column.headings}
    own = {_plain(heading) for heading in OWN_HEADINGS}
    columns: dict[int, Column] = {}
    twice, unknown = [], []
    for place, value in sorted(cells.items()):
        heading = visible_text(value)
        column = by_heading.get(_plain(heading))
        if column is None:
            unknown += [heading] if heading and _plain(heading) not in own else []
        elif column in columns.values():
            twice.append(heading)
        else:
            columns[place] = column
    if twice:
        raise Refusal(f"Kolom {_list(twice)} ada lebih dari satu kali. Hapus salah satunya, lalu unggah lagi.")
    return columns, unknown


def _rows(lines: Iterable[Line], columns: dict[int, Column], table: FlatTable) -> Rows:
    places = {column.attribute: place for place, column in columns.items()}
    order = [(places.get(column.attribute, 0), column) for column in table.columns]
    rows = Rows(columns=[[] for _ in order])
    for number, values in lines:
        read: list[Cell] = []
        wrong: dict[str, str] = {}
        for place, column in order:
            try:
                read.append(read_cell(values.get(place), column))
            except ValueError as problem:
                value = values[place]
                # What was typed as text comes back to its sender; a number that lost its digits must not.
                read.append(visible_text(value) if type(value) is str else None)
                wrong[column.attribute] = str(problem)
        if not wrong and not any(read):
            continue
        if len(rows.numbers) == table.most_rows:
            raise Refusal(
                f"Lembar ini memuat lebih dari {table.most_rows} {table.noun}.",
                "Bagi menjadi beberapa berkas, lalu unggah satu per satu.",
            )
        rows.numbers.append(number)
        for cells, cell in zip(rows.columns, read, strict=True):
            cells.append(cell)
        if wrong:
            rows.wrong[number] = wrong
    return rows


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().replace("*", " ").split())


def _list(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
