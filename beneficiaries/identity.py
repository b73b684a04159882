"""What a NIK says of its bearer: day of birth and sex."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

from beneficiaries.choices import Sex
from regulations.nik import digits_of, nik_fault

__all__ = ["birth_of", "births_of", "digits_of", "sex_of", "validate_nik"]

_OLDEST = 120  #: years of age beyond which a birth date is a slip


def validate_nik(nik: str) -> None:
    """Refuses what cannot be a NIK, without repeating it."""
    fault = nik_fault(nik)
    if fault:
        found, expected = fault
        raise ValidationError(f"NIK ini tidak mungkin benar: {found}; seharusnya {expected}.")


def sex_of(nik: str) -> Sex:
    """The sex that a sound NIK says: for women 40 is added to the day of birth."""
    return Sex.FEMALE if int(nik[6:8]) > 40 else Sex.MALE


def births_of(nik: str, *, on: date) -> list[date]:
    """The birth dates that a sound NIK may mean on that day, the younger first; its year has two digits."""
    day, month, year = int(nik[6:8]) % 40, int(nik[8:10]), int(nik[10:12])
    found = []
    for century in (2000, 1900):
        try:
            born = date(century + year, month, day)
        except ValueError:  # the 29th of February of a year that has none
            continue
        if born <= on and on.year - born.year <= _OLDEST:
            found.append(born)
    return found


def birth_of(nik: str, *, on: date, told: date | None = None) -> date | None:
    """The birth date of a sound NIK: the one told where the NIK may mean it, else the younger possible one.

    Raises ValueError with a sentence where another date was told than the NIK can mean.
    """
    possible = births_of(nik, on=on)
    if told is None:
        return possible[0] if possible else None
    if told not in possible:
        raise ValueError("Tanggal lahir ini tidak cocok dengan NIK. Periksa keduanya pada KTP atau kartu keluarga.")
    return told
