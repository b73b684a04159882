"""Dates of a column. The day stands before the month, as in Indonesia; a column that proves otherwise is refused."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from datetime import date, timedelta
from decimal import Decimal

from grants.reconciliation.grid import Faulty, Value, text_of
from regulations.dates import NotADate, parse_tanggal

_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050  #: 1 January 2000 and 31 December 2099 as a spreadsheet counts days
_EPOCH = date(1899, 12, 30)
_NOTHING = {"", "-", "--", "–", "—"}
_TIME = re.compile(r"[ T]+[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-5][0-9](?:[.,][0-9]+)?)?(?:\s*WI[BT]A?)?$", re.IGNORECASE)
_EIGHT_DIGITS = re.compile(r"[0-9]{8}")
_SERIAL = re.compile(r"[0-9]{5}")
_TWO_NUMBERS_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ](?:[0-9]{4}|[0-9]{2})")


class NotADay(ValueError):
    """The cell holds no date that is sure; ``str()`` says why, in an Indonesian sentence."""


def month_comes_first(values: Iterable[Value]) -> bool:
    """Whether a cell of the column can only be month/day/year, "04/13/2021": then "04/01/2021" is not sure either."""
    for value in values:
        if isinstance(value, str):
            match = _TWO_NUMBERS_FIRST.fullmatch(_dayless_time(value))
            if match and int(match[1]) <= 12 < int(match[2]) <= 31:
                return True
    return False


def read_day(value: Value, *, month_first: bool = False, years: Container[int] = ()) -> date | None:
    """The date of a cell; None where it is blank or a dash.

    Takes what ``parse_tanggal`` takes (``years`` as there), a time of day behind it, eight digits ("20210401",
    "01042021"), and the number by which a spreadsheet counts days (44287). ``month_first`` is what
    ``month_comes_first`` said of the column: what is written in figures, year last, is refused then. Raises NotADay.
    """
    if value is None:
        return None
    if isinstance(value, Faulty):
        raise NotADay(f"Sel ini berisi {value.shown}, bukan tanggal.")
    if isinstance(value, date):
        return value
    if isinstance(value, int | Decimal):
        if _FIRST_SERIAL <= value <= _LAST_SERIAL:
            return _EPOCH + timedelta(days=int(value))
        value = text_of(value)
    text = _dayless_time(value)
    if text in _NOTHING:
        return None
    if _EIGHT_DIGITS.fullmatch(text):
        return _of_eight_digits(text)
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(text))
    if month_first and _TWO_NUMBERS_FIRST.fullmatch(text):
        raise NotADay(f"“{text}” dapat dibaca dua cara: sel lain di kolom ini menulis bulan sebelum tanggal.")
    try:
        return parse_tanggal(text, years=years)
    except NotADate as problem:
        raise NotADay(str(problem)) from problem


def _dayless_time(text: str) -> str:
    """The text without a time of day behind the date."""
    return _TIME.sub("", " ".join(text.split()))


def _of_eight_digits(digits: str) -> date:
    """Year, month, day, or day, month, year, of this century: no eight digits are a date both ways."""
    for year, month, day in ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2])):
        if year.startswith("20"):
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                continue
    raise NotADay(f"“{digits}” tidak terbaca sebagai tanggal.")
