"""The workbook part of a package that gets a front sheet: its list of sheets, its names, the sheet that is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reports.intake.parts import OFFICE, Element, Parts, Relations, parse, written
from sheets import DAMAGED, NOT_XLSX, Unreadable
from sheets.package import MAIN as _MAIN

_NS = f"{{{_MAIN.strip()}}}"
_ID = f"{{{OFFICE}}}id"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_LISTS_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet as the book lists it; ``kind`` is the last word of its relation ("worksheet", "chartsheet")."""

    title: str
    path: str
    kind: str
    visible: bool


class Book:
    """The workbook part, opened for changing."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        path = Relations(parts, "").path_of("officeDocument")
        if path is None:
            raise Unreadable(NOT_XLSX)
        self._path = path
        self._relations = Relations(parts, path)
        self._root = parse(parts.read(path))
        sheets = self._root.find(f"{_NS}sheets")
        if sheets is None:
            raise Unreadable(DAMAGED)
        self._sheets = sheets

    def sheets(self) -> Iterator[BookSheet]:
        known = {identifier: (kind, path) for identifier, kind, path in self._relations}
        for each in self._entries():
            kind, path = known[each.get(_ID, "")]
            yield BookSheet(each.get("name", ""), path, kind, each.get("state", "visible") == "visible")

    def styles(self) -> str | None:
        return self._relations.path_of("styles")

    def put_styles(self, content: bytes) -> None:
        path = self.styles() or "xl/amanah-styles.xml"
        self._parts.put(path, content, content_type=_STYLES_TYPE)
        self._relations.add("styles", path)

    def drop_links(self) -> None:
        """Links to other workbooks are not carried on."""
        for path in [path for _, kind, path in self._relations if kind == "externalLink"]:
            self._relations.drop(path)
        for each in list(self._root.iter(f"{_NS}externalReferences")):
            self._root.remove(each)

    def put_first(self, title: str, path: str, content: bytes, *, header_row: int, last_column: str, last: int) -> None:
        """A sheet in front of all others, in the place of one with this title; the book opens with it."""
        order = self._entries()
        before = next((each for each in order if each.get("name", "").casefold() == title.casefold()), None)
        number = before.get("sheetId") if before is not None else None
        if before is not None:
            self._drop(before)
        self._parts.put(path, content, content_type=_SHEET_TYPE)
        taken = [int(each.get("sheetId", "0")) for each in self._entries()]
        entry = etree.Element(f"{_NS}sheet", name=title, sheetId=number or str(max(taken, default=0) + 1))
        entry.set(_ID, self._relations.add("worksheet", path))
        self._sheets.insert(0, entry)
        self._rename(order, before)
        self._name("_xlnm._FilterDatabase", f"{title}!$A${header_row}:${last_column}${last}", hidden="1")
        self._name("_xlnm.Print_Titles", f"{title}!${header_row}:${header_row}")
        for view in self._root.iter(f"{_NS}workbookView"):
            for attribute in ("activeTab", "firstSheet"):
                view.attrib.pop(attribute, None)
        self._parts.put(self._path, written(self._root))

    def _entries(self) -> list[Element]:
        return list(self._sheets.iter(f"{_NS}sheet"))

    def _drop(self, entry: Element) -> None:
        path = next(path for identifier, _, path in self._relations if identifier == entry.get(_ID))
        for _, _, part in list(Relations(self._parts, path)):
            if "amanah" in part or "/tables/" in part:
                self._parts.drop(part)
        self._relations.drop(path)
        self._sheets.remove(entry)

    def _names(self) -> Element:
        names = self._root.find(f"{_NS}definedNames")
        if names is None:
            names = etree.Element(f"{_NS}definedNames")
            after = next(each for name in _LISTS_BEFORE_NAMES for each in self._root.iter(f"{_NS}{name}"))
            after.addnext(names)
        return names

    def _rename(self, order: list[Element], gone: Element | None) -> None:
        """Names of one sheet say its place, which has changed."""
        places = {id(entry): place for place, entry in enumerate(self._entries())}
        for name in list(self._names()):
            local = name.get("localSheetId")
            if local is None or int(local) >= len(order):
                continue
            entry = order[int(local)]
            if entry is gone:
                self._names().remove(name)
            else:
                name.set("localSheetId", str(places[id(entry)]))

    def _name(self, name: str, refers_to: str, **attributes: str) -> None:
        entry = etree.SubElement(self._names(), f"{_NS}definedName", name=name, localSheetId="0", **attributes)
        entry.text = refers_to
