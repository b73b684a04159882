"""Sheets, rows and what lies around them: far corners, crowds, odd titles, numbers that no row has."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from tests.reports.workbooks.case import (
    BKU_SHEET,
    BOOK,
    BOOK_RELATIONS,
    CONTENT_TYPES,
    OFFICE,
    PM_SHEET,
    ROW,
    Case,
    Make,
    added,
    all_of,
    behind_the_rows,
    changed,
    refused,
    relation,
    replaced,
    rows,
    understood,
)
from tests.reports.workbooks.zips import DAMAGED

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>catatan</t></is></c></row>'


def more_sheets(count: int, *, title: str = "Lembar {}", state: str = "visible", inside: str = "") -> Make:
    """Sheets of the treasurer's own behind ours."""

    def make(clean: bytes) -> bytes:
        numbers = range(100, 100 + count)
        listed = "".join(
            f"<sheet xmlns:r={quoteattr(OFFICE)} name={quoteattr(title.format(n))} sheetId='{n}' state='{state}' "
            f"r:id='x{n}'/>"
            for n in numbers
        )
        related = "".join(
            f'<Relationship Id="x{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
        )
        typed = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET_TYPE}"/>' for n in numbers
        )
        return all_of(
            added({f"xl/worksheets/sheet{n}.xml": SHEET.format(inside).encode() for n in numbers}),
            replaced(BOOK, "</sheets>", f"{listed}</sheets>"),
            replaced(BOOK_RELATIONS, "</Relationships>", f"{related}</Relationships>"),
            replaced(CONTENT_TYPES, "</Types>", f"{typed}</Types>"),
        )(clean)

    return make


def title_of_the_cash_book(title: str) -> Make:
    return replaced(BOOK, 'name="BKU"', f"name={quoteattr(title)}")


def rows_turned_round(clean: bytes) -> bytes:
    """The rows of the cash book from the last to the first."""

    def change(xml: bytes) -> bytes:
        head, rest = xml.split(b"<sheetData>")
        inside, tail = rest.split(b"</sheetData>")
        ends = b"</row>"
        turned = [row + ends for row in inside.split(ends) if row]
        return head + b"<sheetData>" + b"".join(reversed(turned)) + b"</sheetData>" + tail

    return changed(BKU_SHEET, change)(clean)


def numbered(number: str) -> Make:
    return rows(f'<row r="{number}"><c t="inlineStr"><is><t>x</t></is></c></row>')


def formatted(first: int, last: int, cells: str = "ABCDEFGHIJKL") -> Make:
    """Rows that are empty but formatted."""

    def make(clean: bytes) -> bytes:
        inside = "".join(
            f'<row r="{row}">' + "".join(f'<c r="{column}{row}" s="5"/>' for column in cells) + "</row>"
            for row in range(first, last + 1)
        )
        return rows(inside)(clean)

    return make


def merged(area: str) -> Make:
    return behind_the_rows(f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>')


def crowd(open_tag: str, one: str, count: int) -> Make:
    """Very many of one thing behind the rows; ``{}`` is its number."""
    name = open_tag.split()[0]
    return lambda clean: behind_the_rows(
        f"<{open_tag}>" + "".join(one.format(n) for n in range(1, count + 1)) + f"</{name}>"
    )(clean)


def defined_names(count: int) -> Make:
    def make(clean: bytes) -> bytes:
        names = "".join(f'<definedName name="nama{n}">BKU!$A${n % 900 + 1}</definedName>' for n in range(count))
        return replaced(BOOK, "<definedNames>", f"<definedNames>{names}")(clean)

    return make


TABLE = (
    b'<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" name="Tabel" displayName="Tabel" '
    b'ref="N6:O9"><autoFilter ref="N6:O9"/><tableColumns count="2"><tableColumn id="1" name="Satu"/>'
    b'<tableColumn id="2" name="Dua"/></tableColumns></table>'
)
DRAWING = (
    b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
    b"<xdr:twoCellAnchor><xdr:from><xdr:col>-5</xdr:col><xdr:row>99999999999</xdr:row></xdr:from></xdr:twoCellAnchor>"
    b"</xdr:wsDr>"
)
ODD_COMMENTS = (
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author/></authors>'
    b'<commentList><comment ref="ZZZ99999999" authorId="77"><text><t>x</t></text></comment>'
    b'<comment ref="" authorId="-1"><text/></comment></commentList></comments>'
)
ONE_RULE = (
    '<conditionalFormatting sqref="A{0}:XFD{0}"><cfRule type="expression" priority="{0}"><formula>A{0}&gt;1</formula>'
    "</cfRule></conditionalFormatting>"
)
ONE_VALIDATION = '<dataValidation type="list" sqref="A{0}"><formula1>"a,b"</formula1></dataValidation>'

CASES: list[Case] = [
    understood(
        "rows: a value in the last corner", rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "INT-15"
    ),
    understood("rows: a format in the last corner", rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>')),
    refused("rows: beyond the last row", DAMAGED, numbered("1048577")),
    refused("rows: number nought", DAMAGED, numbered("0")),
    refused("rows: a negative number", DAMAGED, numbered("-5")),
    refused("rows: a vast number", DAMAGED, numbered("9" * 300)),
    refused("rows: no number at all", DAMAGED, numbered("tujuh")),
    refused("rows: digits of another script", DAMAGED, numbered("\N{ARABIC-INDIC DIGIT NINE}00")),
    refused("rows: digits with a line between them", DAMAGED, numbered("9_00")),
    refused("rows: one twice", f"Baris {ROW} .*dua kali", numbered(str(ROW))),
    understood("rows: from the last to the first", rows_turned_round),
    understood("rows: fifty thousand empty and formatted", formatted(700, 50_700)),
    refused("columns: beyond the last", DAMAGED, rows('<row r="9999"><c r="XFE9999"><v>1</v></c></row>')),
    refused("columns: no letters", DAMAGED, rows('<row r="9999"><c r="9999"><v>1</v></c></row>')),
    refused("columns: a cell of another row", DAMAGED, rows('<row r="9999"><c r="B8888"><v>1</v></c></row>')),
    refused(
        "columns: widths that are no numbers",
        DAMAGED,
        replaced(BKU_SHEET, "<cols>", '<cols><col min="x" max="y" hidden="1"/>'),
    ),
    understood(
        "columns: all of them to the last, wide",
        replaced(BKU_SHEET, "<cols>", '<cols><col min="20" max="16384" width="9"/>'),
    ),
    understood(
        "sheet: a size that it has not", replaced(BKU_SHEET, '<dimension ref="', '<dimension ref="A1:XFD1048576" x="')
    ),
    refused("merged: the whole sheet", r"A1:XFD1048576.*digabung", merged("A1:XFD1048576")),
    refused("merged: without corners", DAMAGED, merged("A:XFD")),
    refused("merged: upside down", DAMAGED, merged("P90:B10")),
    understood("merged: two cells of one line", merged(f"D{ROW}:E{ROW}"), "INT-07", same=False),
    refused("sheets: thousands", "lembar; paling banyak", more_sheets(1_500)),
    understood("sheets: some of one's own", more_sheets(40, inside=CELL)),
    understood("sheets: deeply hidden ones", more_sheets(3, state="veryHidden", inside=CELL), "INT-08"),
    refused("sheets: of a state that nobody knows", DAMAGED, more_sheets(1, state="jauh", inside=CELL)),
    refused("sheets: one name twice", "dua lembar bernama “bku”", more_sheets(1, title="bku", inside=CELL)),
    understood("sheets: a name without letters", more_sheets(1, title="", inside=CELL)),
    understood("sheets: names that are formulas", more_sheets(2, title="=cmd|' C calc'!A{}", inside=CELL)),
    understood("sheets: a name that is a page", more_sheets(1, title="<script>alert(1)", inside=CELL)),
    refused("sheets: a name that is a path", "../jahat.*tidak boleh dipakai", more_sheets(1, title="../jahat {}")),
    understood(
        "sheets: a name that reads backwards", more_sheets(1, title="\N{RIGHT-TO-LEFT OVERRIDE}UKB", inside=CELL)
    ),
    understood("sheets: a name of thousands of letters", more_sheets(1, title="panjang " * 2_000, inside=CELL)),
    understood("title: the cash book in capitals and blanks", title_of_the_cash_book("  bku ")),
    understood("title: the cash book under a name of one's own", title_of_the_cash_book("Kas Harian '21"), "INT-14"),
    understood("title: the cash book under a formula", title_of_the_cash_book("=1+1'!A1"), "INT-14"),
    understood("title: the cash book under a name without end", title_of_the_cash_book("Kas " * 5_000), "INT-14"),
    refused(
        "book: no sheets",
        "bukan buku kerja LPJ",
        changed(BOOK, lambda xml: xml[: xml.index(b"<sheets>")] + b"<sheets/>" + xml[xml.index(b"</sheets>") + 9 :]),
    ),
    understood("crowd: rules of colours", crowd("x", ONE_RULE, 20_000)),
    understood("crowd: validations", crowd("dataValidations", ONE_VALIDATION, 20_000)),
    understood("crowd: defined names", defined_names(50_000)),
    understood("crowd: links within", crowd("hyperlinks", '<hyperlink ref="M{0}" location="BKU!A{0}"/>', 20_000)),
    understood("crowd: breaks of pages", crowd("rowBreaks", '<brk id="{0}" max="16383" man="1"/>', 20_000)),
    understood(
        "around: a table",
        all_of(
            added({"xl/tables/table1.xml": TABLE}),
            relation(f"{OFFICE}/table", "../tables/table1.xml"),
            behind_the_rows('<tableParts count="1"><tablePart xmlns:r="' + OFFICE + '" r:id="rIdX"/></tableParts>'),
        ),
    ),
    understood(
        "around: a drawing anchored nowhere",
        all_of(
            added({"xl/drawings/drawing9.xml": DRAWING}),
            relation(f"{OFFICE}/drawing", "../drawings/drawing9.xml"),
            behind_the_rows(f'<drawing xmlns:r="{OFFICE}" r:id="rIdX"/>'),
        ),
    ),
    understood(
        "around: comments on cells that no sheet has",
        changed("xl/comments/comment2.xml", lambda _: ODD_COMMENTS),
    ),
    understood(
        "around: a relation that leads nowhere", relation(f"{OFFICE}/printerSettings", "../printerSettings/p1.bin")
    ),
    understood(
        "around: protected with a password",
        replaced(
            PM_SHEET,
            "<sheetProtection ",
            '<sheetProtection algorithmName="SHA-512" hashValue="eA==" saltValue="eA==" spinCount="100000000" ',
        ),
    ),
]
