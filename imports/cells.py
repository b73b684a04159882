"""One cell of an uploaded table, as its column wants it."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from imports.columns import Column
from regulations.dates import NotADate, parse_tanggal
from sheets import CellError, Uncalculated
from trail.characters import fault_in
from vault.tables import DANGEROUS

#: What a table holds: text without blanks at its ends, the number of a day (``date.toordinal``), or nothing.
Cell = str | int | None

_AS_TEXT = "Ubah format sel menjadi Teks, lalu ketik ulang."


def read_cell(value: Any, column: Column) -> Cell:
    """Raises ValueError with a sentence that says what is wrong and how to mend it."""
    if value is None:
        return None
    # What no form takes in, no table brings in: digits of other scripts, and what turns a text round unseen.
    # Characters without width, which come along when text is copied, are read over below.
    if isinstance(value, str) and (fault := fault_in(value)):
        raise ValueError(fault)
    if type(value) is CellError:
        raise ValueError(f"Sel ini berisi kesalahan rumus {value.code}. Ketik isinya langsung.")
    if type(value) is Uncalculated:
        raise ValueError(
            "Sel ini berisi rumus tanpa hasil. Buka berkasnya di Excel atau LibreOffice, simpan, lalu unggah lagi; "
            "atau ketik isinya langsung."
        )
    if column.is_date:
        return _day(value)
    if type(value) is not str:
        _refuse_what_is_no_text(value, column)
    return visible_text(value)


def _refuse_what_is_no_text(value: Any, column: Column) -> None:
    shown = "Isi sel ini" if column.is_private else visible_text(value)
    if isinstance(value, bool | date):
        shown = shown if column.is_private else f"“{shown}”"
        raise ValueError(f"{shown} bukan teks. {_AS_TEXT}")
    if column.is_identifier:
        raise ValueError(
            f"{shown} ditulis sebagai angka, sehingga angka di depan atau di belakangnya bisa hilang. {_AS_TEXT}"
        )


def _day(value: Any) -> int | None:
    if isinstance(value, date):
        return value.toordinal()
    text = visible_text(value)
    if not text:
        return None
    if type(value) is not str:
        raise ValueError(f"{text} bukan tanggal. Tulis misalnya 17/03/2021.")
    try:
        return parse_tanggal(text).toordinal()
    except NotADate as problem:
        raise ValueError(str(problem)) from problem


def visible_text(value: Any) -> str:
    """A cell as one line of visible text, without the apostrophe that our exports put before dangerous text."""
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value)
    if not (text.isascii() and text.isprintable()):
        text = "".join(
            " " if character.isspace() else character
            for character in unicodedata.normalize("NFC", text)
            if character.isspace() or unicodedata.category(character)[0] != "C"
        )
    text = " ".join(text.split())
    return text[1:] if text[:1] == "'" and text[1:].startswith(DANGEROUS) else text
