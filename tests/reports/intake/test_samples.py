"""Workbooks that LibreOffice Calc filled in and saved, read as a user sends them (see tests/workbooks/README.md)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from regulations import catalogue
from regulations.findings import Severity
from reports.intake.groups import compare, known_by, row_keys
from reports.intake.read import Intake, read_report
from tests.reports.intake.test_groups import Kept
from tests.workbooks.samples import CLEAN, DATED, FAULTY, MENDED, REMAINDER, SPENT, expected_of, facts_of


def intake(path: Path) -> Intake:
    return read_report(io.BytesIO(path.read_bytes()), expected=expected_of())


def judged(path: Path) -> list[Kept]:
    read = intake(path)
    keys = row_keys(read)
    findings = [*read.findings, *catalogue.check(facts_of(read), on=DATED)]
    return [Kept(finding, known_by(finding, keys)) for finding in findings]


def places(path: Path) -> set[tuple[str, str]]:
    read = intake(path)
    return {(each.finding.rule, read.cell_of(each.finding)) for each in judged(path)}


def test_the_samples_were_saved_by_calc() -> None:
    for path in (CLEAN, FAULTY, MENDED):
        assert b"LibreOffice" in _part(path, "docProps/app.xml")


def _part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_a_clean_report_from_calc_has_no_finding_of_intake_or_rules() -> None:
    assert judged(CLEAN) == []


def test_a_clean_report_from_calc_says_what_was_typed() -> None:
    read = intake(CLEAN)
    assert (len(read.entries), len(read.beneficiaries), len(read.taxes)) == (9, 6, 1)
    assert (read.declared.spent, read.declared.remainder) == (SPENT, REMAINDER)
    assert read.entries[-1].balance == REMAINDER
    assert read.entries[0].received == 50_000_000


def test_what_a_hurried_treasurer_typed_is_understood_or_told_with_its_cell() -> None:
    assert places(FAULTY) == {
        ("INT-18", "BKU!H8"),
        ("RAB-01", "BKU!F9"),
        ("BKU-08", "BKU!E10"),
        ("MTR-01", "BKU!J11"),
        ("BKU-05", "BKU!B12"),
        ("INT-07", "BKU!J12"),
        ("BKU-06", "BKU!B13"),
        ("BKT-02", "BKU!C13"),
        ("INT-01", "BKU!H14"),
        ("INT-03", "BKU!H15"),
        ("INT-12", "BKU!D17"),
        ("INT-13", "BKU!D20"),
        ("INT-13", "BKU!D23"),
        ("PM-02", "PM!B7"),
        ("PM-01", "PM!B8"),
        ("INT-06", "PM!D10"),
        ("INT-11", "PM!C11"),
        ("INT-08", "'Catatan lama'!A1"),
    }


def test_amounts_and_dates_typed_as_text_count_in_the_faulty_report() -> None:
    entries = {entry.row: entry for entry in intake(FAULTY).entries}
    assert entries[8].paid == 5_000_000
    assert entries[9].date is not None
    assert max(entries) == 15, "the row of sums and the signatures are no entries"


def test_the_mended_report_shows_what_is_gone_and_what_is_still_there() -> None:
    comparison = compare(judged(FAULTY), judged(MENDED))
    assert [each.finding.rule for each in comparison.still] == ["RAB-01"]
    assert comparison.new == ()
    heavy = [each for each in judged(FAULTY) if each.finding.severity is Severity.ERROR]
    gone = [each for each in comparison.gone if each.finding.severity is Severity.ERROR]
    assert len(gone) == len(heavy) - 1
