"""Looks of our own among the styles of a workbook that is not ours: added once, found again later."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from regulations.findings import Severity
from reports.intake.parts import Element, parse
from reports.intake.styles import BRAND, LINE, MUTED, PAPER
from sheets.package import MAIN as _MAIN

_NS = f"{{{_MAIN.strip()}}}"
#: Lists of a style sheet in the order in which the format wants them.
_LISTS = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
]
COLOURS = {Severity.ERROR: "FBCFC9", Severity.WARNING: "FFE6AE", Severity.NOTE: "D8E8F8"}
INK = {Severity.ERROR: "A3261B", Severity.WARNING: "8A5A00", Severity.NOTE: "1D5A8C"}
BARE_STYLES = (
    f'<styleSheet xmlns="{_MAIN.strip()}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
).encode()

_BOX = "".join(f'<{side} style="thin"><color rgb="FF{LINE}"/></{side}>' for side in ("left", "right", "top", "bottom"))


@dataclass(frozen=True, slots=True)
class Dressing:
    """Indices of the looks of the findings' sheet, and of the colours of cells with findings."""

    title: int
    summary: int
    header: int
    body: int
    link: int
    severities: dict[Severity, int]
    colours: dict[Severity, int]


def dress(styles: Element) -> Dressing:
    """Add what our sheet and our colours need, unless it is there already."""
    box = _index(styles, "borders", f"<border>{_BOX}<diagonal/></border>")

    def look(font: str, fill: int = 0, *, boxed: bool = True) -> int:
        face = _index(styles, "fonts", f'<font>{font}<name val="Calibri"/></font>')
        frame = (
            f'borderId="{box}" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            '<alignment vertical="top" wrapText="1"/></xf>'
            if boxed
            else 'borderId="0" xfId="0" applyFont="1"/>'
        )
        return _index(styles, "cellXfs", f'<xf numFmtId="0" fontId="{face}" fillId="{fill}" {frame}')

    band = _index(styles, "fills", f"<fill>{_solid(BRAND)}</fill>")
    return Dressing(
        title=look(f'<b/><sz val="16"/><color rgb="FF{BRAND}"/>', boxed=False),
        summary=look(f'<sz val="11"/><color rgb="FF{MUTED}"/>', boxed=False),
        header=look(f'<b/><sz val="11"/><color rgb="FF{PAPER}"/>', band),
        body=look('<sz val="11"/>'),
        link=look(f'<u/><sz val="11"/><color rgb="FF{BRAND}"/>'),
        severities={each: look(f'<b/><sz val="11"/><color rgb="FF{INK[each]}"/>') for each in Severity},
        colours={each: _index(styles, "dxfs", f"<dxf><fill>{_solid(COLOURS[each])}</fill></dxf>") for each in Severity},
    )


def _solid(colour: str) -> str:
    return f'<patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor rgb="FF{colour}"/></patternFill>'


def _index(styles: Element, name: str, xml: str) -> int:
    """The place of an entry in a list of the styles; added at its end where it is not there yet."""
    into = styles.find(f"{_NS}{name}")
    if into is None:
        into = etree.Element(f"{_NS}{name}")
        later = _LISTS[_LISTS.index(name) + 1 :]
        before = next((each for each in styles if etree.QName(each).localname in later), None)
        styles.append(into) if before is None else before.addprevious(into)
    entry = parse(f'<list xmlns="{_MAIN.strip()}">{xml}</list>'.encode())[0]
    wanted = _said(entry)
    entries = [each for each in into if isinstance(each.tag, str)]
    for place, each in enumerate(entries):
        if _said(each) == wanted:
            return place
    into.append(entry)
    into.set("count", str(len(entries) + 1))
    return len(entries)


def _said(entry: Element) -> tuple[object, ...]:
    """What an entry says, whatever prefixes and blanks it is written with."""
    return (
        entry.tag,
        tuple(sorted(entry.attrib.items())),
        tuple(_said(each) for each in entry if isinstance(each.tag, str)),
    )
