"""Very long books and very empty ones: read whole, and without holding on to emptiness."""

from __future__ import annotations

import io
import re
import tracemalloc

import pytest
from openpyxl import load_workbook

from reports.intake.annotate import Located, annotate
from reports.intake.read import read_report
from tests.reports.intake.desk import AFTER, clean, found, read, repacked
from tests.workbooks.generate import PRICE, REMAINDER, fill_clean, identity_for
from tests.workbooks.samples import expected_of

LINES = 10_000
BKU_PART = "xl/worksheets/sheet4.xml"


@pytest.fixture(scope="module")
def long_book() -> bytes:
    return fill_clean(identity_for(LINES), LINES, own_columns=2)


def test_ten_thousand_lines_of_fourteen_columns_are_read_whole(long_book: bytes) -> None:
    sheet = load_workbook(io.BytesIO(long_book), read_only=True)["BKU"]
    assert next(sheet.iter_rows(min_row=6, max_row=6, values_only=True))[13] == "Catatan 14"
    tracemalloc.start()
    intake = read_report(io.BytesIO(long_book), expected=expected_of(identity_for(LINES)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert intake.findings == ()
    assert len(intake.entries) == LINES
    assert sum(entry.paid or 0 for entry in intake.entries) == (LINES - 1) * PRICE
    assert intake.entries[-1].balance == intake.declared.remainder == REMAINDER
    assert peak < 100 * 1024 * 1024


def empty_rows(count: int, *, numbered: bool = True) -> bytes:
    def row(number: int) -> bytes:
        if not numbered:
            return b"<row>" + b'<c s="3"/>' * 12 + b"</row>"
        cells = b"".join(b'<c r="%s%d" s="3"/>' % (letter.encode(), number) for letter in "ABCDEFGHIJKL")
        return b'<row r="%d" spans="1:12" customHeight="1">%s</row>' % (number, cells)

    rows = b"".join(row(number) for number in range(2_000, 2_000 + count))
    return repacked(clean(), {BKU_PART: lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")})


def test_fifty_thousand_empty_formatted_rows_are_nothing() -> None:
    content = empty_rows(50_000)
    tracemalloc.start()
    intake = read(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert intake.entries == read(clean()).entries
    assert intake.findings == ()
    assert peak < 30 * 1024 * 1024


def test_cells_without_references_are_counted_from_the_left() -> None:
    def add(xml: bytes) -> bytes:
        row = b'<row><c/><c/><c t="inlineStr"><is><t>KW-TANPA-R</t></is></c><c/><c/><c/><c/><c><v>1000</v></c></row>'
        return xml.replace(b"</sheetData>", row + b"</sheetData>")

    entry = read(repacked(clean(), {BKU_PART: add})).entries[-1]
    assert (entry.evidence_number, entry.paid) == ("KW-TANPA-R", 1_000)


def with_row(cells: bytes) -> bytes:
    row = b'<row r="%d">%s</row>' % (AFTER, cells.replace(b"#", str(AFTER).encode()))

    def put(xml: bytes) -> bytes:
        start = xml.index(b'<row r="%d"' % AFTER)
        end = xml.index(b"</row>", start) + len(b"</row>")
        return xml[:start] + row + xml[end:]

    return repacked(clean(), {BKU_PART: put})


def test_rich_text_is_its_text_and_reading_aids_are_left_out() -> None:
    rich = b"<is><r><t>KW</t></r><r><rPr><b/></rPr><t>-77</t></r><rPh sb='0' eb='1'><t>lafal</t></rPh></is>"
    entry = read(with_row(b'<c r="C#" t="inlineStr">' + rich + b'</c><c r="H#"><v>1E3</v></c>')).entries[-1]
    assert (entry.evidence_number, entry.paid) == ("KW-77", 1_000)


def test_a_sum_that_missed_its_whole_rupiah_by_a_hair_is_what_the_sheet_shows() -> None:
    content = with_row(b'<c r="C#" t="str"><v>KW-9</v></c><c r="H#"><v>1499999.9999999998</v></c>')
    assert read(content).entries[-1].paid == 1_500_000
    assert found(content) == []


def test_escapes_of_excel_are_resolved() -> None:
    content = with_row(b'<c r="C#" t="str"><v>KW_x000D_9</v></c><c r="H#"><v>1000</v></c>')
    assert read(content).entries[-1].evidence_number == "KW\r9"


def test_a_date_in_iso_form_is_a_date() -> None:
    content = with_row(b'<c r="B#" t="d"><v>2021-05-01T00:00:00</v></c><c r="H#"><v>1000</v></c>')
    assert str(read(content).entries[-1].date) == "2021-05-01"


def test_a_calendar_that_begins_in_1904_is_followed() -> None:
    def since_1904(xml: bytes) -> bytes:
        assert b"<workbookPr" in xml
        return xml.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)

    before, after = (
        read(each).entries[0].date for each in (clean(), repacked(clean(), {"xl/workbook.xml": since_1904}))
    )
    assert before is not None
    assert after is not None
    assert (after - before).days == 1462


def test_prefixed_element_names_are_the_same_elements() -> None:
    def prefix(xml: bytes) -> bytes:
        main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xml = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", xml)
        return xml.replace(b'xmlns="' + main, b'xmlns:x="' + main)

    assert read(repacked(clean(), {BKU_PART: prefix})).entries == read(clean()).entries


def test_hundreds_of_faults_are_as_many_findings_and_can_be_taken_home() -> None:
    book = load_workbook(io.BytesIO(fill_clean(identity_for(400), 400)))
    for row in range(8, 400):
        book["BKU"].cell(row, 2).value = "entah"
    out = io.BytesIO()
    book.save(out)
    intake = read_report(io.BytesIO(out.getvalue()), expected=expected_of(identity_for(400)))
    assert len(intake.findings) == 392
    taken_home = annotate(io.BytesIO(out.getvalue()), [Located(each, intake.cell_of(each)) for each in intake.findings])
    assert load_workbook(io.BytesIO(taken_home))["Temuan"].max_row == 4 + 392


def test_a_clean_report_stays_clean_whatever_stands_far_below_as_format() -> None:
    assert found(empty_rows(10, numbered=False)) == []
