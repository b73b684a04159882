"""Whatever a treasurer has in a workbook is still there when the findings are in it, and programs find it sound."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from PIL import Image as Picture

from regulations import catalogue
from reports.intake.annotate import MARK, Located, annotate
from reports.intake.read import read_report
from tests.reports.intake.desk import BKU, FIRST, IDENTITY, changed, clean, read, repacked
from tests.reports.intake.soundness import unsound
from tests.reports.intake.test_annotate import located, opened
from tests.workbooks.samples import CLEAN, DATED, FAULTY, MENDED, expected_of, facts_of

FINDINGS = [located("BKU!H9"), located("BKU!C12"), located("PM!B7"), located("Ringkasan!C8"), located("")]


def picture() -> Image:
    out = io.BytesIO()
    Picture.new("RGB", (30, 20), "teal").save(out, "PNG")
    return Image(io.BytesIO(out.getvalue()))


def crowded() -> bytes:
    """The clean report with everything that people add to a workbook."""

    def add(book: Workbook) -> None:
        cash = book[BKU.title]
        cash.add_image(picture(), "N2")
        chart = BarChart()
        chart.add_data(Reference(cash, min_col=8, min_row=FIRST, max_row=FIRST + 5))
        cash.add_chart(chart, "N10")
        cash["K9"].value = CellRichText("Catatan ", TextBlock(InlineFont(b=True), "penting"))
        cash["K10"].comment = Comment("Nota hilang.", "Budi")
        cash["H9"].comment = Comment("Tanya Bu Siti.", "Budi")
        red = PatternFill("solid", start_color="FFCCCC", end_color="FFCCCC")
        cash.conditional_formatting.add("H7:H12", CellIsRule(operator="greaterThan", formula=["1000"], fill=red))
        cash["K11"].hyperlink = "https://example.org/nota"
        own = book.create_sheet("Hitungan saya")
        own.append(["A", "B"])
        own.append([1, "=A2*2"])
        own.add_table(Table(displayName="Milik", ref="A1:B2"))
        own.defined_names["Saya"] = DefinedName("Saya", attr_text="'Hitungan saya'!$A$2")
        own.sheet_view.tabSelected = True
        book.defined_names["Semua"] = DefinedName("Semua", attr_text="BKU!$H$7:$H$12")

    return changed(add)


def prefixed(content: bytes) -> bytes:
    """As some programs write it: every name of the format with a prefix."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def rename(xml: bytes) -> bytes:
        xml = re.sub(rb"<(/?)([a-zA-Z]+)(?=[\s/>])", rb"<\1x:\2", xml)
        return xml.replace(b'xmlns="' + main, b'xmlns:x="' + main)

    return repacked(content, {f"xl/worksheets/sheet{number}.xml": rename for number in range(1, 9)})


def wide(content: bytes) -> bytes:
    """A sheet in UTF-16."""

    def widen(xml: bytes) -> bytes:
        return re.sub(r"^<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-16"?>', xml.decode()).encode("utf-16")

    return repacked(content, {"xl/worksheets/sheet4.xml": widen})


def resaved() -> bytes:
    """An annotated workbook as LibreOffice saves it: each sheet has relations, whose files have a type each."""
    content = io.BytesIO(annotate(io.BytesIO(crowded()), FINDINGS))
    with zipfile.ZipFile(content, "a") as archive:
        empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
        archive.writestr("xl/worksheets/_rels/amanah-temuan.xml.rels", empty)
        files = [name for name in archive.namelist() if name.endswith(".rels")]
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name in files).encode()
    return repacked(
        content.getvalue(), {"[Content_Types].xml": lambda xml: xml.replace(b"</Types>", types + b"</Types>")}
    )


BOOKS: dict[str, Callable[[], bytes]] = {
    "clean": clean,
    "crowded": crowded,
    "prefixed": lambda: prefixed(clean()),
    "wide": lambda: wide(clean()),
    "resaved": resaved,
    "calc clean": CLEAN.read_bytes,
    "calc faulty": FAULTY.read_bytes,
    "calc mended": MENDED.read_bytes,
}


@pytest.mark.parametrize("name", list(BOOKS))
def test_the_result_is_sound_and_stays_so_when_done_again(name: str) -> None:
    before = BOOKS[name]()
    assert unsound(before) == [], "the check itself is wrong about a workbook of another program"
    once = annotate(io.BytesIO(before), FINDINGS)
    assert unsound(once) == []
    assert annotate(io.BytesIO(once), FINDINGS) == once
    cleared = annotate(io.BytesIO(once), [])
    assert unsound(cleared) == []
    texts = [
        cell.comment.text for sheet in opened(cleared) for row in sheet.iter_rows() for cell in row if cell.comment
    ]
    assert not any(MARK in text for text in texts)
    assert b"temuan-amanah" not in b"".join(parts(cleared).values())


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_all_parts_but_those_that_findings_touch_are_the_same_bytes() -> None:
    content = crowded()
    before, after = parts(content), parts(annotate(io.BytesIO(content), FINDINGS))
    assert set(before) <= set(after)
    touched = {name for name, part in before.items() if after[name] != part}
    assert any("drawings/drawing" in name for name in before)
    assert any("charts/chart" in name for name in before)
    assert any("media/image" in name for name in before)
    assert any("tables/table" in name for name in before)
    assert not [name for name in touched if re.search("chart|media|table|drawings/drawing|theme|docProps", name)]


def test_rows_with_their_formulas_and_rich_text_are_the_same_bytes() -> None:
    def rows(content: bytes, name: str) -> bytes:
        xml = parts(content)[name]
        return xml[xml.index(b"<sheetData") : xml.index(b"</sheetData>")]

    content = crowded()
    after = annotate(io.BytesIO(content), FINDINGS)
    sheets = [name for name in parts(content) if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) > 5
    assert all(rows(after, name) == rows(content, name) for name in sheets)
    assert load_workbook(io.BytesIO(after), rich_text=True)["BKU"]["K9"].value[1].font.b


def test_own_notes_colours_names_and_links_stay() -> None:
    book = opened(annotate(io.BytesIO(crowded()), FINDINGS))
    cash = book["BKU"]
    assert cash["K10"].comment.text == "Nota hilang."
    assert cash["H9"].comment.text.startswith("Tanya Bu Siti.\n\n" + MARK)
    assert cash["K11"].hyperlink.target == "https://example.org/nota"
    operators = [rule.operator for each in cash.conditional_formatting for rule in each.rules]
    assert "greaterThan" in operators
    assert book["Hitungan saya"].defined_names["Saya"].attr_text == "'Hitungan saya'!$A$2"
    assert book.defined_names["Semua"].attr_text == "BKU!$H$7:$H$12"
    assert [each.title for each in book if each.sheet_view.tabSelected] == ["Temuan"]


def test_print_titles_and_filters_stay_with_their_sheets() -> None:
    def local(content: bytes) -> dict[str, dict[str, str]]:
        book = opened(content)
        found = {}
        for sheet in book:
            names = {name: each.attr_text for name, each in sheet.defined_names.items()}
            found[sheet.title] = {**names, "rows": str(sheet.print_title_rows), "area": str(sheet.print_area)}
        return found

    def settle(book: Workbook) -> None:
        book["BKU"].print_title_rows = "6:6"
        book["PM"].print_area = "A1:F20"

    content = changed(settle)
    before, after = local(content), local(annotate(io.BytesIO(content), FINDINGS))
    assert {title: after[title] for title in before} == before
    again = local(annotate(io.BytesIO(annotate(io.BytesIO(content), FINDINGS)), FINDINGS))
    assert again == after


@pytest.mark.parametrize("name", list(BOOKS))
def test_a_corrected_copy_is_read_as_if_it_had_never_been_annotated(name: str) -> None:
    content = BOOKS[name]()
    expected = expected_of() if name.startswith("calc") else expected_of(IDENTITY)
    before = read_report(io.BytesIO(content), expected=expected)
    assert read_report(io.BytesIO(annotate(io.BytesIO(content), FINDINGS)), expected=expected) == before


def test_corrected_by_another_program_it_is_clean() -> None:
    """openpyxl stands for any program that writes the annotated workbook in its own way."""

    def spoil(book: Workbook) -> None:
        book["BKU"].cell(FIRST + 1, BKU.index("paid")).value = "banyak"

    faulty = changed(spoil)
    intake = read(faulty)
    assert intake.findings
    book = opened(annotate(io.BytesIO(faulty), [Located(each, intake.cell_of(each)) for each in intake.findings]))
    book["BKU"].cell(FIRST + 1, BKU.index("paid")).value = 25_000
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).findings == read(clean()).findings == ()
    once_more = annotate(io.BytesIO(out.getvalue()), [])
    assert unsound(once_more) == []
    assert opened(once_more).sheetnames.count("Temuan") == 1
    assert opened(once_more)["BKU"].cell(FIRST + 1, BKU.index("paid")).comment is None


def test_every_rule_of_the_faulty_sample_finds_its_place_in_it() -> None:
    intake = read_report(io.BytesIO(FAULTY.read_bytes()), expected=expected_of())
    findings = [*intake.findings, *catalogue.check(facts_of(intake), on=DATED)]
    places = [Located(finding, intake.cell_of(finding)) for finding in findings]
    assert unsound(annotate(io.BytesIO(FAULTY.read_bytes()), places)) == []


def test_text_that_a_spreadsheet_would_resolve_is_shown_as_it_is() -> None:
    sheet = opened(annotate(io.BytesIO(clean()), [located("BKU!H9", found="_x0041_")]))["Temuan"]
    assert sheet["F5"].value in ("_x0041_", "_x005F_x0041_")
