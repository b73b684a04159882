"""Amounts of a column, to whole rupiah. How thousands are marked is learnt from the whole column, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from grants.reconciliation.grid import Faulty, Value, text_of
from rupiah.format import format_angka
from rupiah.parse import NotRupiah, parse_rupiah

_LARGEST_NUMBER = 10**15  #: beyond it a spreadsheet no longer tells neighbouring numbers apart
_NOTHING = {"", "-", "--", "–", "—"}

_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?e[+-]?[0-9]+", re.IGNORECASE)
_CURRENCY = re.compile(r"^(?:rp\.?|idr)\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\((?P<inside>[^()]*)\)")
_APOSTROPHES = re.compile(r"(?<=[0-9])['’](?=[0-9]{3}(?![0-9]))")
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[.,])[0-9]{3}")
#: What proves a way of writing: several groups, or a mark before one or two last digits, or before a dash.
_DOT_THOUSANDS = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]{1,2})?|(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),(?:[0-9]{1,2}|-+)"
)
_COMMA_THOUSANDS = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]{1,2})?|(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.(?:[0-9]{1,2}|-+)"
)


class NotAnAmount(ValueError):
    """The cell holds no whole rupiah; ``str()`` says why, in an Indonesian sentence."""


class Marks(Enum):
    """How a column marks thousands, as far as its cells prove it."""

    UNPROVEN = "tidak terbukti"
    DOTS = "titik"
    COMMAS = "koma"
    BOTH = "titik dan koma"


def marks_of(values: Iterable[Value]) -> Marks:
    """What the cells of a column prove: "1.250.000" or "1250,00" dots, "1,250,000" or "1250.00" commas.

    "1.250" proves neither.
    """
    dots = commas = False
    for value in values:
        if isinstance(value, str):
            body = _bare(value)
            dots = dots or _DOT_THOUSANDS.fullmatch(body) is not None
            commas = commas or _COMMA_THOUSANDS.fullmatch(body) is not None
        if dots and commas:
            return Marks.BOTH
    return Marks.DOTS if dots else Marks.COMMAS if commas else Marks.UNPROVEN


def read_amount(value: Value, marks: Marks) -> int | None:
    """Whole rupiah of a cell, negative in brackets or with a minus; None where it is blank or a dash.

    ``marks`` is what the whole column proves. A single group behind a dot, "1.250", is 1250 as everywhere in
    Indonesia, unless another cell of the column proves commas; behind a comma, "1,250", it needs that proof. Raises
    NotAnAmount for sen, for a number in scientific notation, and for whatever could mean two amounts.
    """
    if value is None:
        return None
    if isinstance(value, Faulty):
        raise NotAnAmount(f"Sel ini berisi {value.shown}, bukan jumlah.")
    if isinstance(value, str):
        return _read_text(value, marks)
    if not isinstance(value, int | Decimal):
        raise NotAnAmount(f"“{text_of(value)}” adalah tanggal, bukan jumlah.")
    if not -_LARGEST_NUMBER < value < _LARGEST_NUMBER:
        raise NotAnAmount("Angka ini terlalu besar untuk disimpan tepat oleh lembar kerja.")
    if value != int(value):
        raise NotAnAmount(f"“{text_of(value).replace('.', ',')}” memuat sen, sedangkan SP2D selalu rupiah bulat.")
    return int(value)


def _read_text(text: str, marks: Marks) -> int | None:
    shown = " ".join(text.split())
    if shown in _NOTHING:
        return None
    if _SCIENTIFIC.fullmatch(_bare(shown)):
        raise NotAnAmount(f"“{shown}” ditulis dalam notasi ilmiah, sehingga angka di belakangnya sudah hilang.")
    body, negative = _unsigned(shown)
    if group := _ONE_GROUP.fullmatch(body):
        _require_one_reading(shown, group["mark"], marks)
        body = body.replace(group["mark"], "")
    if body.startswith(("-", "−")):
        raise NotAnAmount(f"“{shown}” punya dua tanda kurang.")
    try:
        amount = parse_rupiah(body)
    except NotRupiah as problem:
        raise NotAnAmount(str(problem)) from problem
    return -amount if negative else amount


def _require_one_reading(shown: str, mark: str, marks: Marks) -> None:
    """A single group of three behind ``mark``: thousands, or a fraction of the other way of writing."""
    sure = {Marks.DOTS: mark == ".", Marks.COMMAS: mark == ",", Marks.UNPROVEN: mark == ".", Marks.BOTH: False}[marks]
    if sure:
        return
    whole = format_angka(int(re.sub(r"[^0-9]", "", _bare(shown))))
    because = {
        Marks.DOTS: "sel lain di kolom ini memakai titik untuk ribuan",
        Marks.COMMAS: "sel lain di kolom ini memakai koma untuk ribuan",
        Marks.BOTH: "kolom ini memakai titik dan koma untuk ribuan",
        Marks.UNPROVEN: "tidak ada sel lain yang menunjukkan tanda ribuannya",
    }[marks]
    raise NotAnAmount(f"“{shown}” dapat dibaca sebagai {whole} atau sebagai pecahan: {because}.")


def _unsigned(shown: str) -> tuple[str, bool]:
    """The amount without sign, brackets, currency and apostrophes, and whether it is negative."""
    body = shown
    negative = False
    if brackets := _BRACKETS.fullmatch(_CURRENCY.sub("", body)):
        body, negative = brackets["inside"].strip(), True
    body = _CURRENCY.sub("", body)
    if not negative and body.startswith(("-", "−")):
        body, negative = body[1:].lstrip(), True
    elif not negative and re.fullmatch(r"[0-9][0-9.,'’ ]*[0-9]\s*[-−]", body):
        body, negative = body.rstrip("-− "), True
    return _APOSTROPHES.sub("", _CURRENCY.sub("", body)), negative


def _bare(text: str) -> str:
    return _unsigned(" ".join(text.split()))[0]
