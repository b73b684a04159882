"""Dates as Indonesians write them, to a screen and from a cell."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date

_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
#: First letters that tell a month in Indonesian or English, however short it is cut.
_MONTH_BY_LETTERS = {
    **{name[:3].lower(): number for number, name in enumerate(_MONTHS, start=1)},
    **{"may": 5, "aug": 8, "agt": 8, "ags": 8, "oct": 10, "nop": 11, "dec": 12},
}
#: Full names that begin with those letters, against which a cut-off month is compared.
_MONTH_NAMES = {
    *(name.lower() for name in _MONTHS),
    *("january", "february", "pebruari", "march", "may", "june", "july", "august", "october", "december"),
    *("agt", "agst", "ags", "agus", "sept", "nopember"),
}
_MONTH_BY_LETTERS["peb"] = 2

_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_MONTH_IN_LETTERS = re.compile(r"([0-9]{1,2})[-/. ]*([a-z]{3,9})\.?[-/. ]*([0-9]{4}|[0-9]{2})")
_WEEKDAY = re.compile(r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s*")
_MIDNIGHT = re.compile(r"[ t]00:00(?::00(?:\.0+)?)?$")


class NotADate(ValueError):
    """The text is no date; ``str()`` is an Indonesian sentence for the person who typed it."""


def tanggal(day: date) -> str:
    """A date as shown on screen and paper: "17 Maret 2021"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_of(day: date) -> str:
    """ "Maret 2021": as much as one office is told of what another one recorded."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def parse_tanggal(text: str, *, years: Container[int] = ()) -> date:
    """The date that ``text`` stands for: "17 Maret 2021", "17 Mar 2021", "17-03-2021", "17/3/2021", "2021-03-17".

    The day stands before the month, as in Indonesia. The year has four digits, from 1900 to 2199, or two, "17/3/21",
    where ``years`` holds the year 20.. that they then mean. Raises NotADate.
    """
    shown = " ".join(text.split())
    if not shown:
        raise NotADate("Tanggalnya kosong. Tulis misalnya 17/03/2021.")
    body = _MIDNIGHT.sub("", _WEEKDAY.sub("", shown.lower()))
    if match := _DAY_FIRST.fullmatch(body):
        day, month, year = int(match[1]), int(match[3]), _year(match[4], shown, years)
    elif match := _YEAR_FIRST.fullmatch(body):
        day, month, year = int(match[4]), int(match[3]), int(match[1])
    elif match := _MONTH_IN_LETTERS.fullmatch(body):
        day, month, year = int(match[1]), _month(match[2]), _year(match[3], shown, years)
    else:
        raise NotADate(f"“{shown}” tidak terbaca sebagai tanggal. Tulis misalnya 17/03/2021 atau 17 Maret 2021.")
    if not 1900 <= year <= 2199:
        raise NotADate(f"Tahun {year} pada “{shown}” tidak masuk akal. Periksa tahunnya.")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate(
            f"Tanggal “{shown}” tidak ada dalam kalender. Tulis tanggal, bulan, lalu tahun, misalnya 17/03/2021."
        ) from None


def _year(digits: str, shown: str, years: Container[int]) -> int:
    """The year that two or four digits stand for; raises NotADate where two could mean anything."""
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    if year not in years:
        raise NotADate(f"Tahun pada “{shown}” tidak jelas. Tulis tahunnya empat angka, misalnya 17/03/2021.")
    return year


def _month(letters: str) -> int:
    """Number of a month by its name or the beginning of it; 0, which no calendar has, when there is none."""
    if not any(name.startswith(letters) for name in _MONTH_NAMES):
        return 0
    return _MONTH_BY_LETTERS.get(letters[:3], 0)
