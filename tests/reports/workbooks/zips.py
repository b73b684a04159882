"""Zip archives that lie, swell, hide something, or were only packed by another program."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO

from tests.reports.workbooks.case import BKU_SHEET, BOOK, Case, Make, added, fixed, refused, understood
from tests.vault.files import directory_patched, packed, parts_of, repacked

ODD, PATH, DAMAGED, SWOLLEN = "susunan.*tidak wajar", "menunjuk ke luar", "rusak atau terpotong", "terlalu besar"


def zipped(clean: bytes, into: BinaryIO, *, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipFile:
    """The parts of the clean report in another archive, not closed yet."""
    archive = zipfile.ZipFile(into, "w", method)
    for name, content in parts_of(clean).items():
        archive.writestr(name, content)
    return archive


def archived(more: Callable[[zipfile.ZipFile], object], *, method: int = zipfile.ZIP_DEFLATED) -> Make:
    """The clean report packed anew, with something done to the archive before it is closed."""

    def make(clean: bytes) -> bytes:
        target = io.BytesIO()
        with zipped(clean, target, method=method) as archive:
            more(archive)
        return target.getvalue()

    return make


class Pipe(io.RawIOBase):
    """Takes bytes and cannot go back: a program that streams writes the sizes behind the data."""

    def __init__(self) -> None:
        self.written = io.BytesIO()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self.written.write(data)


def streamed(clean: bytes) -> bytes:
    pipe = Pipe()
    zipped(clean, pipe).close()  # type: ignore[arg-type]
    return pipe.written.getvalue()


def in_zip64(clean: bytes) -> bytes:
    """As programs write that do not know beforehand how large a part will be."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(clean).items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content)
    return target.getvalue()


def end_patched(offset: int, form: str, *values: int) -> Make:
    """Fields of the archive's last record overwritten."""

    def make(clean: bytes) -> bytes:
        content = bytearray(clean)
        struct.pack_into(form, content, content.rindex(b"PK\x05\x06") + offset, *values)
        return bytes(content)

    return make


def renamed_in_bytes(old: bytes, new: bytes) -> Make:
    """A part whose name is one that no library writes."""
    assert len(old) == len(new)

    def make(clean: bytes) -> bytes:
        content = added({old.decode(): b"<x/>"})(clean)
        assert content.count(old) == 2
        return content.replace(old, new)

    return make


def bomb(clean: bytes) -> bytes:
    return packed(parts_of(clean) | {"xl/media/image1.bin": bytes(140 * 1024 * 1024)})


def lying_bomb(clean: bytes) -> bytes:
    swelling = bytes(60 * 1024 * 1024)
    content = packed(parts_of(clean) | {"xl/media/image1.bin": swelling})
    return directory_patched(content, "xl/media/image1.bin", size=1000, crc=zlib.crc32(swelling[:1000]))


def overlapping(clean: bytes) -> bytes:
    """Two entries of the directory that share the packed bytes of one."""
    content = packed(parts_of(clean) | {"xl/a.bin": b"a" * 50, "xl/b.bin": b"a" * 50})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place = archive.getinfo("xl/a.bin").header_offset
    return directory_patched(content, "xl/b.bin", place=place)


def hidden_behind_a_part(clean: bytes) -> bytes:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed_bytes = squeezer.compress(b"<x/>") + squeezer.flush()
    return repacked(packed(parts_of(clean) | {"xl/x.xml": b"<x/>"}), "xl/x.xml", packed_bytes + b"MZ hidden")


def linked(archive: zipfile.ZipFile) -> None:
    link = zipfile.ZipInfo("xl/media/link")
    link.external_attr = 0o120777 << 16
    archive.writestr(link, "/etc/passwd")


def with_times(archive: zipfile.ZipFile) -> None:
    """The extra field in which Info-ZIP keeps the time of a file."""
    entry = zipfile.ZipInfo("docProps/catatan.xml")
    entry.extra = struct.pack("<2HBL", 0x5455, 5, 1, 1_620_000_000)
    archive.writestr(entry, "<x/>")


def renamed_by_an_extra_field(archive: zipfile.ZipFile) -> None:
    name = b"xl/vbaProject.bin"
    entry = zipfile.ZipInfo("xl/x.xml")
    entry.extra = struct.pack("<2HBL", 0x7075, 5 + len(name), 1, zlib.crc32(b"xl/x.xml")) + name
    archive.writestr(entry, "<x/>")


def folders(archive: zipfile.ZipFile) -> None:
    for name in ("_rels/", "xl/", "xl/worksheets/", "docProps/"):
        archive.mkdir(name)


def backwards(clean: bytes) -> bytes:
    return packed(dict(reversed(parts_of(clean).items())))


def remark(text: bytes) -> Make:
    def write(archive: zipfile.ZipFile) -> None:
        archive.comment = text

    return archived(write)


EMPTY_ARCHIVE = b"PK\x05\x06" + bytes(18)

CASES: list[Case] = [
    refused("zip: nothing at all", "berkas kosong", fixed(b"")),
    refused("zip: one letter", "teks biasa", fixed(b"P")),
    refused("zip: a signature and no more", DAMAGED, fixed(b"PK\x03\x04")),
    refused("zip: an archive without entries", DAMAGED, fixed(EMPTY_ARCHIVE)),
    refused("zip: half of it", DAMAGED, lambda clean: clean[: len(clean) // 2]),
    refused("zip: the last bytes missing", DAMAGED, lambda clean: clean[:-10]),
    refused("zip: the first bytes missing", "tidak dikenali", lambda clean: clean[40:]),
    refused("zip: thousands of entries", ODD, added({f"xl/media/{n}.bin": b"" for n in range(5_000)})),
    refused("zip: claims 65,535 entries", ODD, end_patched(8, "<2H", 0xFFFF, 0xFFFF)),
    refused("zip: claims fewer entries than it has", ODD, end_patched(8, "<2H", 3, 3)),
    refused("zip: on several disks", ODD, end_patched(4, "<2H", 1, 1)),
    refused("zip: sends the reader to zip64", ODD, end_patched(12, "<2L", 0xFFFFFFFF, 0xFFFFFFFF)),
    refused("zip: swells a thousandfold", SWOLLEN, bomb),
    refused("zip: swells and hides it", SWOLLEN, lying_bomb),
    refused("zip: an archive inside", r"dipaketkan \(xl/media/arsip.zip\)", added({"xl/media/arsip.zip": b"PK"})),
    refused("zip: an archive under a picture's name", "dipaketkan", added({"xl/media/a.png": packed({"a": b"b"})})),
    refused("zip: a 7z under a picture's name", "dipaketkan", added({"xl/media/a.png": b"7z\xbc\xaf\x27\x1c" * 9})),
    refused("zip: the report inside itself", "dipaketkan", lambda clean: added({"xl/media/a.bin": clean})(clean)),
    refused("zip: entries over one another", ODD, overlapping),
    refused("zip: bytes behind the end of a part", ODD, hidden_behind_a_part),
    refused("zip: an absolute path", PATH, added({"/etc/cron.d/x": b"<x/>"})),
    refused("zip: a path upwards", PATH, added({"../../x.xml": b"<x/>"})),
    refused("zip: a drive letter", PATH, added({"C:/x.xml": b"<x/>"})),
    refused("zip: a backslash in a name", PATH, added({"xl\\..\\x.xml": b"<x/>"})),
    refused("zip: NUL in a name", PATH, renamed_in_bytes(b"xl/x.xml", b"xl/x\x00ml.")),
    refused("zip: a name that reads backwards", PATH, added({"xl/gnp.\N{RIGHT-TO-LEFT OVERRIDE}bin": b"x"})),
    refused("zip: a symbolic link", PATH, archived(linked)),
    refused("zip: another name in an extra field", f"{PATH}|{ODD}|makro", archived(renamed_by_an_extra_field)),
    refused("zip: one name twice", "nama yang sama", archived(lambda archive: archive.writestr(BOOK, "<x/>"))),
    refused("zip: one name in two cases", "nama yang sama", added({BOOK.upper(): b"<x/>"})),
    refused("zip: a wrong checksum", DAMAGED, lambda clean: directory_patched(clean, BKU_SHEET, crc=1)),
    refused("zip: encrypted", "kata sandi", lambda clean: directory_patched(clean, BKU_SHEET, flags=1)),
    refused("zip: packed by bzip2", ODD, archived(lambda archive: None, method=zipfile.ZIP_BZIP2)),
    refused("zip: packed by LZMA", ODD, archived(lambda archive: None, method=zipfile.ZIP_LZMA)),
    refused("zip: a PDF behind it", ODD, lambda clean: clean + b"%PDF-1.7 and more"),
    refused("zip: a shell script before it", "teks biasa", lambda clean: b"#!/bin/sh\n" + b"# x\n" * 300 + clean),
    refused("zip: a program before it", "tidak dikenali", lambda clean: b"MZ\x90\x00" + bytes(600) + clean),
    refused("zip: another end in the remark", ODD, remark(EMPTY_ARCHIVE + b"x")),
    understood("zip: stored, not packed", archived(lambda archive: None, method=zipfile.ZIP_STORED)),
    understood("zip: streamed, sizes behind the data", streamed),
    understood("zip: zip64 where nobody needs it", in_zip64),
    understood("zip: folders as entries", archived(folders)),
    understood("zip: times in extra fields", archived(with_times)),
    understood("zip: a remark at the end", remark(b"Dibuat di kantor")),
    understood("zip: parts in another order", backwards),
]
