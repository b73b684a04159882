"""Notes (comments) on the cells of a sheet: the part that holds their texts, and the drawing that holds their boxes.

What the treasurer wrote in a note stays, above a mark; what stands from the mark on is ours, and is taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reports.intake.parts import Element, Parts, Relations, parse, written
from sheets.package import MAIN as _MAIN

MARK = "[Temuan Amanah]"
AUTHOR = "Amanah"
_NS = f"{{{_MAIN.strip()}}}"
_VML, _EXCEL = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:excel}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NO_COMMENTS = f'<comments xmlns="{_MAIN.strip()}"><authors/><commentList/></comments>'.encode()
_NO_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b'</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" '
    b'o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:285pt;height:{height}pt;z-index:1;'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_COLUMNS_WIDE = 4  #: of the box, about
_LINE = 15  #: points of a row
_FIRST_SHAPE = 1025
_NUMBER = re.compile(r"_s(\d+)$")


@dataclass(frozen=True, slots=True)
class Note:
    """Our text for one cell, the mark included. ``row`` and ``column`` count from 0; ``height`` is in points."""

    row: int
    column: int
    text: str
    height: int


def write_notes(parts: Parts, sheet: str, drawing: str | None, notes: Mapping[str, Note], *, number: int) -> str | None:
    """Put ``notes``, by cell, in the place of our earlier ones; the id of the drawing that the sheet must name.

    ``drawing`` is the id that it names now. Parts that nobody needs any more go; new ones bear ``number``.
    """
    relations = Relations(parts, sheet)
    comments = relations.path_of("comments")
    boxes = next((path for each, kind, path in relations if each == drawing and kind == "vmlDrawing"), None)
    if comments is None and not notes:
        return drawing
    texts = parse(parts.read(comments)) if comments else parse(_NO_COMMENTS)
    shapes = parse(parts.read(boxes), forgiving=True) if boxes and boxes in parts else parse(_NO_DRAWING)
    _clear(texts, shapes)
    _add(texts, shapes, notes)
    if next(texts.iter(f"{_NS}comment"), None) is None:
        if comments:
            relations.drop(comments)
        if boxes and next(_boxes(shapes), None) is None:
            relations.drop(boxes)
            return None
        return drawing
    comments = comments or f"xl/amanah-comments{number}.xml"
    boxes = boxes or f"xl/drawings/amanah-notes{number}.vml"
    parts.put(comments, written(texts), content_type=_COMMENTS_TYPE)
    parts.put(boxes, bytes(etree.tostring(shapes, encoding="UTF-8", xml_declaration=False)))
    parts.name_ending("vml", _DRAWING_TYPE)
    relations.add("comments", comments)
    return relations.add("vmlDrawing", boxes)


def _clear(texts: Element, shapes: Element) -> None:
    """Takes our earlier texts out; a note of ours alone goes with its box."""
    gone = set()
    for comment in list(texts.iter(f"{_NS}comment")):
        if _cut(comment):
            continue
        gone.add(comment.get("ref", ""))
        comment.getparent().remove(comment)
    if gone:
        by_place = {_place_of(shape): shape for shape in _boxes(shapes)}
        for reference in gone:
            shape = by_place.get(_place(reference))
            if shape is not None:
                shape.getparent().remove(shape)


def _cut(comment: Element) -> bool:
    """Cuts a note off at our mark; False when nothing of its own is left."""
    runs = list(comment.iter(f"{_NS}t"))
    marked = next((place for place, run in enumerate(runs) if MARK in (run.text or "")), None)
    if marked is None:
        return True
    for run in runs[marked + 1 :]:
        holder = run.getparent() if run.getparent().tag == f"{_NS}r" else run
        holder.getparent().remove(holder)
    runs[marked].text = (runs[marked].text or "").partition(MARK)[0].rstrip()
    own = "".join(run.text or "" for run in runs[: marked + 1]).rstrip()
    if not runs[marked].text and runs[marked].getparent().tag == f"{_NS}r":
        runs[marked].getparent().getparent().remove(runs[marked].getparent())
    return bool(own)


def _add(texts: Element, shapes: Element, notes: Mapping[str, Note]) -> None:
    known = {comment.get("ref"): comment for comment in texts.iter(f"{_NS}comment")}
    places = {_place_of(shape): shape for shape in _boxes(shapes)}
    author = _author(texts)
    into = next(texts.iter(f"{_NS}commentList"))
    last = max((int(found[1]) for shape in _boxes(shapes) if (found := _NUMBER.search(shape.get("id", "")))), default=0)
    number = max(last, _FIRST_SHAPE - 1)
    for reference, note in notes.items():
        comment = known.get(reference)
        text = note.text
        if comment is None:
            comment = etree.SubElement(into, f"{_NS}comment", ref=reference, authorId=author)
            etree.SubElement(comment, f"{_NS}text")
        else:
            text = f"\n\n{text}"
        _append(comment.find(f"{_NS}text"), text)
        box = places.get((note.row, note.column))
        if box is None:
            number += 1
            shapes.append(_shape(number, note))
        else:
            _enlarge(box, note)


def _append(into: Element, text: str) -> None:
    """Adds a run; plain text that stands there becomes one first."""
    plain = into.find(f"{_NS}t")
    if plain is not None:
        run = etree.Element(f"{_NS}r")
        into.replace(plain, run)
        run.append(plain)
    run = etree.SubElement(into, f"{_NS}r")
    style = etree.SubElement(run, f"{_NS}rPr")
    etree.SubElement(style, f"{_NS}sz", val="9")
    etree.SubElement(style, f"{_NS}rFont", val="Tahoma")
    words = etree.SubElement(run, f"{_NS}t")
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = text


def _author(texts: Element) -> str:
    authors = next(texts.iter(f"{_NS}authors"))
    names = [each.text for each in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{_NS}author").text = AUTHOR
        names.append(AUTHOR)
    return str(names.index(AUTHOR))


def _boxes(shapes: Element) -> Iterator[Element]:
    for shape in shapes.iter(f"{_VML}shape"):
        data = shape.find(f"{_EXCEL}ClientData")
        if data is not None and data.get("ObjectType") == "Note":
            yield shape


def _place_of(shape: Element) -> tuple[int, int]:
    data = shape.find(f"{_EXCEL}ClientData")
    return int(data.findtext(f"{_EXCEL}Row", "-1")), int(data.findtext(f"{_EXCEL}Column", "-1"))


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]) - 1, column - 1


def _shape(number: int, note: Note) -> Element:
    return parse(
        _SHAPE.format(number=number, height=note.height, row=note.row, column=note.column, **_box(note)).encode()
    )


def _box(note: Note) -> dict[str, int]:
    """Cells from which and to which the box reaches."""
    top = max(note.row - 1, 0)
    left = note.column + 1
    return {"left": left, "top": top, "right": left + _COLUMNS_WIDE, "bottom": top + note.height // _LINE}


def _enlarge(shape: Element, note: Note) -> None:
    """Makes room for our text in a box that the treasurer's own note has."""
    anchor = shape.find(f"{_EXCEL}ClientData/{_EXCEL}Anchor")
    if anchor is not None:
        box = _box(note)
        anchor.text = f"{box['left']}, 15, {box['top']}, 2, {box['right']}, 31, {box['bottom']}, 4"
