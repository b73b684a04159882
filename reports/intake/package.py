"""Opens the parts of an .xlsx package safely: which sheets there are, shared strings, which styles are dates.

Everything is parsed by expat with document type declarations refused, so no entity is ever defined or expanded,
and nothing outside the file is ever read.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships "
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships "
_OFFICE_DOCUMENT = _RELATIONS.strip() + "/officeDocument"
_MAX_PART = 512 * 1024 * 1024  #: bytes one part may unpack to
_NOT_IN_TITLES = re.compile(r"[\\/?*:\[\]]")
_STATES = ("visible", "hidden", "veryHidden")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

NOT_XLSX = (
    "Berkas ini tidak dapat dibuka sebagai buku kerja Excel (.xlsx). "
    "Buka di Excel atau LibreOffice, pilih Simpan Sebagai “Excel Workbook (.xlsx)”, lalu unggah kembali."
)
DAMAGED = (
    "Isi berkas ini rusak atau terpotong. "
    "Buka di Excel atau LibreOffice, simpan kembali sebagai .xlsx, lalu unggah. "
    "Bila tetap gagal, unduh buku kerja yang baru dan salin isian Anda ke sana."
)
STRICT = (
    "Berkas ini disimpan sebagai “Strict Open XML”. "
    "Buka di Excel, pilih Simpan Sebagai “Excel Workbook (.xlsx)”, lalu unggah kembali."
)
TOO_LARGE = "Isi berkas ini terlalu besar untuk dibaca. Hapus lembar dan gambar yang bukan bagian dari LPJ."

Start = Callable[[str, dict[str, str]], None]


class Unreadable(Exception):
    """The workbook cannot be judged at all; ``str()`` is the sentence for the person who uploaded it."""


@contextmanager
def damage_told() -> Iterator[None]:
    """Turns every way in which a broken file shows itself into Unreadable."""
    try:
        yield
    except zipfile.BadZipFile as error:
        raise Unreadable(NOT_XLSX) from error
    except (expat.ExpatError, zlib.error, EOFError, KeyError, IndexError, ValueError, OverflowError) as error:
        raise Unreadable(DAMAGED) from error
    except (NotImplementedError, RuntimeError) as error:  # unknown compression; an encrypted entry
        raise Unreadable(NOT_XLSX) from error


@dataclass(frozen=True, slots=True)
class SheetPart:
    title: str
    hidden: bool
    path: str


@dataclass(slots=True)
class Package:
    archive: zipfile.ZipFile
    sheets: list[SheetPart] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    styles: frozenset[str] = frozenset({"0"})  #: style indices, as the sheets write them
    date_styles: frozenset[str] = frozenset()  #: those of them that show dates
    since_1904: bool = False


def parse_part(
    archive: zipfile.ZipFile,
    path: str,
    *,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Streams one XML part through the given handlers. Element names arrive as "namespace name"."""
    if archive.getinfo(path).file_size > _MAX_PART:
        raise Unreadable(TOO_LARGE)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    with archive.open(path) as stream:
        parser.ParseFile(stream)


def _refuse_doctype(*_: object) -> None:
    raise Unreadable(DAMAGED)


def open_package(file: BinaryIO) -> Package:
    """Reads everything of the package but the sheets' cells. Raises Unreadable."""
    with damage_told():
        archive = zipfile.ZipFile(file)
        if "_rels/.rels" not in archive.namelist():  # some other kind of zip, an .ods say
            raise Unreadable(NOT_XLSX)
        main = next(iter(_relations(archive, "").get(_OFFICE_DOCUMENT, ())), None)
        if main is None:
            strict = any(kind.startswith(_STRICT) for kind in _relations(archive, ""))
            raise Unreadable(STRICT if strict else NOT_XLSX)
        package = Package(archive)
        _read_workbook_part(package, main)
        others = _relations(archive, main)
        for path in others.get(_RELATIONS.strip() + "/sharedStrings", ()):
            package.strings = _read_strings(archive, path)
        for path in others.get(_RELATIONS.strip() + "/styles", ()):
            package.styles, package.date_styles = _read_styles(archive, path)
        return package


def _relation_list(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str, str]]:
    """(id, type, path) of what a part refers to inside the package; "" is the package itself."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found: list[tuple[str, str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == _PACKAGE + "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            found.append((attributes["Id"], attributes["Type"], target))

    parse_part(archive, path, start=start)
    return found


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, list[str]]:
    by_type: dict[str, list[str]] = {}
    for _, kind, path in _relation_list(archive, part):
        by_type.setdefault(kind, []).append(path)
    return by_type


def _read_workbook_part(package: Package, main: str) -> None:
    paths = {identifier: path for identifier, _, path in _relation_list(package.archive, main)}
    by_type = _relations(package.archive, main)
    worksheets = by_type.get(_RELATIONS.strip() + "/worksheet", [])
    charts = by_type.get(_RELATIONS.strip() + "/chartsheet", [])

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == MAIN + "sheet":
            path = paths.get(attributes.get(_RELATIONS + "id", ""), "")
            if path in worksheets:
                _check_sheet(package, attributes)
                package.sheets.append(
                    SheetPart(attributes["name"], attributes.get("state", "visible") != "visible", path)
                )
            elif path not in charts:  # chart sheets hold no cells; of any other kind nobody knows what it holds
                raise Unreadable(DAMAGED)
        elif name == MAIN + "workbookPr":
            package.since_1904 = attributes.get("date1904") in ("1", "true")

    parse_part(package.archive, main, start=start)


def _check_sheet(package: Package, attributes: dict[str, str]) -> None:
    """Raises Unreadable for a sheet that no spreadsheet can have: then other programs see another workbook than we."""
    title = attributes["name"]
    if _NOT_IN_TITLES.search(title):
        raise Unreadable(
            f"Nama lembar “{title[:31]}” memuat tanda yang tidak boleh dipakai (\\ / ? * : [ ]). "
            "Ganti nama lembar itu, simpan, lalu unggah kembali."
        )
    if any(title.casefold() == other.title.casefold() for other in package.sheets):
        raise Unreadable(
            f"Ada dua lembar bernama “{title[:31]}” di dalam berkas ini, sehingga tidak jelas mana yang berlaku. "
            "Buka di Excel atau LibreOffice, hapus atau ganti nama salah satunya, simpan, lalu unggah kembali."
        )
    if attributes.get("state", "visible") not in _STATES:
        raise Unreadable(DAMAGED)


def _read_strings(archive: zipfile.ZipFile, path: str) -> list[str]:
    strings: list[str] = []
    parts: list[str] = []
    reading = phonetic = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal reading, phonetic
        if name == MAIN + "t":
            reading = not phonetic
        elif name == MAIN + "rPh":
            phonetic = True

    def end(name: str) -> None:
        nonlocal reading, phonetic
        if name == MAIN + "t":
            reading = False
        elif name == MAIN + "si":
            strings.append(unescape("".join(parts)))
            parts.clear()
        elif name == MAIN + "rPh":
            phonetic = False

    def text(data: str) -> None:
        if reading:
            parts.append(data)

    parse_part(archive, path, start=start, end=end, text=text)
    return strings


_NO_CHARACTERS = dict.fromkeys((0x0, 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")


def unescape(text: str) -> str:
    """Text of a cell with Excel's own escapes ("_x000D_") resolved.

    NUL, half characters (lone surrogates), and the two that are none, which no database stores or no file carries,
    become the sign for the unreadable.
    """
    if "_x" not in text:
        return text
    resolved = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).translate(_NO_CHARACTERS)
    return resolved.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read_styles(archive: zipfile.ZipFile, path: str) -> tuple[frozenset[str], frozenset[str]]:
    """All style indices, and those that show dates."""
    formats = dict(BUILTIN_FORMATS)
    used: list[int] = []
    in_cell_formats = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal in_cell_formats
        if name == MAIN + "numFmt" and "formatCode" in attributes:
            formats[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == MAIN + "cellXfs":
            in_cell_formats = True
        elif name == MAIN + "xf" and in_cell_formats:
            used.append(int(attributes.get("numFmtId", "0")))

    def end(name: str) -> None:
        nonlocal in_cell_formats
        if name == MAIN + "cellXfs":
            in_cell_formats = False

    parse_part(archive, path, start=start, end=end)
    dates = {number for number, code in formats.items() if is_date_format(code)}
    known = frozenset({"0"}.union(str(index) for index in range(len(used))))
    return known, frozenset(str(index) for index, number in enumerate(used) if number in dates)
