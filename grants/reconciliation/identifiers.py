"""Numbers that name a payment or an account: how they are read, compared, and shown without giving an account away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from grants.reconciliation.grid import Faulty, Value, text_of

_MOST_SURE_DIGITS = 15  #: of a number in a spreadsheet; it forgets the rest
_LONGEST = 60
_SCIENTIFIC = re.compile(r"[0-9]+[.,][0-9]+e\+?[0-9]+|[0-9]e\+[0-9]+", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s.\-'’`_]+")
_SHOWN_OF_ACCOUNT = 4


class NotAnIdentifier(ValueError):
    """The cell's digits are not all there, or are no number of that kind; ``str()`` is an Indonesian sentence.

    The sentence never repeats the cell, for it may be an account.
    """


class Slip(StrEnum):
    """How two numbers that should be the same differ, where a slip of hand or program explains it."""

    LEADING_ZEROS = "nol di depan hilang atau berlebih"
    ONE_DIGIT = "satu angka berbeda"
    TRANSPOSED = "dua angka bersebelahan tertukar"
    MISSING = "satu angka hilang atau berlebih"


def read_identifier(value: Value, *, digits_only: bool = False) -> str:
    """The number as text without blanks, dots, dashes and apostrophes, capitals large; "" when the cell is blank.

    Raises NotAnIdentifier for a number whose last digits are lost (scientific notation, more than 15 digits kept as a
    number), for a date, and with ``digits_only`` for anything but digits.
    """
    if isinstance(value, Faulty):
        raise NotAnIdentifier(f"Sel ini berisi {value.shown}, bukan nomor.")
    if isinstance(value, date):
        raise NotAnIdentifier("Nomor di sel ini berubah menjadi tanggal.")
    if isinstance(value, Decimal) or (isinstance(value, int) and (value < 0 or len(str(value)) > _MOST_SURE_DIGITS)):
        raise NotAnIdentifier("Nomor ini disimpan sebagai bilangan, sehingga angka terakhirnya bisa sudah berubah.")
    text = text_of(value)
    if _SCIENTIFIC.fullmatch(text):
        raise NotAnIdentifier("Nomor ini ditulis dalam notasi ilmiah, sehingga angka terakhirnya sudah hilang.")
    number = _SEPARATORS.sub("", text).upper()
    if len(number) > _LONGEST:
        raise NotAnIdentifier("Nomor ini terlalu panjang.")
    if digits_only and number and not (number.isascii() and number.isdecimal()):
        raise NotAnIdentifier("Nomor ini memuat tanda selain angka.")
    return number


def slip_between(one: str, other: str) -> Slip | None:
    """The slip that makes one number of the other; None when they are the same, or further apart."""
    if one == other or not (one and other):
        return None
    if one.lstrip("0") == other.lstrip("0"):
        return Slip.LEADING_ZEROS
    if len(one) == len(other):
        apart = [place for place, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
        if len(apart) == 1:
            return Slip.ONE_DIGIT
        first, second, swapped = apart[0], apart[-1], len(apart) == 2
        if swapped and second == first + 1 and (one[first], one[second]) == (other[second], other[first]):
            return Slip.TRANSPOSED
        return None
    shorter, longer = sorted((one, other), key=len)
    if len(longer) == len(shorter) + 1 and shorter in set(_one_left_out(longer)):
        return Slip.MISSING
    return None


def slip_keys(number: str) -> set[str]:
    """Keys of which two numbers share one where a slip lies between them: whole, without zeros ahead, a digit out."""
    if not number:
        return set()
    return {number, number.lstrip("0"), *_one_left_out(number)}


def _one_left_out(number: str) -> Iterator[str]:
    return (number[:place] + number[place + 1 :] for place in range(len(number)))


def masked_account(account: str) -> str:
    """An account as a sentence may show it: "•••• 4567"; no digit of one too short to be told by four."""
    return f"•••• {account[-_SHOWN_OF_ACCOUNT:]}" if len(account) > 2 * _SHOWN_OF_ACCOUNT else "••••"
