"""Template filters: {{ amount|rupiah }}, {{ amount|terbilang }}, {{ count|angka }}. A blank stays blank.

Django passes a missing variable to a filter as "".
"""

from __future__ import annotations

from typing import Literal

from django import template

from rupiah.format import format_angka, format_rupiah
from rupiah.terbilang import terbilang as in_words

register = template.Library()


@register.filter
def rupiah(amount: int | Literal[""] | None) -> str:
    """1250000 -> "Rp1.250.000"."""
    return "" if amount is None or amount == "" else format_rupiah(amount)


@register.filter
def terbilang(amount: int | Literal[""] | None) -> str:
    """1250000 -> "satu juta dua ratus lima puluh ribu rupiah"."""
    return "" if amount is None or amount == "" else in_words(amount)


@register.filter
def angka(number: int | Literal[""] | None) -> str:
    """1250000 -> "1.250.000"."""
    return "" if number is None or number == "" else format_angka(number)
