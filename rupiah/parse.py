"""Amounts as people type them to whole rupiah. What could mean two amounts is refused, never guessed."""

from __future__ import annotations

import re

#: No amount of a balai is above it, Rp1.000 triliun; a larger one is a slip, and sums of such would overflow.
MOST = 10**15

_SIGN_AND_PREFIX = re.compile(r"^(?P<before>-?)\s*(?:rp\.?|idr)?\s*(?P<after>-?)\s*(?=[0-9])", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:[.,]\s*(?:-+|=+)|\s+rupiah)+$", re.IGNORECASE)
_PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:[.,](?P<sen>[0-9]{1,2}))?")
_DOTS = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<sen>[0-9]{1,2}))?")
_COMMAS = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.(?P<sen>[0-9]{1,2}))?")
_SPACES = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,(?P<sen>[0-9]{1,2}))?")
_ONE_COMMA = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")


class NotRupiah(ValueError):
    """The text is no amount in whole rupiah; ``str()`` is an Indonesian sentence for the person who typed it."""


def parse_rupiah(text: str) -> int:
    """Whole rupiah that ``text`` stands for: "Rp 1.500.000,00", "1.500.000,-", "1500000", "1,500,000.00".

    A dot between groups of three is a thousands dot, as in Indonesian ("1.500" is 1500). Raises NotRupiah when
    the text is empty, ambiguous ("1,500"), carries sen other than 00, or is no amount at all.
    """
    shown = text.strip()
    if not shown:
        raise NotRupiah("Jumlahnya kosong. Tulis angkanya, misalnya 1500000.")
    body = _SUFFIX.sub("", shown.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " "))
    prefix = _SIGN_AND_PREFIX.match(body)
    if prefix is None or (prefix["before"] and prefix["after"]):
        raise _unreadable(shown)
    negative = bool(prefix["before"] or prefix["after"])
    body = body[prefix.end() :]
    if _ONE_COMMA.fullmatch(body):
        digits = body.replace(",", "")
        dotted = body.replace(",", ".")
        raise NotRupiah(
            f"“{shown}” dapat dibaca sebagai {dotted} atau sebagai pecahan. Tulis {digits} bila itu yang Anda maksud."
        )
    for pattern in (_PLAIN, _DOTS, _COMMAS, _SPACES):
        match = pattern.fullmatch(body)
        if match:
            break
    else:
        raise _unreadable(shown)
    if match["sen"] and match["sen"].strip("0"):
        raise NotRupiah(f"“{shown}” memuat sen. Tulis rupiah bulat tanpa angka di belakang koma.")
    whole = re.sub(r"[^0-9]", "", match["whole"]).lstrip("0") or "0"
    if len(whole) > len(str(MOST)) or int(whole) > MOST:
        raise NotRupiah(f"“{shown}” terlalu besar. Periksa banyaknya angka nol.")
    return -int(whole) if negative else int(whole)


def _unreadable(shown: str) -> NotRupiah:
    return NotRupiah(f"“{shown}” tidak terbaca sebagai jumlah rupiah. Tulis angkanya saja, misalnya 1500000.")
