"""Amounts in words, both ways, as receipts and letters write them ("terbilang")."""

from __future__ import annotations

from collections.abc import Iterable

#: The largest amount that can be put in words.
MAX_TERBILANG = 10**18 - 1

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_DIGIT = {word: digit for digit, word in enumerate(_UNITS)}
_SCALES = (("kuadriliun", 10**15), ("triliun", 10**12), ("miliar", 10**9), ("juta", 10**6), ("ribu", 1000))
_SCALE = dict(_SCALES)
#: Spellings that people use, and the one that is standard.
_SPELLINGS = {"milyar": "miliar", "milyard": "miliar", "trilyun": "triliun", "kwadriliun": "kuadriliun"}
_AFTER_SE = {"puluh", "belas", "ratus", *_SCALE}


class NotTerbilang(ValueError):
    """The text is no number in words; ``str()`` is an Indonesian sentence."""


def terbilang(amount: int, *, rupiah: bool = True) -> str:
    """``amount`` in words: 1001000 -> "satu juta seribu rupiah"; ``rupiah=False`` leaves the last word out.

    Raises ValueError beyond MAX_TERBILANG in either direction.
    """
    if abs(amount) > MAX_TERBILANG:
        raise ValueError(f"{amount} terlalu besar untuk ditulis dengan huruf.")
    words = ["minus"] if amount < 0 else []
    words += _words(abs(amount)) or ["nol"]
    if rupiah:
        words.append("rupiah")
    return " ".join(words)


def parse_terbilang(text: str) -> int:
    """The number that words stand for, with or without a closing "rupiah".

    Understands "satu ribu" beside "seribu", and "milyar", "trilyun". Raises NotTerbilang for anything else than
    a number said in the usual order.
    """
    words = text.lower().replace("-", " ").split()
    if words and words[-1] == "rupiah":
        words.pop()
    negative = bool(words) and words[0] == "minus"
    if negative:
        words = words[1:]
    spelled = _spell_out(_SPELLINGS.get(word, word) for word in words)
    number = _value(spelled, text)
    # Only the usual order says the same words again: "tiga dua" or "ribu juta" do not survive this.
    if number > MAX_TERBILANG or _spell_out(terbilang(number, rupiah=False).split()) != spelled:
        raise _not_terbilang(text)
    return -number if negative else number


def _words(number: int) -> list[str]:
    """Words of a number; none for zero."""
    words: list[str] = []
    for name, size in _SCALES:
        count, number = divmod(number, size)
        if count == 1 and size == 1000:
            words.append("seribu")
        elif count:
            words += [*_below_thousand(count), name]
    return words + _below_thousand(number)


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = _counted(hundreds, "ratus") if hundreds else []
    if 11 <= rest <= 19:
        return words + _counted(rest - 10, "belas")
    tens, units = divmod(rest, 10)
    if tens:
        words += _counted(tens, "puluh")
    if units:
        words.append(_UNITS[units])
    return words


def _counted(count: int, name: str) -> list[str]:
    return [f"se{name}"] if count == 1 else [_UNITS[count], name]


def _spell_out(words: Iterable[str]) -> list[str]:
    """The words with "se-" written as "satu", so that "seribu" and "satu ribu" are one."""
    spelled: list[str] = []
    for word in words:
        spelled += ["satu", word[2:]] if word.startswith("se") and word[2:] in _AFTER_SE else [word]
    return spelled


def _value(words: list[str], text: str) -> int:
    total = group = digit = 0
    for word in words:
        if word in _DIGIT:
            digit = _DIGIT[word]
        elif word == "belas":
            group, digit = group + 10 + digit, 0
        elif word == "puluh":
            group, digit = group + 10 * digit, 0
        elif word == "ratus":
            group, digit = group + 100 * digit, 0
        elif word in _SCALE:
            total, group, digit = total + (group + digit) * _SCALE[word], 0, 0
        else:
            raise _not_terbilang(text)
    return total + group + digit


def _not_terbilang(text: str) -> NotTerbilang:
    return NotTerbilang(f"“{text.strip()}” tidak terbaca sebagai bilangan. Tulis misalnya “satu juta seribu rupiah”.")
