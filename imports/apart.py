"""Reading an uploaded table in a process of its own: asked for here, done here, on two sides."""

from __future__ import annotations

from typing import Any

from imports.columns import FlatTable
from imports.sheet import Sheet, read_sheet
from trail.refusal import Refusal
from vault.apart import READING, Answer, Busy, Fell, Task, work_apart
from vault.wire import heard, said

READ = Task("imports.apart:read", READING)

TOO_MUCH = (
    "Berkas ini terlalu besar atau rusak, sehingga tidak selesai dibaca.",
    "Hapus lembar dan baris yang tidak diperlukan, simpan kembali sebagai .xlsx, lalu unggah lagi.",
)
BUSY = ("Sistem sedang memeriksa banyak berkas.", "Tunggu satu menit, lalu coba lagi. Tidak ada yang disimpan.")
#: The last day that there is, as ``date.toordinal`` counts.
_LAST_DAY = 3_652_059


def read_sheet_apart(content: bytes, kind: str, table: FlatTable) -> Sheet:
    """``read_sheet`` in a child of its own. Raises Refusal."""
    try:
        value = work_apart(READ, content, {"kind": kind, "table": said(FlatTable, table)}).value
        if isinstance(value, dict) and "refused" in value:
            raise Refusal(*heard(list[str], value["refused"]))
        sheet: Sheet = heard(Sheet, value)
        _check(sheet, table)
    except Busy as problem:
        raise Refusal(*BUSY) from problem
    except (Fell, ValueError) as problem:
        raise Refusal(*TOO_MUCH) from problem
    return sheet


def read(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child."""
    try:
        sheet = read_sheet(content, options["kind"], heard(FlatTable, options["table"]))
    except Refusal as refusal:
        return Answer({"refused": said(list[str], list(refusal.sentences))})
    return Answer(said(Sheet, sheet))


def _check(sheet: Sheet, table: FlatTable) -> None:
    """Raises ValueError where the values do not make a sheet of this table together."""
    rows = sheet.rows
    if len(rows.columns) != len(table.columns) or set(sheet.letters) - set(table.attributes):
        raise ValueError("another table")
    if any(len(column) != len(rows) for column in rows.columns):
        raise ValueError("no rows")
    for column in rows.columns:
        days = [cell for cell in column if type(cell) is int]
        if days and not 0 < min(days) <= max(days) <= _LAST_DAY:
            raise ValueError("no day")
