"""What a person is told whose workbook cannot be read at all."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.parsers.expat import ExpatError

NOT_XLSX = (
    "Berkas ini tidak dapat dibuka sebagai buku kerja Excel (.xlsx). "
    "Buka di Excel atau LibreOffice, pilih Simpan Sebagai “Excel Workbook (.xlsx)”, lalu unggah kembali."
)
DAMAGED = (
    "Isi berkas ini rusak atau terpotong. "
    "Buka di Excel atau LibreOffice, simpan kembali sebagai .xlsx, lalu unggah. "
    "Bila tetap gagal, unduh berkas kosong yang baru dan salin isian Anda ke sana."
)
STRICT = (
    "Berkas ini disimpan sebagai “Strict Open XML”. "
    "Buka di Excel, pilih Simpan Sebagai “Excel Workbook (.xlsx)”, lalu unggah kembali."
)
TOO_LARGE = "Isi berkas ini terlalu besar untuk dibaca. Hapus lembar dan gambar yang tidak diperlukan."


class Unreadable(Exception):
    """The workbook cannot be read at all; ``str()`` is the sentence for the person who uploaded it."""


@contextmanager
def damage_told() -> Iterator[None]:
    """Turns every way in which a broken file shows itself into Unreadable."""
    try:
        yield
    except zipfile.BadZipFile as error:
        raise Unreadable(NOT_XLSX) from error
    except (ExpatError, zlib.error, EOFError, KeyError, IndexError, ValueError, OverflowError) as error:
        raise Unreadable(DAMAGED) from error
    except (NotImplementedError, RuntimeError) as error:  # unknown compression; an encrypted entry
        raise Unreadable(NOT_XLSX) from error


def crowded(sheets: int, most: int) -> str:
    return (
        f"Berkas ini berisi {sheets} lembar; paling banyak {most}. "
        "Hapus lembar yang tidak diperlukan, simpan, lalu unggah kembali."
    )


def ill_named(title: str) -> str:
    return (
        f"Nama lembar “{title[:31]}” memuat tanda yang tidak boleh dipakai (\\ / ? * : [ ]). "
        "Ganti nama lembar itu, simpan, lalu unggah kembali."
    )


def named_twice(title: str) -> str:
    return (
        f"Ada dua lembar bernama “{title[:31]}” di dalam berkas ini, sehingga tidak jelas mana yang berlaku. "
        "Buka di Excel atau LibreOffice, hapus atau ganti nama salah satunya, simpan, lalu unggah kembali."
    )


def cell_twice(title: str, cell: str) -> str:
    return (
        f"Sel {cell} di lembar “{title}” tertulis dua kali di dalam berkas ini, sehingga tidak "
        "jelas isi mana yang berlaku. Buka di Excel atau LibreOffice, periksa sel itu, simpan, lalu unggah kembali."
    )


def row_twice(title: str, row: int) -> str:
    return (
        f"Baris {row} di lembar “{title}” tertulis dua kali di dalam berkas ini, sehingga tidak jelas "
        "isi mana yang berlaku. Buka di Excel atau LibreOffice, periksa baris itu, simpan, lalu unggah kembali."
    )


def unknown_value(title: str, cell: str, what: str) -> str:
    return (
        f"Sel {cell} di lembar “{title}” berisi {what} yang tidak dikenal Excel. "
        "Hapus isi sel itu, ketik ulang, simpan, lalu unggah kembali."
    )


def merged_too_far(title: str, merge: object, most: int) -> str:
    return (
        f"Sel {merge} di lembar “{title}” digabung melewati batas {most} sel gabungan. "
        "Pisahkan sel itu (Unmerge Cells), simpan, lalu unggah kembali."
    )
