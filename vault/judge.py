"""Judges bytes before any other part of the system reads them. No database, no storage, no settings.

Rooms above call ``vault.door``; this module is what the door asks.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from vault.archives import is_archive_at_end
from vault.documents import judge_pdf
from vault.kinds import TABLES, WORKBOOKS, Kind, name_kinds
from vault.pictures_apart import judge_picture
from vault.refused import Refused
from vault.workbooks import SAVE_AS_XLSX, judge_workbook

_HEAD = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_OTHER_PICTURES = {b"GIF8": "GIF", b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"II+\x00": "TIFF", b"MM\x00+": "TIFF"}
_ENDINGS_OF_TABLES = (".xlsx", ".xls", ".csv", ".tsv")
_CHUNK = 1024 * 1024
_WEB_MARKS = (b"<!doctype", b"<html", b"<?xml", b"<script", b"<table", b"<svg", b"mime-version:")


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file that comes in, in bytes."""

    table: int = 15 * 1024 * 1024
    evidence: int = 25 * 1024 * 1024

    def of(self, kind: Kind) -> int:
        return self.table if kind.is_table else self.evidence


@dataclass(frozen=True, slots=True)
class Judged:
    """What the file is, and what it looks like (``vault.likeness``) where it is a picture; None where nobody looked."""

    kind: Kind
    likeness: bytes | None = None


def judge(file: BinaryIO, *, name: str, accept: frozenset[Kind], limits: Limits) -> Kind:
    """The kind alone of what :func:`look_at` judges."""
    return look_at(file, name=name, accept=accept, limits=limits).kind


def look_at(file: BinaryIO, *, name: str, accept: frozenset[Kind], limits: Limits) -> Judged:
    """What the file is, once everything about it is found to be harmless and whole; raises Refused otherwise.

    ``file`` must be seekable; it is read in pieces and left at its start. ``name`` is only what the sender called
    it: it helps to choose the words, and tells CSV from other plain text.
    """
    size = measure(file)
    if not size:
        raise Refused(
            "empty",
            "berkas kosong (0 bita), mungkin pengirimannya terputus. Pastikan berkas dapat dibuka di perangkat Anda, "
            "lalu unggah kembali.",
        )
    largest = max(limits.of(kind) for kind in accept)
    if size > largest:
        raise _too_large(size, largest, table=not accept - TABLES)
    kind = _tell_kind(file, size, name, accept)
    if kind not in accept:
        raise Refused("kind_not_accepted", f"berkas ini {kind.label}. {_asked_for(accept)}")
    if size > limits.of(kind):
        raise _too_large(size, limits.of(kind), table=kind.is_table)
    likeness: bytes | None = None
    if kind is Kind.XLSX:
        judge_workbook(file, size)
    else:
        if is_archive_at_end(file, size):
            raise Refused(
                "polyglot",
                "di ujung berkas ini tersembunyi paket zip. Simpan atau foto ulang dokumennya, lalu unggah kembali.",
            )
        if kind is Kind.CSV:
            _judge_text(file)
        elif kind is Kind.PDF:
            judge_pdf(file, size)
        else:
            file.seek(0)
            likeness = judge_picture(file.read(), kind)
    file.seek(0)
    return Judged(kind, likeness)


def measure(file: BinaryIO) -> int:
    """Size in bytes; leaves the file at its start."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    return size


def _tell_kind(file: BinaryIO, size: int, name: str, accept: frozenset[Kind]) -> Kind:
    file.seek(0)
    head = file.read(_HEAD)
    kind = _kind_by_magic(head)
    if kind is not None:
        # A second signature in the first kilobyte means a file that two programs take for two different things.
        if kind is not Kind.PDF and b"%PDF-" in head:
            raise Refused(
                "polyglot",
                "berkas ini sekaligus gambar atau buku kerja dan PDF. Simpan ulang dokumennya, lalu unggah kembali.",
            )
        return kind
    if name.startswith("~$"):
        raise Refused(
            "lock_file",
            "ini berkas sementara Excel, bukan buku kerjanya. Simpan dan tutup Excel, lalu pilih berkas bernama sama "
            "tanpa “~$” di depannya.",
        )
    if picture := _other_picture(head):
        cure = "Buka gambarnya, simpan sebagai JPEG, PNG, atau PDF, lalu unggah hasilnya."
        raise Refused(
            "kind_not_accepted", f"berkas ini gambar {picture}. {_asked_for(accept) if accept <= TABLES else cure}"
        )
    if head.startswith(_OLE):
        raise _old_office(file, accept)
    if head[4:8] == b"ftyp":
        raise Refused(
            "not_a_picture",
            f"berkas ini video atau foto dari jenis yang tidak dikenal. {_asked_for(accept)}",
        )
    if _looks_like_text(head):
        return _kind_of_text(head, name, accept)
    raise Refused(
        "unknown_kind",
        f"isi berkas ini tidak dikenali, apa pun akhiran namanya. {_asked_for(accept)}",
    )


def _kind_by_magic(head: bytes) -> Kind | None:
    if head.startswith(_ZIP):
        return Kind.XLSX
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Kind.HEIC
    # Some scanners write a blank line or a mark of UTF-8 first.
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"%PDF-"):
        return Kind.PDF
    return None


def _other_picture(head: bytes) -> str | None:
    """The name of a kind of picture that is known and not taken."""
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "BMP"
    return _OTHER_PICTURES.get(head[:4])


def _asked_for(accept: frozenset[Kind]) -> str:
    """What to send instead."""
    if accept == WORKBOOKS:
        return "Unggah buku kerja yang Anda unduh dari halaman ini, berakhiran .xlsx."
    return f"Yang diminta di sini {name_kinds(accept)}."


def _mend(accept: frozenset[Kind], ending: str = "") -> str:
    """How what somebody sent becomes what is asked for: a workbook where only tables are asked for, or where it was
    named as one; else a PDF, which any program can save or print to."""
    if accept <= TABLES or (Kind.XLSX in accept and ending in _ENDINGS_OF_TABLES):
        return SAVE_AS_XLSX
    saved = " Buka dokumennya, simpan atau cetak sebagai PDF, lalu unggah hasilnya." if Kind.PDF in accept else ""
    return _asked_for(accept) + saved


def _old_office(file: BinaryIO, accept: frozenset[Kind]) -> Refused:
    """The refusal of an OLE container: a locked workbook, or a program's old format."""
    file.seek(0)
    content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Refused(
            "encrypted",
            "buku kerja dikunci dengan kata sandi. Di Excel pilih File → Info → Proteksi Buku Kerja → Enkripsi dengan "
            "Kata Sandi, kosongkan kata sandinya, simpan, lalu unggah kembali.",
        )
    if any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        return Refused("xls", f"berkas ini buku kerja Excel lama (.xls). {_mend(accept, '.xls')}")
    return Refused("other_document", f"berkas ini dokumen Office lama. {_mend(accept)}")


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in head)


def _kind_of_text(head: bytes, name: str, accept: frozenset[Kind]) -> Kind:
    ending = PurePosixPath(name).suffix.lower()
    plain = head.replace(b"\x00", b"").lstrip().lower()
    if any(mark in plain for mark in _WEB_MARKS):
        raise Refused(
            "web_page",
            f"isi berkas ini halaman web atau XML{_though_named(ending)}. {_mend(accept, ending)}",
        )
    if Kind.CSV in accept and ending in (".csv", ".txt", ".tsv"):
        return Kind.CSV
    if ending == ".csv":
        return Kind.CSV  # named in the refusal that follows
    advice = _mend(accept, ending)
    if advice == SAVE_AS_XLSX:
        advice = 'Buka isinya di Excel, pilih "Simpan Sebagai…" lalu jenis "Excel Workbook (.xlsx)".'
    raise Refused(
        "text_renamed",
        f"isi berkas ini teks biasa{_though_named(ending)}. Mengganti akhiran nama tidak mengubah isinya. {advice}",
    )


def _though_named(ending: str) -> str:
    return f", walaupun namanya berakhiran {ending[:20]}" if ending else ""


def _judge_text(file: BinaryIO) -> None:
    """A CSV is text to its end: UTF-8, UTF-16 with its mark, or the one-byte text that Excel writes on Windows."""
    file.seek(0)
    wide = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-16")() if wide else None
    while chunk := file.read(_CHUNK):
        try:
            text = decoder.decode(chunk) if decoder else chunk.decode("latin-1")
        except UnicodeDecodeError as problem:
            raise _not_text() from problem
        if any(mark in text for mark in _CONTROL_CHARACTERS):
            raise _not_text()


_CONTROL_CHARACTERS = tuple(chr(code) for code in range(32) if chr(code) not in "\t\n\r\f\x1a")


def _not_text() -> Refused:
    return Refused(
        "not_text",
        'berkas CSV ini memuat isi yang bukan teks. Simpan ulang dari Excel dengan jenis "CSV UTF-8" atau "Excel '
        'Workbook (.xlsx)", lalu unggah kembali.',
    )


def _too_large(size: int, largest: int, *, table: bool) -> Refused:
    advice = (
        "Hapus gambar dan lembar yang tidak perlu, lalu unggah kembali."
        if table
        else "Perkecil fotonya di galeri ponsel (Ubah ukuran), atau foto ulang dengan ukuran yang lebih kecil; hasil "
        "pindai disimpan ulang dengan mutu lebih rendah. Lalu unggah kembali."
    )
    return Refused("too_large", f"ukuran berkas {_megabytes(size)} MB, paling besar {_megabytes(largest)} MB. {advice}")


def _megabytes(size: int) -> str:
    """Megabytes with one decimal, comma as in Indonesian; never "0,0"."""
    return f"{max(size / 1024 / 1024, 0.1):.1f}".replace(".", ",").removesuffix(",0")
