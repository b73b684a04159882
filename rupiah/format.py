"""Whole rupiah to figures."""

from __future__ import annotations


def format_angka(number: int) -> str:
    """A whole number with dots between thousands: 1250000 -> "1.250.000"."""
    return f"{number:,}".replace(",", ".")


def format_rupiah(amount: int) -> str:
    """An amount in whole rupiah as shown on screen and paper: 1250000 -> "Rp1.250.000", -5000 -> "-Rp5.000"."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{format_angka(abs(amount))}"
