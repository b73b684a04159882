"""What a cell may hold, and how it is written in the file."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date

_LONGEST_NUMBER = 40  #: characters; a spreadsheet writes some 24
_MOST_DIGITS = 16  #: of a whole number that is kept digit by digit
_LAST_SERIAL = 2_958_465  #: 31 December 9999
EPOCH_1900 = date(1899, 12, 30).toordinal()
EPOCH_1904 = date(1904, 1, 1).toordinal()
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_CHARACTERS = dict.fromkeys((0x0, 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value, such as #REF!."""

    code: str


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula that the program which saved the file never calculated."""


UNCALCULATED = Uncalculated()

Value = str | int | float | bool | date | CellError | Uncalculated


def is_blank(value: Value | None) -> bool:
    return value is None or (type(value) is str and (not value or value.isspace()))


def number_of(text: str) -> int | float:
    """A number as the file writes it; a whole one of up to 16 digits keeps them all.

    Raises ValueError for what no spreadsheet shows as a number: NaN, infinity, hundreds of digits.
    """
    if len(text) > _LONGEST_NUMBER or not text.isascii() or "_" in text:
        raise ValueError("no number of a spreadsheet")
    if text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("no number of a spreadsheet")
    if abs(number) >= 10**_MOST_DIGITS:
        return number
    if number.is_integer():
        return int(number)
    # A spreadsheet shows 15 digits; 1499999.9999999998 is 1500000 to everybody who looks at it.
    shown = float(f"{number:.15g}")
    return int(shown) if shown.is_integer() else shown


def day_of(number: int | float, epoch: int) -> int | float | date:
    """The date of a serial number; the number itself where there is no such date."""
    whole = int(number)
    if not 0 < whole <= _LAST_SERIAL:
        return number
    return date.fromordinal(epoch + whole + (epoch == EPOCH_1900 and whole < 60))


def unescape(text: str) -> str:
    """Text of a cell with Excel's own escapes ("_x000D_") resolved.

    NUL, half characters (lone surrogates), and the two that are none, which no database stores or no file carries,
    become the sign for the unreadable.
    """
    if "_x" not in text:
        return text
    resolved = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).translate(_NO_CHARACTERS)
    return resolved.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
