"""Bounds that only a slip of the keyboard oversteps."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

#: Days that an agreement may give for the report.
MOST_DAYS = 366


#: Before this there was neither Amanah nor a DIPA that anybody still accounts for.
FIRST_BUDGET_YEAR, LAST_BUDGET_YEAR = 2000, 2100


def validate_budget_year(year: int) -> None:
    """Refuses budget years that only a slip of the keyboard makes: before 2000, and after next year."""
    last = min(timezone.localdate().year + 1, LAST_BUDGET_YEAR)
    if not FIRST_BUDGET_YEAR <= year <= last:
        raise ValidationError(f"Tahun anggaran harus antara {FIRST_BUDGET_YEAR} dan {last}. Periksa tahunnya.")


def validate_day(day: date) -> None:
    """Refuses years that only a slip of the keyboard makes."""
    _validate_year(day, first=2000)


def validate_document_day(day: date) -> None:
    """The same for papers, of which the founding deed may be old."""
    _validate_year(day, first=1900)


def _validate_year(day: date, *, first: int) -> None:
    if not first <= day.year <= 2100:
        raise ValidationError(f"Tahunnya harus antara {first} dan 2100. Periksa tanggalnya.")
