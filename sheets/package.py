"""Opens the parts of an .xlsx package safely: which sheets there are, shared strings, which styles are dates.

Everything is parsed by expat with document type declarations refused, so no entity is ever defined or expanded,
and nothing outside the file is ever read.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from sheets.refusals import (
    DAMAGED,
    NOT_XLSX,
    STRICT,
    TOO_LARGE,
    Unreadable,
    crowded,
    damage_told,
    ill_named,
    named_twice,
)
from sheets.values import unescape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships "
_MAX_PART = 512 * 1024 * 1024  #: bytes one part may unpack to
_CHUNK = 64 * 1024
_NOT_IN_TITLES = re.compile(r"[\\/?*:\[\]]")
_STATES = ("visible", "hidden", "veryHidden")
#: Formats that programs of East Asia use without saying what they are; all show days.
_DATES_OF_THE_EAST = frozenset((*range(27, 32), 36, *range(50, 55), 57, 58))

Start = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the package that holds cells."""

    title: str
    hidden: bool
    path: str


@dataclass(slots=True)
class Package:
    """A workbook, opened. ``sheets`` stand in their order; chart sheets are left out."""

    archive: zipfile.ZipFile
    sheets: list[SheetPart] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    styles: frozenset[str] = frozenset({"0"})  #: style indices, as the sheets write them
    date_styles: frozenset[str] = frozenset()  #: those of them that show dates
    since_1904: bool = False


class _Relation(NamedTuple):
    """What a part refers to inside the package."""

    identifier: str
    kind: str  #: last word of its type, "worksheet"; the whole type where that is not one of office documents
    path: str


def open_package(file: BinaryIO, *, most_sheets: int) -> Package:
    """Reads everything of the package but the sheets' cells. Raises Unreadable with a sentence."""
    with damage_told():
        archive = zipfile.ZipFile(file)
        if "_rels/.rels" not in archive.NameToInfo:  # some other kind of zip, an .ods say
            raise Unreadable(NOT_XLSX)
        relations = _relations(archive, "")
        main = next((each.path for each in relations if each.kind == "officeDocument"), None)
        if main is None:
            strict = any(each.kind.startswith(_STRICT) for each in relations)
            raise Unreadable(STRICT if strict else NOT_XLSX)
        package = Package(archive)
        relations = _relations(archive, main)
        _read_workbook_part(package, main, relations)
        if len(package.sheets) > most_sheets:
            raise Unreadable(crowded(len(package.sheets), most_sheets))
        for each in relations:
            if each.kind == "sharedStrings" and each.path in archive.NameToInfo:  # some refer to one that they left out
                package.strings = _read_strings(archive, each.path)
            elif each.kind == "styles":
                package.styles, package.date_styles = _read_styles(archive, each.path)
        return package


def parse_part(
    archive: zipfile.ZipFile,
    path: str,
    *,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Streams one XML part through the given handlers, a piece at each step. Element names arrive as "namespace name".

    Raises whatever a broken part raises; ``damage_told`` makes a sentence of it.
    """
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
        while piece := stream.read(_CHUNK):
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
        yield


def _parse_whole(
    archive: zipfile.ZipFile,
    path: str,
    *,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    for _ in parse_part(archive, path, start=start, end=end, text=text):
        pass


def _refuse_doctype(*_: object) -> None:
    raise Unreadable(DAMAGED)


def _relations(archive: zipfile.ZipFile, part: str) -> list[_Relation]:
    """What a part refers to; "" is the package itself. Names of parts disregard capitals, as the format has it."""
    folder, name = posixpath.split(part)
    names = {each.casefold(): each for each in archive.NameToInfo}
    found: list[_Relation] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == _PACKAGE + "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            parent, _, word = attributes["Type"].rpartition("/")
            kind = word if parent == _OFFICE else attributes["Type"]
            found.append(_Relation(attributes["Id"], kind, names.get(path.casefold(), path)))

    path = posixpath.join(folder, "_rels", f"{name}.rels")
    _parse_whole(archive, names.get(path.casefold(), path), start=start)
    return found


def _read_workbook_part(package: Package, main: str, relations: list[_Relation]) -> None:
    by_identifier = {each.identifier: each for each in relations}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == MAIN + "sheet":
            relation = by_identifier.get(attributes.get(f"{_OFFICE} id", ""))
            if relation is not None and relation.kind == "worksheet":
                _check_sheet(package, attributes)
                hidden = attributes.get("state", "visible") != "visible"
                package.sheets.append(SheetPart(attributes["name"], hidden, relation.path))
            elif relation is None or relation.kind != "chartsheet":  # of other kinds nobody knows what they hold
                raise Unreadable(DAMAGED)
        elif name == MAIN + "workbookPr":
            package.since_1904 = attributes.get("date1904") in ("1", "true")

    _parse_whole(package.archive, main, start=start)


def _check_sheet(package: Package, attributes: dict[str, str]) -> None:
    """Raises Unreadable for a sheet that no spreadsheet can have: then other programs see another workbook than we."""
    title = attributes["name"]
    if _NOT_IN_TITLES.search(title):
        raise Unreadable(ill_named(title))
    if any(title.casefold() == other.title.casefold() for other in package.sheets):
        raise Unreadable(named_twice(title))
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

    _parse_whole(archive, path, start=start, end=end, text=text)
    return strings


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

    _parse_whole(archive, path, start=start, end=end)
    dates = {number for number, code in formats.items() if is_date_format(code)}
    dates |= _DATES_OF_THE_EAST - formats.keys()
    known = frozenset({"0"}.union(str(index) for index in range(len(used))))
    return known, frozenset(str(index) for index, number in enumerate(used) if number in dates)
