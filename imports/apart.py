"""Reading an uploaded table in a process of its own: asked for here, done here, on two sides."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from imports.cells import Cell
from imports.columns import Column, FlatTable
from imports.sheet import Rows, Sheet, read_sheet
from trail.refusal import Refusal
from vault.apart import MEGABYTE, Answer, Busy, Fell, Limits, Task, work_apart

READ = Task("imports.apart:read", Limits(memory=280 * MEGABYTE, processor=8, clock=30))

TOO_MUCH = (
    "Berkas ini terlalu besar atau rusak, sehingga tidak selesai dibaca.",
    "Hapus lembar dan baris yang tidak diperlukan, simpan kembali sebagai .xlsx, lalu unggah lagi.",
)
BUSY = ("Sistem sedang memeriksa banyak berkas.", "Tunggu satu menit, lalu coba lagi. Tidak ada yang disimpan.")
#: The last day that there is, as ``date.toordinal`` counts.
_LAST_DAY = 3_652_059
_CELLS = {str, int, type(None)}


def read_sheet_apart(content: bytes, kind: str, table: FlatTable) -> Sheet:
    """``read_sheet`` in a child of its own. Raises Refusal."""
    try:
        value = work_apart(READ, content, {"kind": kind, "table": asdict(table)}).value
        if isinstance(value, dict) and "refused" in value:
            raise Refusal(*(_text(sentence) for sentence in value["refused"]))
        return _sheet(table, **value)
    except Busy as problem:
        raise Refusal(*BUSY) from problem
    except (Fell, LookupError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise Refusal(*TOO_MUCH) from problem


def read(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: the sheet in dicts, lists, texts and numbers."""
    try:
        sheet = read_sheet(content, options["kind"], _table(**options["table"]))
    except Refusal as refusal:
        return Answer({"refused": list(refusal.sentences)})
    return Answer(
        {"title": sheet.title, "letters": sheet.letters, "unknown": sheet.unknown, "rows": rows_said(sheet.rows)}
    )


def rows_said(rows: Rows) -> list[Any]:
    """Rows as JSON carries them."""
    return [rows.numbers, rows.columns, list(rows.wrong.items())]


def rows_heard(said: Any) -> Rows:
    """The rows again, whose every value has the type that it should. Raises TypeError or ValueError."""
    numbers, columns, wrong = said
    if set(map(type, numbers)) - {int} or any(len(column) != len(numbers) for column in columns):
        raise TypeError("no rows")
    for column in columns:
        _check_cells(column)
    return Rows(numbers, columns, {_row_number(number): _texts(faults) for number, faults in wrong})


def _check_cells(column: list[Cell]) -> None:
    if set(map(type, column)) - _CELLS:
        raise TypeError("no cell")
    "".join([cell for cell in column if type(cell) is str]).encode()  # half a character is a ValueError
    days = [cell for cell in column if type(cell) is int]
    if days and not 0 < min(days) <= max(days) <= _LAST_DAY:
        raise ValueError("no day")


def _sheet(table: FlatTable, *, title: Any, letters: Any, unknown: Any, rows: Any) -> Sheet:
    heard = rows_heard(rows)
    if len(heard.columns) != len(table.columns) or set(letters) - set(table.attributes):
        raise ValueError("another table")
    return Sheet(_text(title), _texts(letters), [_text(heading) for heading in unknown], heard)


def _table(*, columns: Any, **about: Any) -> FlatTable:
    return FlatTable(columns=tuple(Column(**column) for column in columns), **about)


def _row_number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("no number of a row")
    return value


def _texts(value: Any) -> dict[str, str]:
    return {_text(key): _text(each) for key, each in value.items()}


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("no text")
    value.encode()  # half a character is a ValueError
    return value
