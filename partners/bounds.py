"""Bounds that only a slip of the keyboard oversteps."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

#: Days that an agreement may give for the report.
MOST_DAYS = 366


def validate_day(day: date) -> None:
    """Refuses years that only a slip of the keyboard makes."""
    _validate_year(day, first=2000)


def validate_document_day(day: date) -> None:
    """The same for papers, of which the founding deed may be old."""
    _validate_year(day, first=1900)


def _validate_year(day: date, *, first: int) -> None:
    if not first <= day.year <= 2100:
        raise ValidationError(f"Tahunnya harus antara {first} dan 2100. Periksa tanggalnya.")
