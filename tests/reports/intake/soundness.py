"""What a program that opens a workbook takes for granted; where it does not hold, Excel offers a repair."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from reports.intake.sheet_marks import _ORDER

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
VML = "{urn:schemas-microsoft-com:vml}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def unsound(content: bytes) -> list[str]:
    """All that is not as it should be in a package; nothing for a sound one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names if not name.endswith("/")}
    found = [f"{name} stands twice" for name in set(names) if names.count(name) > 1]
    found += _types(parts)
    for name in parts:
        if name.endswith(".rels"):
            found += _relations(name, parts)
    styles = etree.fromstring(parts["xl/styles.xml"])
    found += _styles(styles)
    found += _book(etree.fromstring(parts["xl/workbook.xml"]))
    for name, part in parts.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            found += [f"{name}: {each}" for each in _sheet(etree.fromstring(part), name, parts, styles)]
    return found


def related(part: str, parts: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    """Kind and path of what a part refers to inside the package, by id."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in parts:
        return {}
    return {
        each.get("Id"): (
            each.get("Type").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, each.get("Target"))).lstrip("/"),
        )
        for each in etree.fromstring(parts[path])
        if each.get("TargetMode") != "External"
    }


def _types(parts: dict[str, bytes]) -> Iterator[str]:
    types = etree.fromstring(parts["[Content_Types].xml"])
    endings = {each.get("Extension").lower() for each in types.iter(f"{TYPES}Default")}
    overrides = [each.get("PartName").lstrip("/") for each in types.iter(f"{TYPES}Override")]
    for name in parts:
        if name != "[Content_Types].xml" and name not in overrides and name.rpartition(".")[2].lower() not in endings:
            yield f"{name} has no type"
    for name in set(overrides):
        if name not in parts:
            yield f"{name} has a type and is not there"
        if overrides.count(name) > 1:
            yield f"{name} has two types"


def _relations(name: str, parts: dict[str, bytes]) -> Iterator[str]:
    folder, file = posixpath.split(name)
    source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
    if source and source not in parts:
        yield f"{name} belongs to nothing"
    identifiers = [each.get("Id") for each in etree.fromstring(parts[name])]
    if len(identifiers) != len(set(identifiers)):
        yield f"{name} has an id twice"
    for kind, path in related(source, parts).values():
        if path not in parts:
            yield f"{name}: {kind} {path} is not there"


def _styles(styles: etree._Element) -> Iterator[str]:
    for each in styles:
        if each.get("count") and int(each.get("count")) != len(each):
            yield f"{etree.QName(each).localname} are {len(each)}, not {each.get('count')}"
    counts = {name: len(styles.find(f"{MAIN}{name}")) for name in ("fonts", "fills", "borders")}
    for look in styles.find(f"{MAIN}cellXfs"):
        for name in counts:
            if int(look.get(f"{name[:-1]}Id", 0)) >= counts[name]:
                yield f"a look of {name} that is not there"


def _book(book: etree._Element) -> Iterator[str]:
    sheets = book.find(f"{MAIN}sheets")
    for attribute in ("name", "sheetId", f"{RELATION}id"):
        values = [each.get(attribute, "").casefold() for each in sheets]
        if len(values) != len(set(values)):
            yield f"two sheets have the same {attribute}"
    names = [(each.get("name"), each.get("localSheetId")) for each in book.iter(f"{MAIN}definedName")]
    if len(names) != len(set(names)):
        yield "a name is defined twice"
    if any(place is not None and int(place) >= len(sheets) for _, place in names):
        yield "a name of a sheet that is not there"


def _sheet(sheet: etree._Element, name: str, parts: dict[str, bytes], styles: etree._Element) -> Iterator[str]:
    order = _ORDER.split()
    places = [order.index(local) for each in sheet if (local := etree.QName(each).localname) in order]
    if places != sorted(places):
        yield "children out of order"
    looks, dxfs = len(styles.find(f"{MAIN}cellXfs")), styles.find(f"{MAIN}dxfs")
    colours = 0 if dxfs is None else len(dxfs)
    if any(int(cell.get("s", 0)) >= looks for cell in sheet.iter(f"{MAIN}c")):
        yield "a cell of a look that is not there"
    if any(int(rule.get("dxfId", 0)) >= max(colours, 1) for rule in sheet.iter(f"{MAIN}cfRule")):
        yield "a colour that is not there"
    refers = related(name, parts)
    for each in sheet.iter():
        used = each.get(f"{RELATION}id") if isinstance(each.tag, str) else None
        if used and etree.QName(each).localname != "hyperlink" and used not in refers:
            yield f"{etree.QName(each).localname} refers to nothing"
    comments = next((path for kind, path in refers.values() if kind == "comments"), None)
    drawing = next((path for kind, path in refers.values() if kind == "vmlDrawing"), None)
    if bool(drawing) != (sheet.find(f"{MAIN}legacyDrawing") is not None):
        yield "the drawing of notes is not named"
    if comments:
        yield from _notes(etree.fromstring(parts[comments]), etree.fromstring(parts[drawing or ""]))


def _notes(comments: etree._Element, drawing: etree._Element) -> Iterator[str]:
    authors = len(comments.find(f"{MAIN}authors"))
    texts = [(each.get("ref"), int(each.get("authorId"))) for each in comments.iter(f"{MAIN}comment")]
    if any(author >= authors for _, author in texts):
        yield "a note of nobody"
    boxes = [
        (int(data.findtext(f"{EXCEL}Row")), int(data.findtext(f"{EXCEL}Column")))
        for data in drawing.iter(f"{EXCEL}ClientData")
        if data.get("ObjectType") == "Note"
    ]
    # LibreOffice calls all boxes "shape_0", which every program bears with.
    identifiers = [name for each in drawing.iter(f"{VML}shape") if (name := each.get("id", "")).startswith("_x0000_s")]
    if len(identifiers) != len(set(identifiers)):
        yield "two boxes have the same id"
    if sorted(boxes) != sorted(_place(reference) for reference, _ in texts):
        yield "notes and boxes do not fit together"


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]) - 1, column - 1
