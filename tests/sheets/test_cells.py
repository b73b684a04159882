"""What writers do that Excel bears with: each cell is read as the person who filled it sees it."""

from __future__ import annotations

import io
from datetime import date

import pytest

from sheets import UNCALCULATED, CellError, Limits, Row, Unreadable, Value, open_package, read_sheet, stream_rows
from tests.vault.files import packed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LIMITS = Limits(rows=1_000, columns=50)
FORMATS = ("General", "[$-421]dd mmmm yyyy;@", "[$-F800]dddd, mmmm dd, yyyy", '"Rp"#,##0;[Red]-"Rp"#,##0', '0" hari"')


def book(rows: str, *, formats: tuple[str, ...] = FORMATS, book: str = "", sheet_path: str = "worksheets/sheet1.xml",
         part: str | None = None) -> io.BytesIO:  # fmt: skip
    """A workbook of one sheet with these rows; style n shows the nth format."""
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">'
    shown = "".join(
        f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(map(quoted, formats))
    )
    looks = "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(len(formats))) + '<xf numFmtId="31"/>'
    parts = {
        "_rels/.rels": f'{relations}<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>',
        "xl/_rels/workbook.xml.rels": f'{relations}<Relationship Id="s" Type="{OFFICE}/worksheet" '
        f'Target="{sheet_path}"/>'
        f'<Relationship Id="t" Type="{OFFICE}/styles" Target="styles.xml"/>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{shown}</numFmts><cellXfs>{looks}</cellXfs>'
        "</styleSheet>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}<sheets><sheet name="Isi" sheetId="1" '
        'r:id="s"/></sheets></workbook>',
        part or "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    closed = {name: xml + ("</Relationships>" if name.endswith(".rels") else "") for name, xml in parts.items()}
    return io.BytesIO(packed({name: xml.encode() for name, xml in closed.items()}))


def quoted(code: str) -> str:
    return code.replace('"', "&quot;")


def rows_of(file: io.BytesIO) -> list[Row]:
    package = open_package(file, most_sheets=3)
    return list(stream_rows(package, package.sheets[0], LIMITS))


def value_of(cell: str) -> Value | None:
    """What is read of one cell in A1; None for nothing."""
    rows = rows_of(book(f'<row r="1">{cell}</row>'))
    return rows[0].cells[1] if rows else None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>3201012345678901</v></c>', 3201012345678901),
        ('<c r="A1"><v>3.201012345678901E+15</v></c>', 3201012345678901),
        ('<c r="A1"><v>1499999.9999999998</v></c>', 1_500_000),
        ('<c r="A1"><v>0.1</v></c>', 0.1),
        ('<c r="A1" s="1"><v>44306</v></c>', date(2021, 4, 20)),
        ('<c r="A1" s="2"><v>44306.75</v></c>', date(2021, 4, 20)),
        ('<c r="A1" s="3"><v>44306</v></c>', 44306),
        ('<c r="A1" s="4"><v>7</v></c>', 7),
        ('<c r="A1" s="5"><v>44306</v></c>', date(2021, 4, 20)),
        ('<c r="A1" t="d"><v>2021-04-20T00:00:00</v></c>', date(2021, 4, 20)),
        ('<c r="A1" t="b"><v>true</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
        ('<c r="A1"><f>1+1</f></c>', UNCALCULATED),
        ('<c r="A1" t="b"><f>TRUE()</f></c>', UNCALCULATED),
        ('<c r="A1" t="str"><f>B1</f></c>', UNCALCULATED),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', None),
        ('<c r="A1" t="s"/>', None),
        ('<c r="A1" t="s"><v></v></c>', None),
        ('<c r="A1" s="3"/>', None),
        ('<c t="inlineStr"><is><r><t>Toko </t></r><r><t>Ilmu</t></r></is></c>', "Toko Ilmu"),
        ('<c t="inlineStr"><is><t>Toko</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c>', "Toko"),
        ('<c r="A1" t="str"><v>baris_x000D_\nbaru</v></c>', "baris\r\nbaru"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve">  dua blanko  </t></is></c>', "  dua blanko  "),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_is_seen(cell: str, value: Value | None) -> None:
    read = value_of(cell)
    assert (type(read), read) == (type(value), value)


def test_a_result_is_known_for_one() -> None:
    (row,) = rows_of(book('<row r="3"><c r="B3"><f>1+1</f><v>2</v></c><c r="C3"><v>2</v></c></row>'))
    assert row == (3, {2: 2, 3: 2}, frozenset({2}))


def test_rows_and_cells_need_not_say_where_they_stand() -> None:
    rows = rows_of(book('<row><c/><c><v>1</v></c></row><row r="5"><c r="D5"><v>2</v></c><c><v>3</v></c></row>'))
    assert [(row.number, row.cells) for row in rows] == [(1, {2: 1}), (5, {4: 2, 5: 3})]


def test_days_may_be_counted_from_1904() -> None:
    (row,) = rows_of(book('<row r="1"><c r="A1" s="1"><v>42844</v></c></row>', book='<workbookPr date1904="1"/>'))
    assert row.cells == {1: date(2021, 4, 20)}


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("Worksheets/Sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets/sheet1.xml", "XL/WORKSHEETS/SHEET1.XML"),
        ("../xl/worksheets/./sheet1.xml", "xl/worksheets/sheet1.xml"),
    ],
)
def test_a_part_is_found_however_its_name_is_written(target: str, part: str) -> None:
    (row,) = rows_of(book('<row r="1"><c r="A1"><v>1</v></c></row>', sheet_path=target, part=part))
    assert row.cells == {1: 1}


def test_a_streamed_sheet_is_the_whole_sheet() -> None:
    file = book("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_200)))
    package = open_package(file, most_sheets=1)
    whole = read_sheet(package, package.sheets[0], LIMITS)
    assert list(stream_rows(package, package.sheets[0], LIMITS)) == whole.rows
    assert (len(whole.rows), whole.beyond) == (1_000, "A1001")


def test_what_is_broken_is_told_at_the_latest_with_the_last_row() -> None:
    file = book('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"/>')
    with pytest.raises(Unreadable, match="Baris 1 di lembar “Isi” tertulis dua kali"):
        rows_of(file)
    with pytest.raises(Unreadable, match="paling banyak 0"):
        open_package(book(""), most_sheets=0)
