"""Makes the files that the door is tried with, good and bad, byte by byte."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pikepdf
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(*, rows: int = 3) -> bytes:
    """A workbook as openpyxl writes it."""
    book = openpyxl.Workbook()
    for number in range(rows):
        book.active.append([number, "Belanja bahan makanan", 125_000])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def workbook_with(extra: Mapping[str, bytes]) -> bytes:
    """The good workbook with parts added or replaced."""
    return packed(parts_of(workbook()) | dict(extra))


def workbook_replacing(part: str, old: bytes, new: bytes) -> bytes:
    """The good workbook with a piece of one part exchanged."""
    before = parts_of(workbook())[part]
    assert old in before
    return workbook_with({part: before.replace(old, new)})


def directory_patched(content: bytes, name: str, **fields: int) -> bytes:
    """The archive with fields of one entry overwritten in the central directory, and only there."""
    offsets = {"flags": (8, "<H"), "crc": (16, "<L"), "packed": (20, "<L"), "size": (24, "<L"), "place": (42, "<L")}
    changed = bytearray(content)
    at = content.index(b"PK\x01\x02")
    while content[at + 46 : at + 46 + len(name)] != name.encode():
        at = content.index(b"PK\x01\x02", at + 4)
    for field, value in fields.items():
        offset, form = offsets[field]
        struct.pack_into(form, changed, at + offset, value)
    return bytes(changed)


def repacked(content: bytes, name: str, packed_bytes: bytes) -> bytes:
    """The archive with the packed bytes of its last entry exchanged, and the directory moved and told so."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        old = archive.infolist()[-1]
    assert old.filename == name
    start = old.header_offset + 30 + len(name)
    changed = content[:start] + packed_bytes + content[start + old.compress_size :]
    changed = directory_patched(changed, name, packed=len(packed_bytes))
    end = changed.rindex(b"PK\x05\x06")
    place = struct.unpack_from("<L", changed, end + 16)[0] + len(packed_bytes) - old.compress_size
    return changed[: end + 16] + struct.pack("<L", place) + changed[end + 20 :]


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(target, form, **options)
    return target.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of few bytes whose header promises any number of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!L", len(data)) + name + data + struct.pack("!L", zlib.crc32(name + data))

    header = struct.pack("!2L5B", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(**options: object) -> bytes:
    """A PDF of one blank page; options go to pikepdf's save."""
    return pdf_with(lambda document: None, **options)


def pdf_with(change, **options: object) -> bytes:
    """A PDF of one blank page, after ``change(document)``."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        change(document)
        document.save(target, **options)
    return target.getvalue()


def pdf_whose_objects_swell(expanded: int = 0, *, spare: bytes = b"") -> bytes:
    """A small PDF whose compressed table of objects inflates to ``expanded`` bytes of blanks, or has a ``spare``
    object that nothing in the document calls for."""
    squeezer = zlib.compressobj(9)
    if spare:
        objects = squeezer.compress(b"6 0 " + spare)
    else:
        objects = squeezer.compress(b"1 0 << /Type /Catalog /Pages 2 0 R >>")
        for _ in range(expanded >> 20):
            objects += squeezer.compress(b" " * (1 << 20))
    objects += squeezer.flush()
    bodies = {
        4: b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(objects), objects),
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    }
    if spare:
        bodies[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
    out, places = b"%PDF-1.7\n", {}
    for number, body in bodies.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    first = (1, places[1], 0) if spare else (2, 4, 0)
    rows = [(0, 0, 65535), first, (1, places[2], 0), (1, places[3], 0), (1, places[4], 0), (1, start, 0)]
    if spare:
        rows.append((2, 4, 0))
    table = b"".join(struct.pack("!BLH", *row) for row in rows)
    head = b"<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Length %d >>" % (len(rows), len(table))
    return out + b"5 0 obj\n" + head + b"\nstream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % start


def pdf_with_object(body: bytes) -> bytes:
    """A PDF of one blank page with one more object, which nothing in the document calls for."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        body,
    ]
    out, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, content in enumerate(bodies, start=1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    trailer = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 5\n" + table + trailer


_JUDGE_ALONE = """
import json, re, resource, sys, time
from pathlib import Path
from vault import apart
from vault.judge import Limits, judge
from vault.kinds import Kind
from vault.refused import Refused

def peak():  # of this program alone; what getrusage tells is inherited from the program that started it
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024

before, began, code = peak(), time.process_time(), ""
with open(sys.argv[1], "rb") as file:
    try:
        judge(file, name=sys.argv[1], accept=frozenset(Kind), limits=Limits())
    except Refused as refusal:
        code = refusal.code
apart.stop()  # so that what its children took is known
child = resource.getrusage(resource.RUSAGE_CHILDREN)
took = time.process_time() - began + child.ru_utime + child.ru_stime
print(json.dumps([code, max(peak() - before, child.ru_maxrss / 1024), took]))
"""


def judged_alone(content: bytes, place: Path) -> tuple[str, float, float]:
    """Judge the file in a process of its own: code of the refusal or "", megabytes it took at its peak, seconds of
    the processor."""
    place.write_bytes(content)
    command = [sys.executable, "-c", _JUDGE_ALONE, place]
    run = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    code, megabytes, seconds = json.loads(run.stdout)
    return code, megabytes, seconds
