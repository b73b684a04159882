"""The structure of a zip file, judged from its bytes before any library unpacks it.

The central directory says what the archive claims; :func:`inflate` proves the claim entry by entry, and never
holds more than one chunk in memory. What contradicts itself is refused: two programs would read two different files.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from vault.refused import Refused

MAX_ENTRIES = 2_000
MAX_DIRECTORY_BYTES = 1024 * 1024
MAX_EXPANDED_BYTES = 150 * 1024 * 1024
#: Expanded to packed, for one entry. Real sheets reach about 60 when half of their rows are empty but formatted.
MAX_RATIO = 200
#: Below this size an entry may have any ratio: it cannot hurt.
RATIO_MATTERS_ABOVE = 1024 * 1024
CHUNK = 64 * 1024
#: The first chunk of an entry has at least so many bytes, if the entry has: who looks at its start sees all of it.
FULL_START = 4096

_END_OF_DIRECTORY = b"PK\x05\x06"
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_SYMBOLIC_LINK = 0o120000
_SECOND_NAME = 0x7075  #: the extra field with the name in Unicode; the parts of a workbook are named in ASCII
_PACKED_STARTS = (
    b"PK\x03\x04",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
)
_PACKED_ENDINGS = (".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".zst", ".xlsx", ".docx", ".ods", ".jar")


def damaged() -> Refused:
    """The refusal of a file whose bytes are not whole."""
    return Refused(
        "damaged",
        "isi berkas rusak atau terpotong, mungkin pengirimannya terputus. Buka berkas di komputer Anda, simpan ulang "
        "dengan nama baru, lalu unggah kembali.",
    )


def _odd_structure() -> Refused:
    return Refused(
        "odd_structure",
        "susunan di dalam berkas tidak wajar sehingga tidak aman dibuka. Buka berkas di Excel atau LibreOffice, simpan "
        "sebagai berkas baru berakhiran .xlsx, lalu unggah berkas baru itu.",
    )


def _too_large_inside() -> Refused:
    return Refused(
        "zip_bomb",
        "isi berkas menjadi terlalu besar setelah dibuka. Hapus baris dan lembar kosong yang berformat serta gambar "
        "yang tidak perlu, simpan, lalu unggah kembali.",
    )


def is_archive_at_end(file: BinaryIO, size: int) -> bool:
    """Whether the tail of a file can be opened as a zip, whatever its head says it is."""
    tail_at = max(0, size - 22 - 0xFFFF)
    file.seek(tail_at)
    tail = file.read()
    found = tail.rfind(_END_OF_DIRECTORY)
    if found < 0 or len(tail) - found < 22:
        return False
    entries, length, offset = struct.unpack("<H2L", tail[found + 10 : found + 20])
    return bool(entries) and length + offset <= tail_at + found


def read_directory(file: BinaryIO, size: int) -> list[zipfile.ZipInfo]:
    """The entries of the archive, once their names, sizes and places are seen to be sane. Raises Refused."""
    claimed = _judge_end(file, size)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, UnicodeDecodeError, OSError) as problem:
        raise damaged() from problem
    if not entries:
        raise damaged()
    if len(entries) != claimed:
        raise _odd_structure()
    _judge_names(entries)
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused(
                "encrypted",
                "berkas dikunci dengan kata sandi. Buka berkas, hapus kata sandinya, simpan, lalu unggah kembali.",
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _odd_structure()
        if entry.filename.lower().endswith(_PACKED_ENDINGS):
            raise _nested(entry.filename)
    if sum(entry.file_size for entry in entries) > MAX_EXPANDED_BYTES:
        raise _too_large_inside()
    for entry in entries:
        if entry.file_size > RATIO_MATTERS_ABOVE and entry.file_size > MAX_RATIO * entry.compress_size:
            raise _too_large_inside()
    return entries


def inflate(file: BinaryIO, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Unpack every entry and yield it chunk by chunk; an entry without content yields one empty chunk.

    Raises Refused as soon as what comes out is not what the directory claims: length, checksum, place.
    """
    places = sorted(entries, key=lambda entry: entry.header_offset)
    if places[0].header_offset != 0:
        raise _odd_structure()
    free_from = 0
    for entry in places:
        if entry.header_offset < free_from:
            raise _odd_structure()
        start = _data_start(file, entry)
        free_from = start + entry.compress_size
        checksum, length = 0, 0
        for chunk in _gather(_unpack(file, start, entry)):
            if not length and chunk.startswith(_PACKED_STARTS):
                raise _nested(entry.filename)
            length += len(chunk)
            if length > entry.file_size:
                raise _too_large_inside()
            checksum = zlib.crc32(chunk, checksum)
            yield entry, chunk
        if length != entry.file_size or checksum != entry.CRC:
            raise damaged()
        if not length:
            yield entry, b""


def read_entry(file: BinaryIO, entry: zipfile.ZipInfo, *, at_most: int) -> bytes:
    """A small entry whole. Raises Refused where it is larger, or claims to be."""
    content = b""
    for chunk in _unpack(file, _data_start(file, entry), entry):
        content += chunk
        if max(len(content), entry.file_size) > at_most:
            raise _odd_structure()
    return content


def _judge_end(file: BinaryIO, size: int) -> int:
    """The number of entries that the archive claims, once it is seen to end at the last byte, and its directory to be
    in place and of bearable size."""
    file.seek(max(0, size - 22 - 0xFFFF))
    tail = file.read()
    found = tail.rfind(_END_OF_DIRECTORY)
    if found < 0 or len(tail) - found < 22:
        raise damaged()
    disk, directory_disk, here, total, length, offset, comment = struct.unpack("<4H2LH", tail[found + 4 : found + 22])
    if found + 22 + comment != len(tail) or disk or directory_disk or here != total:
        raise _odd_structure()
    if total > MAX_ENTRIES or length > MAX_DIRECTORY_BYTES:
        raise _odd_structure()
    if offset + length != size - (len(tail) - found):
        raise _odd_structure()
    return int(total)


def _judge_names(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        parts = name.rstrip("/").split("/")
        if (
            not name
            or any(part in ("", ".", "..") for part in parts)
            or any(mark in name for mark in ("\\", ":"))
            or not name.isprintable()
            or name != entry.filename  # newer Pythons let an extra field rename an entry
            or _renames(entry.extra)  # and so do other programs
            or (entry.external_attr >> 16) & 0o170000 == _SYMBOLIC_LINK
        ):
            raise Refused(
                "bad_path",
                "di dalam berkas ada nama yang menunjuk ke luar berkas. Berkas seperti ini tidak dibuat oleh Excel. "
                "Unduh templat kembali, salin isian Anda ke dalamnya, lalu unggah.",
            )
        if name.casefold() in seen:
            raise Refused(
                "duplicate_name",
                "di dalam berkas ada dua bagian dengan nama yang sama. Buka berkas di Excel atau LibreOffice, simpan "
                "sebagai berkas baru berakhiran .xlsx, lalu unggah berkas baru itu.",
            )
        seen.add(name.casefold())


def _renames(extra: bytes) -> bool:
    """Whether an extra field gives an entry a second name."""
    while len(extra) >= 4:
        kind, length = struct.unpack("<2H", extra[:4])
        if kind == _SECOND_NAME:
            return True
        extra = extra[4 + length :]
    return False


def _nested(name: str) -> Refused:
    return Refused(
        "nested_archive",
        f"di dalam berkas ada berkas lain yang dipaketkan ({name[:80]}). Hapus sisipan itu, simpan, lalu unggah "
        "kembali.",
    )


def _data_start(file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Where the entry's packed bytes begin, once its local header agrees with the directory."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise damaged()
    _, _, flags, method, _, _, _, _, _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    name = file.read(name_length).decode("utf-8" if flags & 0x800 else "cp437", errors="replace")
    if name != entry.orig_filename or method != entry.compress_type:
        raise _odd_structure()
    return entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length


def _gather(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Join what a crafted stream hands out in crumbs, so that its start cannot be hidden between two chunks."""
    held = b""
    for chunk in chunks:
        held += chunk
        if len(held) >= FULL_START:
            yield held
            held = b""
    if held:
        yield held


def _unpack(file: BinaryIO, start: int, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry's bytes in chunks of at most CHUNK."""
    file.seek(start)
    left = entry.compress_size
    if entry.compress_type == zipfile.ZIP_STORED:
        while left:
            chunk = file.read(min(CHUNK, left))
            if not chunk:
                raise damaged()
            left -= len(chunk)
            yield chunk
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    pending = b""
    while not inflater.eof:
        if not pending:
            pending = file.read(min(CHUNK, left))
            left -= len(pending)
            if not pending:
                raise damaged()
        try:
            chunk = inflater.decompress(pending, CHUNK)
        except zlib.error as problem:
            raise damaged() from problem
        pending = inflater.unconsumed_tail
        if chunk:
            yield chunk
    if left or inflater.unused_data:
        raise _odd_structure()
