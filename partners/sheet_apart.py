"""Reading an uploaded flat table in a process of its own: asked for here, done here, on two sides."""

from __future__ import annotations

import io
from dataclasses import asdict
from datetime import date
from typing import IO, Any

from partners.columns import Column, FlatTable
from partners.sheet import CellValue, Sheet, SheetRow, read_sheet
from trail.refusal import Refusal
from vault.apart import MEGABYTE, Answer, Busy, Fell, Limits, Task, work_apart

READ = Task("partners.sheet_apart:read", Limits(memory=280 * MEGABYTE, processor=8, clock=30))

TOO_MUCH = (
    "Berkas ini terlalu besar atau rusak, sehingga tidak selesai dibaca.",
    "Hapus lembar dan baris yang tidak diperlukan, simpan kembali sebagai .xlsx, lalu unggah lagi.",
)
BUSY = ("Sistem sedang memeriksa banyak berkas.", "Tunggu satu menit, lalu coba lagi. Tidak ada yang disimpan.")


def read_sheet_apart(file: IO[bytes], table: FlatTable) -> Sheet:
    """``read_sheet`` in a child of its own. Raises Refusal."""
    try:
        value = work_apart(READ, file.read(), asdict(table)).value
        if isinstance(value, dict) and "refused" in value:
            raise Refusal(*(_text(sentence) for sentence in value["refused"]))
        return _sheet(**value)
    except Busy as problem:
        raise Refusal(*BUSY) from problem
    except (Fell, LookupError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise Refusal(*TOO_MUCH) from problem


def read(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: the sheet in dicts, lists, texts and numbers; a date is the number of its day."""
    try:
        sheet = asdict(read_sheet(io.BytesIO(content), _table(**options)))
    except Refusal as refusal:
        return Answer({"refused": list(refusal.sentences)})
    for row in sheet["rows"]:
        row["cells"] = {key: _day_said(value) for key, value in row["cells"].items()}
    return Answer(sheet)


def _table(*, columns: Any, **about: Any) -> FlatTable:
    return FlatTable(columns=tuple(Column(**column) for column in columns), **about)


def _sheet(*, title: Any, letters: Any, unknown: Any, rows: Any) -> Sheet:
    """The sheet again, whose every value has the type that it should."""
    return Sheet(_text(title), _texts(letters), [_text(heading) for heading in unknown], [_row(**row) for row in rows])


def _row(*, number: Any, cells: Any, wrong: Any) -> SheetRow:
    if type(number) is not int:
        raise TypeError("no number of a row")
    return SheetRow(number, {_text(key): _cell(value) for key, value in cells.items()}, _texts(wrong))


def _day_said(value: CellValue) -> str | int | None:
    return value.toordinal() if isinstance(value, date) else value


def _cell(value: Any) -> CellValue:
    if value is None:
        return None
    return date.fromordinal(value) if type(value) is int else _text(value)


def _texts(value: Any) -> dict[str, str]:
    return {_text(key): _text(each) for key, each in value.items()}


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("no text")
    value.encode()  # half a character is a ValueError
    return value
