"""Bytes of a text file to a grid: which letters, which separator, which cells. What reads two ways is refused."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from grants.reconciliation.grid import MOST_COLUMNS, MOST_ROWS, Grid, Refused, grid_of
from grants.reconciliation.headings import known_fields

MOST_BYTES = 20_000_000
_LONGEST_CELL = 2_000
_SEPARATORS = {";": "titik koma", ",": "koma", "\t": "tab", "|": "garis tegak"}
_LOOKED_AT = 200  #: rows by which a separator is judged
_SAID = re.compile(r"\s*\"?sep=(?P<separator>[^\"\r\n])\"?[;,\t|]*\s*(?:\r\n|\r|\n)", re.IGNORECASE)
_MARKS_OF_UNICODE = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OTHER_FILES = {
    b"PK\x03\x04": "berkas Excel (.xlsx) atau zip",
    b"\xd0\xcf\x11\xe0": "berkas Excel lama (.xls)",
    b"%PDF": "berkas PDF",
    b"{\\rtf": "berkas RTF",
}
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype|html|table|head|body|workbook|ss:workbook)\b", re.IGNORECASE)


def read_csv(content: bytes) -> Grid:
    """The cells of a text file, all as text. A line "sep=;" at the top is obeyed and is no row, as in spreadsheets.

    Raises Refused with what is wrong and how to mend it.
    """
    text = _decoded(content)
    separator: str | None = None
    if said := _SAID.match(text):
        separator, text = said["separator"], text[said.end() :]
    if separator is None:
        separator = _separator_of(text)
    return grid_of(_cells(text, separator), split=True)


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Refused(f"Berkas ini lebih dari {MOST_BYTES // 1_000_000} MB.", "Bagi menjadi beberapa berkas.")
    if not content.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise Refused("Berkas ini kosong.", "Unduh lagi dari bank atau aplikasinya, lalu unggah lagi.")
    for beginning, what in _OTHER_FILES.items():
        if content.startswith(beginning):
            raise Refused(f"Ini {what}, bukan csv.", "Unggah dengan nama dan jenis berkas yang sebenarnya.")
    if _PAGE.match(content):
        raise Refused(
            "Ini halaman web atau XML yang dinamai lain, bukan csv.",
            "Buka di Excel atau LibreOffice, simpan sebagai .xlsx atau .csv, lalu unggah lagi.",
        )
    try:
        text = content.decode(_encoding_of(content))
    except UnicodeDecodeError as problem:
        raise Refused(
            "Huruf-huruf di berkas ini tidak terbaca.", "Simpan lagi sebagai CSV UTF-8, lalu unggah lagi."
        ) from problem
    if "\x00" in text:
        raise Refused("Berkas ini memuat data yang bukan teks.", "Simpan lagi sebagai CSV UTF-8, lalu unggah lagi.")
    return text


def _encoding_of(content: bytes) -> str:
    """By its mark, by the zeros of UTF-16, else UTF-8, else Western letters as older Windows programs write them."""
    for mark, encoding in _MARKS_OF_UNICODE:
        if content.startswith(mark):
            return encoding
    beginning = content[:1_000]
    if len(content) % 2 == 0 and b"\x00" in beginning:
        if not any(beginning[0::2]):
            return "utf-16-be"
        if beginning[1::2].count(0) > len(beginning) // 4:
            return "utf-16-le"
        if beginning[0::2].count(0) > len(beginning) // 4:
            return "utf-16-be"
    try:
        content.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _separator_of(text: str) -> str:
    """The one separator that brings out headings we know; else the one that makes rows of one width."""
    scores: Counter[str] = Counter()
    widths: Counter[str] = Counter()
    for separator in _SEPARATORS:
        rows = _sample(text, separator)
        scores[separator] = max((len(known_fields(row)) for row in rows), default=0)
        widths[separator] = _common_width(rows)
    for measure in (scores, widths):
        (best, most), (_, second) = measure.most_common(2)
        if most >= 2 and most > second:
            return best
        if most >= 2:
            break
    else:
        raise Refused(
            "Isi berkas ini tidak terbagi dalam kolom.",
            "Simpan dengan pemisah titik koma, lalu unggah lagi.",
        )
    alike = " atau ".join(name for separator, name in _SEPARATORS.items() if measure[separator] == most)
    raise Refused(
        f"Pemisah kolom berkas ini tidak jelas: {alike}.",
        "Tulis sep=; (atau pemisah yang benar) sebagai baris pertama, lalu unggah lagi.",
    )


def _sample(text: str, separator: str) -> list[list[str]]:
    """The first rows as this separator would cut them, up to where quotes would not close."""
    rows: list[list[str]] = []
    try:
        for row in _reader(text, separator):
            rows.append(row)
            if len(rows) == _LOOKED_AT:
                break
    except csv.Error:
        return rows
    return rows


def _common_width(rows: list[list[str]]) -> int:
    """Number of columns of most rows, where nine of ten rows that are cut at all have it; else 0."""
    cut = Counter(len(row) for row in rows if len(row) > 1)
    if not cut:
        return 0
    width, times = cut.most_common(1)[0]
    return width if times * 10 >= 9 * cut.total() else 0


def _reader(text: str, separator: str) -> csv._reader:  # type: ignore[name-defined]
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _cells(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in _reader(text, separator):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise Refused(f"Berkas ini lebih dari {MOST_ROWS} baris.", "Bagi menjadi beberapa berkas.")
            if len(row) > MOST_COLUMNS or any(len(cell) > _LONGEST_CELL for cell in row):
                raise Refused(
                    f"Baris {len(rows)} terlalu panjang; mungkin ada tanda kutip yang tidak ditutup.",
                    "Perbaiki baris itu, atau simpan lagi sebagai CSV dari Excel atau LibreOffice.",
                )
    except csv.Error as problem:
        raise Refused(
            f"Tanda kutip di sekitar baris {len(rows) + 1} tidak lengkap.",
            "Perbaiki baris itu, atau simpan lagi sebagai CSV dari Excel atau LibreOffice.",
        ) from problem
    return rows
