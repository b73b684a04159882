from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import PatternFill
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink

from regulations import catalogue
from regulations.findings import Finding, Severity, Where
from reports.intake import annotate as annotating
from reports.intake.annotate import MARK, Located, annotate
from reports.intake.problems import FORM
from reports.intake.read import read_report
from sheets import Unreadable
from tests.reports.intake.desk import BKU, FIRST, changed, clean, read
from tests.workbooks.samples import DATED, FAULTY, expected_of, facts_of


def located(cell: str, rule: str = "X-01", severity: Severity = Severity.ERROR, **texts: str) -> Located:
    sheet, _, _ = cell.partition("!")
    where = Where(sheet or None, 9, "paid")
    return Located(replace(Finding(rule, severity, "Salah.", where, "a", "b", "Ganti.", FORM), **texts), cell)


@pytest.fixture(scope="module")
def all_of_faulty() -> list[Located]:
    intake = read_report(io.BytesIO(FAULTY.read_bytes()), expected=expected_of())
    findings = [*intake.findings, *catalogue.check(facts_of(intake), on=DATED)]
    return [Located(finding, intake.cell_of(finding)) for finding in findings]


@pytest.fixture(scope="module")
def annotated(all_of_faulty: list[Located]) -> bytes:
    return annotate(io.BytesIO(FAULTY.read_bytes()), all_of_faulty)


def opened(content: bytes, **options: bool) -> Workbook:
    return load_workbook(io.BytesIO(content), **options)


def test_every_finding_is_a_comment_on_its_cell(annotated: bytes, all_of_faulty: list[Located]) -> None:
    book = opened(annotated)
    for each in all_of_faulty:
        text = book[each.sheet][each.reference].comment.text
        for part in (MARK, each.finding.message, each.finding.found, each.finding.remedy, str(each.finding.citation)):
            assert part in text


def test_several_findings_of_one_cell_share_its_comment() -> None:
    book = opened(annotate(io.BytesIO(clean()), [located("BKU!H9", "X-01"), located("BKU!H9", "X-02")]))
    text = book["BKU"]["H9"].comment.text
    assert text.count(MARK) == 1
    assert "X-01" in text
    assert "X-02" in text


def test_the_front_sheet_lists_every_finding_with_a_link_to_its_cell(
    annotated: bytes, all_of_faulty: list[Located]
) -> None:
    book = opened(annotated)
    sheet = book["Temuan"]
    assert book.sheetnames[0] == "Temuan"
    assert book.active.title == "Temuan"
    assert [each.title for each in book if each.sheet_view.tabSelected] == ["Temuan"]
    rows = list(sheet.iter_rows(min_row=5))
    assert len(rows) == len(all_of_faulty)
    for row in rows:
        if row[2].value.startswith("'Catatan lama'"):
            assert row[2].hyperlink is None, "a hidden sheet cannot be jumped to"
        else:
            assert row[2].hyperlink.location == row[2].value or row[2].hyperlink.target == f"#{row[2].value}"
    assert [row[1].value for row in rows] == sorted((row[1].value for row in rows), key=["Kesalahan", "Catatan"].index)


def test_no_findings_are_said_to_be_none() -> None:
    assert opened(annotate(io.BytesIO(clean()), []))["Temuan"]["A2"].value == "Tidak ada temuan."


def test_a_finding_without_a_cell_is_listed_without_a_link() -> None:
    row = opened(annotate(io.BytesIO(clean()), [located("")]))["Temuan"][5]
    assert (row[2].value, row[2].hyperlink) == ("Laporan", None)


def test_texts_of_users_never_become_formulas() -> None:
    sly = located("BKU!H9", message='=HYPERLINK("http://example.org")', found="+1+1", expected="@x", remedy="-2")
    book = opened(annotate(io.BytesIO(clean()), [sly]))
    assert {cell.data_type for cell in book["Temuan"][5][1:]} == {"s"}


def test_characters_that_xml_cannot_carry_are_left_out() -> None:
    book = opened(annotate(io.BytesIO(clean()), [located("BKU!H9", found="a\x07b")]))
    assert book["Temuan"]["F5"].value == "ab"
    assert "ab" in book["BKU"]["H9"].comment.text


def test_cells_are_coloured_over_the_treasurers_own_fill() -> None:
    def paint(book: Workbook) -> None:
        book["BKU"]["H9"].fill = PatternFill("solid", start_color="00FF00", end_color="00FF00")

    book = opened(annotate(io.BytesIO(changed(paint)), [located("BKU!H9"), located("BKU!H10")]))
    assert book["BKU"]["H9"].fill.start_color.rgb == "0000FF00"
    coloured = [str(each.sqref) for each in book["BKU"].conditional_formatting]
    assert "H9:H10" in coloured


def test_own_content_formulas_dropdowns_and_protection_stay(annotated: bytes) -> None:
    before, after = opened(FAULTY.read_bytes()), opened(annotated)
    for sheet in before:
        same = after[sheet.title]
        assert same.sheet_state == sheet.sheet_state
        assert same.protection.sheet == sheet.protection.sheet
        assert len(same.data_validations.dataValidation) == len(sheet.data_validations.dataValidation)
        assert same.merged_cells.ranges == sheet.merged_cells.ranges
        assert same.freeze_panes == sheet.freeze_panes
        for row in sheet.iter_rows():
            for cell in row:
                other = same[cell.coordinate]
                assert (other.value, other.number_format) == (cell.value, cell.number_format), cell
                assert other.protection.locked == cell.protection.locked


def test_results_of_formulas_stay(annotated: bytes) -> None:
    before, after = opened(FAULTY.read_bytes(), data_only=True), opened(annotated, data_only=True)
    for title in ("BKU", "RAB", "Ringkasan"):
        values = [[cell.value for cell in row] for row in before[title].iter_rows()]
        assert [[cell.value for cell in row] for row in after[title].iter_rows()] == values
    assert after["BKU"]["I9"].value == 39_500_000


def test_an_annotated_workbook_may_be_uploaded_as_it_is(annotated: bytes) -> None:
    before = read_report(io.BytesIO(FAULTY.read_bytes()), expected=expected_of())
    after = read_report(io.BytesIO(annotated), expected=expected_of())
    assert after == before


def test_a_second_annotation_replaces_the_first(annotated: bytes, all_of_faulty: list[Located]) -> None:
    assert annotate(io.BytesIO(annotated), all_of_faulty) == annotated
    cleared = opened(annotate(io.BytesIO(annotated), []))
    assert cleared.sheetnames.count("Temuan") == 1
    assert cleared["Temuan"].max_row == 4
    texts = [c.comment.text for sheet in cleared for row in sheet.iter_rows() for c in row if c.comment]
    assert not any(MARK in text for text in texts)
    formulas = [str(r.formula) for sheet in cleared for each in sheet.conditional_formatting for r in each.rules]
    assert formulas
    assert not any("temuan-amanah" in formula for formula in formulas)


def test_the_treasurers_own_comment_stays_above_ours_and_survives_us() -> None:
    def comment(book: Workbook) -> None:
        book["BKU"]["H9"].comment = Comment("Nota hilang, minta salinan.", "Budi")

    first = annotate(io.BytesIO(changed(comment)), [located("BKU!H9")])
    text = opened(first)["BKU"]["H9"].comment.text
    assert text.startswith("Nota hilang, minta salinan.")
    assert MARK in text
    assert opened(annotate(io.BytesIO(first), []))["BKU"]["H9"].comment.text == "Nota hilang, minta salinan."


def test_a_finding_inside_a_merged_range_is_written_where_the_range_begins() -> None:
    def merge(book: Workbook) -> None:
        book["BKU"].merge_cells(f"B{FIRST}:B{FIRST + 2}")

    book = opened(annotate(io.BytesIO(changed(merge)), [located(f"BKU!B{FIRST + 1}")]))
    assert MARK in book["BKU"][f"B{FIRST}"].comment.text


def test_a_renamed_sheet_and_one_that_is_gone_are_no_obstacle() -> None:
    def rename(book: Workbook) -> None:
        book["BKU"].title = "Kas '21"

    content = changed(rename)
    cell = "'Kas ''21'!H9"
    book = opened(annotate(io.BytesIO(content), [located(cell), located("Hilang!A1")]))
    assert MARK in book["Kas '21"]["H9"].comment.text
    assert [book["Temuan"].cell(row, 3).value for row in (5, 6)] == [cell, "Hilang!A1"]
    assert book["Temuan"].cell(6, 3).hyperlink is None


def test_the_same_findings_give_the_same_bytes(all_of_faulty: list[Located], annotated: bytes) -> None:
    assert annotate(io.BytesIO(FAULTY.read_bytes()), all_of_faulty) == annotated


def test_very_many_findings_are_all_counted_though_not_all_commented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "_MOST_CELLS", 3)
    monkeypatch.setattr("reports.intake.findings_sheet._MOST_ROWS", 4)
    book = opened(annotate(io.BytesIO(clean()), [located(f"BKU!H{row}") for row in range(7, 17)]))
    ours = [c for row in book["BKU"].iter_rows() for c in row if c.comment and MARK in c.comment.text]
    assert len(ours) == 3
    assert book["Temuan"].max_row == 4 + 4
    assert "6 temuan lagi hanya terlihat di Amanah" in book["Temuan"]["A2"].value


def test_links_to_other_workbooks_are_not_carried_on() -> None:
    def link(book: Workbook) -> None:
        external = ExternalLink(externalBook=ExternalBook(id="rId1"))
        external.file_link = Relationship(
            type="externalLinkPath", Target="file:///lain.xlsx", TargetMode="External", Id="rId1"
        )
        book._external_links.append(external)

    content = changed(link)
    assert "xl/externalLinks/externalLink1.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    names = zipfile.ZipFile(io.BytesIO(annotate(io.BytesIO(content), []))).namelist()
    assert not any("externalLink" in name for name in names)


@pytest.mark.parametrize("content", [b"", b"bukan", clean()[:5_000]])
def test_a_broken_file_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable):
        annotate(io.BytesIO(content), [])


def test_findings_of_moved_columns_are_written_where_they_stand() -> None:
    def insert(book: Workbook) -> None:
        book["BKU"].insert_cols(1)
        book["BKU"].cell(FIRST + 1, BKU.index("paid") + 1).value = "banyak"

    content = changed(insert)
    intake = read(content)
    (finding,) = intake.findings
    book = opened(annotate(io.BytesIO(content), [Located(finding, intake.cell_of(finding))]))
    assert MARK in book["BKU"].cell(FIRST + 1, BKU.index("paid") + 1).comment.text
