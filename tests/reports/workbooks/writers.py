"""The clean report as other programs write it: the same cells in another hand."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.reports.workbooks.case import (
    BOOK,
    BOOK_RELATIONS,
    CONTENT_TYPES,
    OFFICE,
    ROOT_RELATIONS,
    STYLES,
    Case,
    understood,
)
from tests.reports.workbooks.cells import SPREADSHEET, STRINGS_TYPE
from tests.reports.workbooks.sheets import SHEET_TYPE
from tests.vault.files import MAIN_TYPE, packed

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


@dataclass(frozen=True)
class Hand:
    """How a program writes."""

    prefix: str = ""  #: of the elements: "x:" gives <x:row>
    texts: str = "shared"  #: "shared", "inline", or "str", as the result of a formula that is not there
    places: bool = True  #: rows and cells say where they stand
    days: str = "serial"  #: "serial", "iso" or "moment"
    since_1904: bool = False
    absolute: bool = False  #: targets from the top of the package
    decimals: bool = False  #: 12000000.0
    around: str = ""  #: attributes of every row
    head: str = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    root: str = ""  #: more attributes of the first elements
    before: str = ""  #: in the workbook, before its sheets
    parts: tuple[tuple[str, bytes], ...] = ()  #: parts of the program's own


@dataclass
class Writer:
    """Writes one report in one hand."""

    hand: Hand
    strings: list[str]

    def tag(self, name: str) -> str:
        return self.hand.prefix + name

    def element(self, name: str, inside: str, attributes: str = "") -> str:
        return f"<{self.tag(name)}{attributes}>{inside}</{self.tag(name)}>"

    def cell(self, place: str, value: Any) -> str:
        at = f' r="{place}"' if self.hand.places else ""
        if value is None:
            return f"<{self.tag('c')}{at}/>"
        if isinstance(value, datetime | date):
            return self.day(at, value.date() if isinstance(value, datetime) else value)
        if isinstance(value, bool | int | float):
            number = f"{float(value)}" if self.hand.decimals else str(value)
            return self.element("c", self.element("v", number), at)
        text = escape(str(value))
        if self.hand.texts == "inline":
            inside = self.element("is", self.element("t", text, ' xml:space="preserve"'))
            return self.element("c", inside, f'{at} t="inlineStr"')
        if self.hand.texts == "str":
            return self.element("c", self.element("v", text), f'{at} t="str"')
        self.strings.append(text)
        return self.element("c", self.element("v", str(len(self.strings) - 1)), f'{at} s="0" t="s"')

    def day(self, at: str, day: date) -> str:
        if self.hand.days == "serial":
            epoch = _EPOCH_1904 if self.hand.since_1904 else _EPOCH_1900
            return self.element("c", self.element("v", str((day - epoch).days)), f'{at} s="1"')
        written = day.isoformat() + ("T00:00:00.000Z" if self.hand.days == "moment" else "")
        return self.element("c", self.element("v", written), f'{at} s="1" t="d"')

    def sheet(self, sheet: Worksheet) -> bytes:
        lines = []
        last = max((row[0].row for row in sheet.iter_rows() if any(cell.value is not None for cell in row)), default=0)
        for row in sheet.iter_rows(max_row=last or 1):
            number = f' r="{row[0].row}"' if self.hand.places else ""
            held = [cell for cell in row if cell.value is not None or not self.hand.places]
            cells = "".join(self.cell(f"{get_column_letter(cell.column)}{cell.row}", cell.value) for cell in held)
            lines.append(self.element("row", cells, number + self.hand.around))
        return self.document("worksheet", self.element("sheetData", "".join(lines)))

    def document(self, name: str, inside: str) -> bytes:
        space = f"xmlns:{self.hand.prefix[:-1]}" if self.hand.prefix else "xmlns"
        attributes = f' {space}="{SPREADSHEET}" xmlns:r="{OFFICE}" {self.hand.root}'
        return (self.hand.head + self.element(name, inside, attributes)).encode()


def written(clean: bytes, hand: Hand) -> bytes:
    """The clean report in this hand. Formulas that nobody calculated are left out."""
    book = load_workbook(io.BytesIO(clean), data_only=True)
    writer = Writer(hand, [])
    top = "/xl/" if hand.absolute else ""
    parts: dict[str, bytes] = dict(hand.parts)
    listed, related, typed = [], [], []
    for number, sheet in enumerate(book.worksheets, start=1):
        path = f"worksheets/sheet{number}.xml"
        parts[f"xl/{path}"] = writer.sheet(sheet)
        state = f' state="{sheet.sheet_state}"' if sheet.sheet_state != "visible" else ""
        listed.append(
            f"<{writer.tag('sheet')} name={quoteattr(sheet.title)} sheetId='{number * 7}'{state} r:id='R{number}'/>"
        )
        related.append((f"R{number}", "worksheet", top + path))
        typed.append((f"/xl/{path}", SHEET_TYPE))
    epoch = f"<{writer.tag('workbookPr')} date1904='{int(hand.since_1904)}'/>"
    parts[BOOK] = writer.document("workbook", epoch + hand.before + writer.element("sheets", "".join(listed)))
    parts[STYLES] = writer.document(
        "styleSheet",
        writer.element("numFmts", f'<{writer.tag("numFmt")} numFmtId="170" formatCode="d\\-mmm\\-yyyy;@"/>')
        + writer.element("cellXfs", f'<{writer.tag("xf")}/><{writer.tag("xf")} numFmtId="170"/>'),
    )
    related.append(("RS", "styles", f"{top}styles.xml"))
    typed += [(f"/{BOOK}", MAIN_TYPE), (f"/{STYLES}", STYLES_TYPE)]
    if writer.strings:
        strings = (writer.element("si", writer.element("t", text, ' xml:space="preserve"')) for text in writer.strings)
        parts["xl/sharedStrings.xml"] = writer.document("sst", "".join(strings))
        related.append(("RT", "sharedStrings", f"{top}sharedStrings.xml"))
        typed.append(("/xl/sharedStrings.xml", STRINGS_TYPE))
    parts[BOOK_RELATIONS] = relations(hand, related)
    parts[ROOT_RELATIONS] = relations(hand, [("R1", "officeDocument", f"{'/' if hand.absolute else ''}{BOOK}")])
    parts[CONTENT_TYPES] = (
        f'{hand.head}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in typed)
        + "</Types>"
    ).encode()
    return packed(parts)


def relations(hand: Hand, related: list[tuple[str, str, str]]) -> bytes:
    lines = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in related)
    return f'{hand.head}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'.encode()


_EXCEL_ROOT = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
    'xr:uid="{00000000-0001-0000-0000-000000000000}"'
)
_ONLINE = (
    '<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath '
    'url="https://d.docs.live.net/1/Dokumen/" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/>'
    "</mc:Choice></mc:AlternateContent>"
)
_WPS = (("customXml/item1.xml", b"<wps/>"), ("xl/cellimages.xml", b"<etc:cellImages xmlns:etc='http://www.wps.cn'/>"))

HANDS: dict[str, Hand] = {
    "Excel": Hand(root=_EXCEL_ROOT, around=' spans="1:12" x14ac:dyDescent="0.25"'),
    "Excel on the web": Hand(root=_EXCEL_ROOT, before=_ONLINE, around=' spans="1:12"'),
    "Excel for Mac of old": Hand(since_1904=True),
    "LibreOffice": Hand(around=' customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0"'),
    "Google Sheets": Hand(decimals=True, around=' ht="15.75" customHeight="1"'),
    "WPS": Hand(parts=_WPS, around=' spans="1:12"'),
    "Numbers": Hand(absolute=True, texts="shared", decimals=True),
    "a program of .NET": Hand(prefix="x:", texts="str", absolute=True),
    "a program of .NET, inline": Hand(prefix="x:", texts="inline", days="iso"),
    "a program that streams": Hand(texts="inline", head=""),
    "a program that names no places": Hand(places=False, texts="inline"),
    "a program that names no places, shared": Hand(places=False, prefix="s:"),
    "a script": Hand(texts="str", days="moment", head='<?xml version="1.0"?>'),
    "a script that writes ISO days": Hand(texts="inline", days="iso", head="\ufeff"),
}

CASES: list[Case] = [understood(f"writer: {name}", partial(written, hand=hand)) for name, hand in HANDS.items()]
