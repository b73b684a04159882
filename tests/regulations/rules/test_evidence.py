"""Every expense has its own evidence: a number in the book, and a file behind the number."""

from dataclasses import replace
from datetime import date

from regulations.catalogue import Stage, check
from regulations.findings import Where
from tests.regulations.builders import FIRST_ROW, clean_entries, clean_facts, with_entry
from tests.regulations.judging import ON, findings_of, ids


def test_every_expense_has_an_evidence_number_but_a_receipt_needs_none() -> None:
    (finding,) = findings_of("BKT-01", with_entry(1, evidence_number=None))
    assert finding.where == Where("BKU", FIRST_ROW + 1, "evidence_number")
    assert ids(with_entry(0, evidence_number=None)) == []


def test_a_number_that_could_not_be_read_is_not_called_missing() -> None:
    assert ids(with_entry(1, evidence_number=None, unreadable=frozenset({"evidence_number"}))) == []


def test_a_second_use_of_a_number_names_the_row_of_the_first() -> None:
    (finding,) = findings_of("BKT-02", with_entry(4, evidence_number="BK-002"))
    assert finding.where == Where("BKU", FIRST_ROW + 4, "evidence_number")
    assert finding.message == "Nomor bukti ini sudah dipakai di baris 9."
    assert finding.found == "BK-002"


def test_a_third_use_gives_a_second_finding() -> None:
    facts = with_entry(4, with_entry(3, evidence_number="BK-001"), evidence_number=" bk-001")
    assert [finding.where.row for finding in findings_of("BKT-02", facts)] == [FIRST_ROW + 3, FIRST_ROW + 4]


def test_blank_numbers_are_not_alike() -> None:
    assert findings_of("BKT-02", with_entry(2, with_entry(1, evidence_number=None), evidence_number=None)) == []


def test_an_expense_without_a_file_is_named() -> None:
    (finding,) = findings_of("BKT-03", clean_facts(evidenced=frozenset({"bk-001", "BK-003", "BK-004"})))
    assert finding.where == Where("BKU", FIRST_ROW + 2, "evidence_number")
    assert finding.message == "Bukti BK-002 belum dilampirkan."


def test_files_are_not_asked_for_before_they_can_be_attached() -> None:
    assert ids(clean_facts(evidenced=None)) == []
    without = clean_facts(evidenced=frozenset())
    assert check(without, on=ON, stage=Stage.WORKBOOK) == []
    asked = [finding.rule for finding in check(without, on=ON, stage=Stage.SUBMISSION)]
    assert sorted(asked) == ["ASM-05"] * 2 + ["ASM-06"] * 2 + ["BKT-03"] * 4


def test_a_receipt_needs_no_file() -> None:
    receipt = clean_entries()[0]
    facts = clean_facts(entries=(receipt,), evidenced=frozenset())
    assert findings_of("BKT-03", facts) == []


def test_an_expense_without_a_number_is_reported_for_its_number_only() -> None:
    without = with_entry(1, evidence_number=None)
    facts = replace(without, evidenced=(without.evidenced or frozenset()) - {"BK-001"})
    assert ids(facts) == ["BKT-01"]


def test_late_expenses_are_held_to_the_same() -> None:
    assert findings_of("BKT-03", with_entry(4, date=date(2021, 12, 31), evidence_number="BK-099"))
