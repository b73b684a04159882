"""Workbooks that nobody made by filling in a form: each is judged or refused with a sentence, quickly, every time."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from regulations.findings import Severity
from reports.intake.annotate import Located, annotate
from reports.intake.read import Intake
from sheets import Unreadable
from tests.reports.intake.desk import (
    BKU,
    FIRST,
    PM,
    SUMMARY,
    TAX,
    changed,
    clean,
    found,
    only,
    read,
    repacked,
    with_cells,
)

BKU_PART = "xl/worksheets/sheet4.xml"
MOST_SECONDS = 10


def sheet_parts() -> dict[str, str]:
    """Title of a sheet to the name of its part, in the order in which our writer numbers them."""
    titles = load_workbook(io.BytesIO(clean()), read_only=True).sheetnames
    return {title: f"xl/worksheets/sheet{number}.xml" for number, title in enumerate(titles, start=1)}


def rewritten(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The clean report with one part changed, which must really change."""
    with zipfile.ZipFile(io.BytesIO(clean())) as archive:
        before = archive.read(part)
    assert change(before) != before
    return repacked(clean(), {part: change})


def cell_says(reference: str, inside: bytes, attributes: bytes = b"") -> Callable[[bytes], bytes]:
    """Replaces one cell of a sheet's XML."""
    pattern = re.compile(rb'<c r="%b"[^>]*?(?:/>|>.*?</c>)' % reference.encode(), re.DOTALL)
    cell = b'<c r="%b"%b>%b</c>' % (reference.encode(), attributes, inside)
    return lambda xml: pattern.sub(cell, xml, count=1)


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(content)
    return str(refusal.value)


def taken_home(content: bytes, intake: Intake) -> bytes:
    """The workbook with its findings in it."""
    return annotate(io.BytesIO(content), [Located(each, intake.cell_of(each)) for each in intake.findings])


def merged(area: str) -> Callable[[bytes], bytes]:
    """Puts a merged area in a sheet beside those it has."""

    def change(xml: bytes) -> bytes:
        cell = b'<mergeCell ref="%b"/>' % area.encode()
        if b"</mergeCells>" in xml:
            return xml.replace(b"</mergeCells>", cell + b"</mergeCells>")
        return xml.replace(b"</sheetData>", b"</sheetData><mergeCells>" + cell + b"</mergeCells>")

    return change


@pytest.mark.parametrize("title", list(sheet_parts()))
@pytest.mark.parametrize("area", ["A1:CV20000", "a1:cv20000"])
def test_a_vast_merged_area_is_refused_by_its_sheet_and_range(title: str, area: str) -> None:
    sentence = refused(rewritten(sheet_parts()[title], merged(area)))
    assert f"“{title}”" in sentence
    assert "A1:CV20000" in sentence


@pytest.mark.parametrize("area", ["A:CV", "1:20000", "A1:CV20000:A1", ""])
def test_a_merged_area_without_corners_is_refused(area: str) -> None:
    refused(rewritten(BKU_PART, merged(area)))


def test_many_small_merged_areas_count_together() -> None:
    cells = "".join(f'<mergeCell ref="Z{row}:AZ{row}"/>' for row in range(1000, 1500))
    refused(
        rewritten(
            BKU_PART, lambda xml: merged("Z999:AZ999")(xml).replace(b"</mergeCells>", cells.encode() + b"</mergeCells>")
        )
    )


def test_ordinary_merged_headings_are_no_matter() -> None:
    assert found(rewritten(BKU_PART, merged("L1:P2"))) == []


def test_a_workbook_of_more_sheets_than_are_read_is_refused() -> None:
    def many(book: Workbook) -> None:
        for number in range(60):
            book.create_sheet(f"Lembar {number}")

    assert "60" in refused(changed(many))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("title", [BKU.title, PM.title, TAX.title, SUMMARY.title])
def test_a_sheet_that_is_read_must_be_seen(title: str, state: str) -> None:
    def hide(book: Workbook) -> None:
        book[title].sheet_state = state

    finding = only(changed(hide))
    assert (finding.rule, finding.severity) == ("INT-19", Severity.ERROR)
    assert f"“{title}”" in finding.message
    assert "Unhide" in finding.remedy


def test_hidden_rows_with_entries_are_a_note_with_their_numbers() -> None:
    def hide(book: Workbook) -> None:
        for row in (FIRST + 1, FIRST + 2):
            book[BKU.title].row_dimensions[row].hidden = True

    finding = only(changed(hide))
    assert (finding.rule, finding.severity, finding.where.row) == ("INT-20", Severity.NOTE, FIRST + 1)
    assert f"{FIRST + 1}, {FIRST + 2}" in finding.found


def test_a_hidden_column_that_is_read_is_a_note() -> None:
    def hide(book: Workbook) -> None:
        book[BKU.title].column_dimensions[BKU.letter("paid")].hidden = True

    finding = only(changed(hide))
    assert (finding.rule, finding.severity, finding.where.field) == ("INT-20", Severity.NOTE, "paid")


def test_half_a_character_in_a_cell_is_shown_as_unreadable_not_kept() -> None:
    (entry, *_) = read(with_cells(BKU, FIRST, description="a_xD800_b")).entries
    assert entry.description == "a\N{REPLACEMENT CHARACTER}b"
    (entry, *_) = read(with_cells(BKU, FIRST, description="_xD83D__xDE00_")).entries
    assert entry.description == "\N{GRINNING FACE}"


def test_the_nul_character_in_a_cell_is_not_kept() -> None:
    (entry, *_) = read(with_cells(BKU, FIRST, description="a_x0000_b")).entries
    assert entry.description == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("number", ["9" * 400, "9" * 4000, "9" * 5000, "nan", "inf", "-INF", "1e999", "²"])
def test_what_is_no_number_of_a_spreadsheet_is_refused_with_its_cell(number: str) -> None:
    part = sheet_parts()[PM.title]
    cell = f"{PM.letter('nik')}{FIRST}"
    inside = f"<v>{number}</v>".encode()
    sentence = refused(rewritten(part, cell_says(cell, inside)))
    assert cell in sentence
    assert PM.title in sentence


def test_an_amount_too_large_to_keep_is_a_finding() -> None:
    cell = f"{BKU.letter('paid')}{FIRST}"
    content = rewritten(BKU_PART, cell_says(cell, b"<v>99999999999999999999</v>"))
    assert ("INT-01", f"BKU!{cell}") in found(content)


@pytest.mark.parametrize("title", [BKU.title, PM.title])
def test_a_row_that_stands_twice_is_refused_with_its_number(title: str) -> None:
    part = sheet_parts()[title]
    row = re.compile(rb'<row r="8".*?</row>', re.DOTALL)
    sentence = refused(rewritten(part, lambda xml: row.sub(lambda match: match[0] * 2, xml, count=1)))
    assert "Baris 8" in sentence
    assert title in sentence


@pytest.mark.parametrize(
    "damage",
    [
        lambda xml: xml.replace(b'<c r="A8"', b'<c r="ZZZZ8"', 1),
        lambda xml: xml.replace(b'<c r="A8"', b'<c r="A9"', 1),
        lambda xml: xml.replace(b'<c r="A8"', b'<c r="XFE8"', 1),
        lambda xml: re.sub(rb'(<c r="A8"[^>]*?) s="[0-9]+"', rb'\1 s="99999"', xml, count=1),
        lambda xml: xml.replace(b'<row r="8"', b'<row r="99999999"', 1),
    ],
    ids=["no such column", "cell of another row", "column too far", "no such style", "no such row"],
)
def test_cells_that_no_spreadsheet_has_are_refused(damage: Callable[[bytes], bytes]) -> None:
    refused(rewritten(BKU_PART, damage))


def test_one_formatted_cell_at_the_far_corner_does_not_hold_the_annotation_up() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    content = rewritten(BKU_PART, lambda xml: xml.replace(b"</sheetData>", far))
    began = time.monotonic()
    taken_home(content, read(content))
    assert time.monotonic() - began < MOST_SECONDS
