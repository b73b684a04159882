"""Sound workbooks, spoiled by chance in the bytes of the archive or in the XML of its parts; always the same ones."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from tests.reports.intake.desk import clean
from tests.workbooks.samples import CLEAN, FAULTY, MENDED

SEED = 20211120
#: Rows below this one are empty but formatted; without them thousands of cases take seconds, not minutes.
_LAST_KEPT = 24
_ROW = re.compile(rb'<row r="([0-9]+)".*?</row>|<row r="[0-9]+"[^>]*/>', re.DOTALL)
_VALUE = re.compile(rb'"[^"<>]*"')
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=<)")
_ATTRIBUTE = re.compile(rb' [A-Za-z:]+="[^"<>]*"')
_ELEMENT = re.compile(rb"<([A-Za-z:]+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)")
_NAME = re.compile(rb"(?<=<)/?[A-Za-z:]+")
_ODD_VALUES = (
    b"",
    b" ",
    b"-1",
    b"0",
    b"1e308",
    b"nan",
    b"INF",
    b"99999999999",
    b"1_0",
    b"\xd9\xa3",
    b"true",
    b"_x0000_",
    b"_xD800_",
    b"_x000D_",
    b"&#55296;",
    b"&#0;",
    b"&lt;script&gt;",
    b"&jahat;",
    b"A1:XFD1048576",
    b"XFD1048576",
    b"ZZZZ9",
    b"$A$1",
    b"#REF!",
    b"=1+1",
    b"s",
    b"inlineStr",
    b"d",
    b"e",
    b"b",
    b"../../../etc/passwd",
    b"xl/workbook.xml",
    b"rId1",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"2021-02-30",
    b"9" * 400,
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"<![CDATA[x]]>",
)


class Mutant(NamedTuple):
    name: str
    content: bytes


@cache
def originals() -> tuple[bytes, ...]:
    """Workbooks as LibreOffice and as our own generator write them, without their empty rows."""
    return tuple(_shortened(content) for content in (clean(), *(path.read_bytes() for path in (CLEAN, FAULTY, MENDED))))


def mutants(kind: str, count: int) -> Iterator[Mutant]:
    """``kind`` is "bytes" or "xml"."""
    spoil = {"bytes": _spoil_bytes, "xml": _spoil_xml}[kind]
    for number in range(count):
        chance = random.Random(f"{SEED} {kind} {number}")
        yield Mutant(f"{kind} {number}", spoil(chance, chance.choice(originals())))


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _shortened(content: bytes) -> bytes:
    def keep(row: re.Match[bytes]) -> bytes:
        return row[0] if not row[1] or int(row[1]) <= _LAST_KEPT else b""

    return _packed(
        {
            name: _ROW.sub(keep, part) if name.startswith("xl/worksheets/sheet") else part
            for name, part in _parts(content).items()
        }
    )


def _spoil_bytes(chance: random.Random, content: bytes) -> bytes:
    """Bytes of the archive itself: flipped, lost, doubled, cut off, or taken from somewhere else in it."""
    spoiled = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 4, 16))):
        place = chance.randrange(len(spoiled))
        length = chance.choice((1, 1, 2, 4, 30))
        match chance.randrange(6):
            case 0:
                spoiled[place] ^= 1 << chance.randrange(8)
            case 1:
                del spoiled[place : place + length]
            case 2:
                spoiled[place:place] = chance.randbytes(length)
            case 3:
                spoiled[place : place + length] = bytes([chance.choice((0, 0xFF))]) * length
            case 4:
                origin = chance.randrange(len(spoiled))
                spoiled[place : place + length] = spoiled[origin : origin + length]
            case _:
                # The headers and the directory, where the archive says what it is.
                mark = chance.choice((b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"))
                found = spoiled.find(mark, place)
                at = (found if found >= 0 else 0) + chance.randrange(46)
                if at < len(spoiled):
                    spoiled[at] = chance.randrange(256)
    if not chance.randrange(12):
        del spoiled[chance.randrange(1, len(spoiled)) :]
    return bytes(spoiled)


def _spoil_xml(chance: random.Random, content: bytes) -> bytes:
    """The XML of some parts; packed soundly again, so that the reader gets to see it."""
    parts = _parts(content)
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice([*parts, *sheets, *sheets])
        parts[name] = chance.choice(_XML_CHANGES)(chance, parts[name])
    if not chance.randrange(25):
        del parts[chance.choice(sorted(parts))]
    return _packed(parts)


def _exchange(pattern: re.Pattern[bytes], made: Callable[[random.Random, bytes], bytes]) -> Callable[..., bytes]:
    """A change of one place, chosen by chance, that the pattern finds."""

    def change(chance: random.Random, part: bytes) -> bytes:
        found = list(pattern.finditer(part))
        if not found:
            return part
        spot = chance.choice(found)
        return part[: spot.start()] + made(chance, spot[0]) + part[spot.end() :]

    return change


def _odd(chance: random.Random, _: bytes) -> bytes:
    return chance.choice(_ODD_VALUES)


def _swapped(chance: random.Random, part: bytes) -> bytes:
    """Two elements change places."""
    found = list(_ELEMENT.finditer(part))
    if len(found) < 2:
        return part
    first, second = sorted(chance.sample(found, 2), key=lambda spot: spot.start())
    return b"".join(
        (part[: first.start()], second[0], part[first.end() : second.start()], first[0], part[second.end() :])
    )


def _crumbled(chance: random.Random, part: bytes) -> bytes:
    spoiled = bytearray(part)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(spoiled))
        spoiled[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
    return bytes(spoiled)


_XML_CHANGES: tuple[Callable[..., bytes], ...] = (
    _exchange(_VALUE, lambda chance, old: b'"' + _odd(chance, old) + b'"'),
    _exchange(_VALUE, lambda chance, old: b'"' + _odd(chance, old) + b'"'),
    _exchange(_TEXT, _odd),
    _exchange(_TEXT, _odd),
    _exchange(_ATTRIBUTE, lambda chance, old: b""),
    _exchange(_ATTRIBUTE, lambda chance, old: old + old),
    _exchange(_ELEMENT, lambda chance, old: b""),
    _exchange(_ELEMENT, lambda chance, old: old * chance.choice((2, 3, 200))),
    _exchange(_ELEMENT, lambda chance, old: b"<x>" + old + b"</x>"),
    _exchange(
        _NAME, lambda chance, old: chance.choice((b"c", b"row", b"v", b"is", b"f", b"x:c", b"mergeCell", b"sheet"))
    ),
    _swapped,
    _crumbled,
)
