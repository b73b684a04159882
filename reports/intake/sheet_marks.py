"""Marks on the XML of a sheet: colours of cells, the notes' drawing, the sheet that is open.

The bytes of the sheet are never built anew: a pass notes at which offsets something stands or may stand, and just
there pieces are cut out and put in. Rows, however many, are copied as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.utils.cell import range_boundaries

from reports.intake.parts import OFFICE
from sheets import DAMAGED, Unreadable

HIGHLIGHT = 'ISTEXT("temuan-amanah")'  #: always true; tells our conditional formats from the treasurer's
#: Children of a worksheet in the order in which the format wants them, as far as it matters here.
_ORDER = """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
    autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
    hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
    ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls
    webPublishItems tableParts extLst
"""
_RANK = {name: rank for rank, name in enumerate(_ORDER.split())}
_RANGES_IN_ONE = 200  #: ranges in one conditional format
_SELECTED = re.compile(rb"""\stabSelected\s*=\s*(?:"[^"]*"|'[^']*')""")
_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

Span = tuple[int, int]


@dataclass(slots=True)
class Outline:
    """Where things stand in the bytes of a sheet."""

    prefix: str = ""  #: of the names of its elements, with its colon
    colours_at: int = 0
    drawing_at: int = 0
    drawing: str | None = None  #: id of the relation to the drawing of its notes
    drawing_span: Span | None = None
    views: list[Span] = field(default_factory=list)  #: start tags of its views
    ours: list[Span] = field(default_factory=list)  #: conditional formats of ours
    priority: int = 0  #: highest of the others'
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  #: left, top, right, bottom


def utf8(xml: bytes) -> bytes:
    """The part in UTF-8, which offsets and pieces are in."""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _DECLARATION.sub("", xml.decode("utf-16")).encode()
    return xml


def outline(xml: bytes) -> Outline:
    """Raises ExpatError, or Unreadable, for what is no sheet."""
    found = Outline()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    path: list[str] = []
    opened: list[int] = []
    rules: list[tuple[Span, bool, int]] = []  # of one conditional format: place, whether ours, priority
    formula: list[str] = []
    priority = 0
    rows = ""  #: the name of the element that holds all rows

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal priority, rows
        local = _local(name)
        at = parser.CurrentByteIndex
        path.append(local)
        opened.append(at)
        if len(path) == 1:
            prefix = name.split(" ")[2:]
            found.prefix = f"{prefix[0]}:" if prefix else ""
        elif len(path) == 2:
            _place(found, local, at)
            if local == "sheetData":
                rows = name
                parser.StartElementHandler = parser.CharacterDataHandler = None
                parser.EndElementHandler = end_of_rows
            elif local == "legacyDrawing":
                found.drawing = next((value for key, value in attributes.items() if key.startswith(OFFICE)), None)
                found.drawing_span = (at, _tag_end(xml, at))
            elif local == "conditionalFormatting":
                rules.clear()
        elif local == "sheetView":
            found.views.append((at, _tag_end(xml, at)))
        elif local == "mergeCell":
            found.merges.append(range_boundaries(attributes["ref"]))
        elif local == "cfRule" and path[1] == "conditionalFormatting":
            formula.clear()
            priority = int(attributes.get("priority", "0"))

    def end(name: str) -> None:
        local = path.pop()
        span = opened.pop(), _end_after(xml, parser.CurrentByteIndex)
        if local == "cfRule" and len(path) == 2:
            rules.append((span, HIGHLIGHT in "".join(formula), priority))
        elif local == "conditionalFormatting" and len(path) == 1:
            others = [priority for _, ours, priority in rules if not ours]
            found.priority = max([found.priority, *others])
            found.ours += [place for place, ours, _ in rules if ours] if others else [span] if rules else []
        elif not path:
            at = parser.CurrentByteIndex
            found.colours_at, found.drawing_at = found.colours_at or at, found.drawing_at or at

    def end_of_rows(name: str) -> None:
        if name == rows:
            parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
            path.pop()
            opened.pop()

    def text(data: str) -> None:
        if path[-1:] == ["formula"]:
            formula.append(data)

    def refuse(*_: object) -> None:
        raise Unreadable(DAMAGED)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.Parse(xml, True)
    return found


def marked(xml: bytes, found: Outline, *, colours: str, drawing: str | None) -> bytes:
    """The sheet with these conditional formats in the place of our earlier ones, with the drawing of this id, closed
    as far as the book's open sheet goes."""
    pieces: list[tuple[int, int, bytes]] = [(start, end, b"") for start, end in found.ours]
    for start, end in found.views:
        pieces.append((start, end, _SELECTED.sub(b"", xml[start:end])))
    pieces.append((found.colours_at, found.colours_at, colours.encode()))
    if drawing != found.drawing:
        tag = f'<{found.prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{drawing}"/>'.encode() if drawing else b""
        start, end = found.drawing_span or (found.drawing_at, found.drawing_at)
        pieces.append((start, end, tag))
    out: list[bytes] = []
    done = 0
    for start, end, piece in sorted(pieces):
        out += [xml[done:start], piece]
        done = end
    out.append(xml[done:])
    return b"".join(out)


def colours(found: Outline, by_colour: Iterable[tuple[int, Sequence[str]]]) -> str:
    """Conditional formats that colour ranges: index of the differential style, ranges."""
    name, priority = found.prefix, found.priority
    pieces = []
    formula = HIGHLIGHT.replace('"', "&quot;")
    for style, ranges in by_colour:
        for first in range(0, len(ranges), _RANGES_IN_ONE):
            priority += 1
            cells = " ".join(ranges[first : first + _RANGES_IN_ONE])
            pieces.append(
                f'<{name}conditionalFormatting sqref="{cells}"><{name}cfRule type="expression" dxfId="{style}" '
                f'priority="{priority}"><{name}formula>{formula}</{name}formula></{name}cfRule>'
                f"</{name}conditionalFormatting>"
            )
    return "".join(pieces)


def _place(found: Outline, local: str, at: int) -> None:
    """Notes the first child before which a piece must stand."""
    rank = _RANK.get(local, -1)
    if rank > _RANK["conditionalFormatting"] and not found.colours_at:
        found.colours_at = at
    if rank > _RANK["legacyDrawing"] and not found.drawing_at:
        found.drawing_at = at


def _local(name: str) -> str:
    """ "namespace local prefix" or "namespace local" or "local" """
    words = name.split(" ")
    return words[1] if len(words) > 1 else words[0]


def _tag_end(xml: bytes, at: int) -> int:
    match = _TAG.match(xml, at)
    if match is None:
        raise Unreadable(DAMAGED)
    return match.end()


def _end_after(xml: bytes, at: int) -> int:
    return xml.index(b">", at) + 1
