"""What a NIK says by itself: region, birth date (day plus 40 for women), serial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from regulations.facts import BeneficiaryFacts, ReportFacts

_SIXTEEN_DIGITS = re.compile(r"[0-9]{16}")
#: Provinces by the ministry of home affairs' codes: those of today, and 54, East Timor until 1999.
PROVINCES = frozenset(
    (*range(11, 20), 21, *range(31, 37), *range(51, 55), *range(61, 66), *range(71, 77), 81, 82, *range(91, 97))
)
#: What people put around and between the digits: blanks, and the apostrophe by which a sheet keeps them as text.
_BESIDE_DIGITS = str.maketrans("", "", "'’‘`´")
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def digits_of(typed: object) -> str:
    """A NIK as it is kept: without the blanks and the apostrophe that people and sheets put beside its digits."""
    return "".join(str(typed or "").translate(_BESIDE_DIGITS).split())


def nik_fault(nik: str) -> tuple[str, str] | None:
    """What is impossible about a NIK and what was expected instead, in Indonesian; None when it may be right."""
    if not _SIXTEEN_DIGITS.fullmatch(nik):
        if nik.isascii() and nik.isdecimal():
            return f"{len(nik)} angka", "16 angka"
        return "tanda selain angka", "16 angka; spasi dan tanda petik boleh, huruf dan tanda lain tidak"
    if int(nik[:2]) not in PROVINCES:
        return f"kode provinsi {nik[:2]} (angka ke-1 dan ke-2)", "kode provinsi yang ada, misalnya 32 untuk Jawa Barat"
    day, month, serial = int(nik[6:8]), int(nik[8:10]), nik[12:]
    if not 1 <= month <= 12:
        return f"bulan lahir {nik[8:10]} (angka ke-9 dan ke-10)", "bulan 01 sampai 12"
    last = _DAYS_IN_MONTH[month - 1]
    if not (1 <= day <= last or 41 <= day <= 40 + last):
        return f"tanggal lahir {nik[6:8]} (angka ke-7 dan ke-8)", f"01 sampai {last}, atau 41 sampai {40 + last}"
    if serial == "0000":
        return "nomor urut 0000 (empat angka terakhir)", "nomor urut 0001 sampai 9999"
    return None


def age_on(nik: str, day: date) -> int:
    """Years of age on ``day`` by a sound NIK. Its year has two digits: the younger age that is possible counts."""
    born_day, month, year = int(nik[6:8]) % 40, int(nik[8:10]), int(nik[10:12])
    age = day.year - (2000 + year) - ((day.month, day.day) < (month, born_day))
    return age if age >= 0 else age + 100


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two NIK of equal length differ in one or two digits, as a slip of the finger makes them."""
    if one == other or len(one) != len(other):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) <= 2


def with_a_sound_nik(facts: ReportFacts) -> Iterator[BeneficiaryFacts]:
    """Beneficiaries whose NIK can be compared: numbers that lost their last digits would look alike."""
    for beneficiary in facts.beneficiaries:
        if beneficiary.nik and not beneficiary.nik_was_number:
            yield beneficiary
