from __future__ import annotations

from dataclasses import dataclass, replace

from openpyxl import Workbook

from regulations.findings import Finding, Severity, Where
from reports.intake.groups import FIRST_PLACES, compare, group, known_by, row_keys
from reports.intake.problems import FORM
from tests.reports.intake.desk import BKU, FIRST, LAST, PM, changed, clean, read, with_cells


def finding(rule: str, row: int | None, field: str = "paid", *, found: str = "x", sheet: str = "BKU") -> Finding:
    return Finding(rule, Severity.ERROR, f"{rule} {found}", Where(sheet, row, field), found, "y", "z", FORM)


def itself(given: Finding) -> Finding:
    return given


@dataclass(frozen=True)
class Kept:
    """A finding as a database keeps it."""

    finding: Finding
    fingerprint: str


def test_one_cause_is_one_group_with_its_count_and_first_places() -> None:
    findings = [finding("A", row) for row in range(7, 27)] + [finding("B", 8), finding("A", 9, "received")]
    groups = group(findings, finding_of=itself)
    assert [(each.rule, each.count, each.more) for each in groups] == [("A", 20, 15), ("B", 1, 0), ("A", 1, 0)]
    assert [each.where.row for each in groups[0].first] == list(range(7, 7 + FIRST_PLACES))


def test_heavier_groups_come_first() -> None:
    note = replace(finding("A", 1), severity=Severity.NOTE)
    groups = group([note, finding("B", 2)], finding_of=itself)
    assert [each.rule for each in groups] == ["B", "A"]


def test_a_group_is_as_heavy_as_its_heaviest() -> None:
    note = replace(finding("A", 1), severity=Severity.NOTE)
    assert group([note, finding("A", 2)], finding_of=itself)[0].severity is Severity.ERROR


def test_no_findings_make_no_groups() -> None:
    assert group([], finding_of=itself) == []


def kept(content: bytes) -> list[Kept]:
    intake = read(content)
    keys = row_keys(intake)
    return [Kept(each, known_by(each, keys)) for each in intake.findings]


def test_a_mended_finding_is_gone_another_still_there_a_third_new() -> None:
    def before(book: Workbook) -> None:
        book["BKU"].cell(FIRST + 1, BKU.index("paid")).value = "banyak"
        book["BKU"].cell(FIRST + 2, BKU.index("date")).value = "kemarin"

    def after(book: Workbook) -> None:
        book["BKU"].cell(FIRST + 2, BKU.index("date")).value = "kemarin dulu"
        book["PM"].cell(FIRST, PM.index("form")).value = "Bingkisan"

    comparison = compare(kept(changed(before)), kept(changed(after)))
    assert [each.finding.rule for each in comparison.gone] == ["INT-01"]
    assert [each.finding.found for each in comparison.still] == ["kemarin dulu"]
    assert [each.finding.rule for each in comparison.new] == ["INT-06"]


def test_a_finding_is_known_again_when_its_row_has_moved() -> None:
    wrong = with_cells(BKU, LAST, date="kemarin")

    def moved(book: Workbook) -> None:
        book["BKU"].cell(LAST, BKU.index("date")).value = "kemarin"
        book["BKU"].insert_rows(FIRST + 1, 2)

    comparison = compare(kept(wrong), kept(changed(moved)))
    assert (len(comparison.gone), len(comparison.still), len(comparison.new)) == (0, 1, 0)


def test_the_same_fault_of_another_entry_is_another_finding() -> None:
    comparison = compare(kept(with_cells(BKU, LAST, date="x")), kept(with_cells(BKU, LAST - 1, date="x")))
    assert (len(comparison.gone), len(comparison.still), len(comparison.new)) == (1, 0, 1)


def test_of_three_alike_two_remain_and_one_is_gone() -> None:
    three = [Kept(finding("A", row), "same") for row in (7, 8, 9)]
    two = [Kept(finding("A", row), "same") for row in (7, 8)]
    comparison = compare(three, two)
    assert ([each.finding.where.row for each in comparison.gone], len(comparison.still)) == ([9], 2)
    assert len(compare(two, three).new) == 1


def test_a_finding_without_a_row_is_known_by_its_place_though_its_figure_changed() -> None:
    old, new = finding("S", None, found="1"), finding("S", None, found="2")
    assert known_by(old, {}) == known_by(new, {})


def test_a_row_without_evidence_number_is_known_by_what_was_found() -> None:
    assert known_by(finding("A", 7, found="1"), {}) == known_by(finding("A", 9, found="1"), {})
    assert known_by(finding("A", 7, found="1"), {}) != known_by(finding("A", 7, found="2"), {})


def test_rows_are_known_by_evidence_number_nik_and_tax_slip() -> None:
    keys = row_keys(read(clean()))
    assert keys["BKU", FIRST + 1] == "KW-00001"
    assert keys["PM", FIRST] == "3271060101120001"
    assert keys["Pajak", FIRST] == "KW-00001"
