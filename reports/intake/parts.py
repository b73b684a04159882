"""The parts of an .xlsx package, to be changed one by one; what nobody touches stays as it was, byte for byte.

Small parts are changed as trees. The parser knows no entities and fetches nothing; a document type is refused.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, TypeAlias

from lxml import etree

from sheets import DAMAGED, Unreadable

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)

Element: TypeAlias = Any  #: of a tree; the library is published without types


def parse(xml: bytes, *, forgiving: bool = False) -> Element:
    """A small part as a tree. ``forgiving`` takes the drawings that Excel writes with tags left open."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=forgiving)
    root = etree.fromstring(xml, parser)
    if root is None or root.getroottree().docinfo.doctype:
        raise Unreadable(DAMAGED)
    return root


def written(root: Element) -> bytes:
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


class Parts:
    """A package opened for changing."""

    def __init__(self, file: BinaryIO) -> None:
        self._archive = zipfile.ZipFile(file)
        self._changed: dict[str, bytes | None] = {}
        self._types = parse(self.read(_TYPES_PART))

    def __contains__(self, path: str) -> bool:
        return self._changed[path] is not None if path in self._changed else path in self._archive.NameToInfo

    def read(self, path: str) -> bytes:
        """Raises KeyError for a part that there is not."""
        if path not in self._changed:
            return self._archive.read(path)
        content = self._changed[path]
        if content is None:
            raise KeyError(path)
        return content

    def put(self, path: str, content: bytes, *, content_type: str | None = None) -> None:
        """Add or replace a part. A new one says its ``content_type``."""
        self._changed[path] = content
        if content_type and not self._typed(path):
            etree.SubElement(self._types, f"{{{_TYPES}}}Override", PartName=f"/{path}", ContentType=content_type)

    def drop(self, path: str) -> None:
        """Take a part out, and what it alone refers to by its relations file."""
        for each in (path, relations_path(path)):
            if each in self:
                self._changed[each] = None
            for entry in self._typed(each):
                self._types.remove(entry)

    def name_ending(self, ending: str, content_type: str) -> None:
        """Say what parts with this ending are, unless the package says so already."""
        known = [each.get("Extension", "").lower() for each in self._types.iter(f"{{{_TYPES}}}Default")]
        if ending not in known:
            entry = etree.Element(f"{{{_TYPES}}}Default", Extension=ending, ContentType=content_type)
            self._types.insert(0, entry)

    def to_bytes(self) -> bytes:
        self._changed[_TYPES_PART] = written(self._types)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in self._archive.infolist():
                if entry.filename in self:
                    _write(target, entry.filename, self.read(entry.filename), entry.date_time, entry.compress_type)
            for path, content in self._changed.items():
                if content is not None and path not in self._archive.NameToInfo:
                    _write(target, path, content, _EPOCH, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _typed(self, path: str) -> list[Element]:
        return [each for each in self._types.iter(f"{{{_TYPES}}}Override") if each.get("PartName") == f"/{path}"]


class Relations:
    """What one part refers to. ``""`` is the package itself."""

    def __init__(self, parts: Parts, source: str) -> None:
        self._parts, self._source = parts, source
        self._path = relations_path(source)
        empty = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        self._root = parse(parts.read(self._path) if self._path in parts else empty)

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Id, last word of the type ("worksheet") and path of each part inside the package."""
        for each in self._root:
            if each.tag == f"{{{_RELATIONS}}}Relationship" and each.get("TargetMode") != "External":
                folder = posixpath.dirname(self._source)
                path = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
                yield each.get("Id", ""), each.get("Type", "").rpartition("/")[2], path

    def path_of(self, kind: str) -> str | None:
        """The first part of this kind."""
        return next((path for _, found, path in self if found == kind and path in self._parts), None)

    def id_of(self, path: str) -> str | None:
        return next((identifier for identifier, _, found in self if found == path), None)

    def add(self, kind: str, path: str) -> str:
        """Refer to a part, if that is not done already; the id of the relation."""
        known = self.id_of(path)
        if known:
            return known
        taken = {each.get("Id") for each in self._root}
        identifier = next(name for number in range(1, 10**6) if (name := f"rIdAmanah{number}") not in taken)
        attributes = {"Id": identifier, "Type": f"{OFFICE}/{kind}", "Target": f"/{path}"}
        etree.SubElement(self._root, f"{{{_RELATIONS}}}Relationship", attributes)
        self._keep()
        return identifier

    def drop(self, path: str) -> None:
        """No longer refer to a part; it goes out of the package with that."""
        identifier = self.id_of(path)
        for each in list(self._root):
            if each.get("Id") == identifier:
                self._root.remove(each)
        self._parts.drop(path)
        self._keep()

    def _keep(self) -> None:
        self._parts.put(self._path, written(self._root))


def relations_path(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _write(target: zipfile.ZipFile, path: str, content: bytes, moment: tuple[int, ...], packing: int) -> None:
    info = zipfile.ZipInfo(path, (moment[0], moment[1], moment[2], moment[3], moment[4], moment[5]))
    info.compress_type, info.external_attr = packing, 0o600 << 16
    target.writestr(info, content)
