"""Two people sign, after the last line of the cash book; nobody is asked before the report is handed in."""

from dataclasses import replace
from datetime import date

from regulations.catalogue import get
from regulations.findings import Where
from tests.regulations.builders import FIRST_ROW
from tests.regulations.examples_office import OFFICE
from tests.regulations.judging import findings_of, ids
from tests.regulations.plants_office import PLANTS

IDS = ("TTD-01", "TTD-02", "TTD-03", "TTD-04")


def test_before_submission_no_signature_is_asked_for() -> None:
    assert ids(replace(OFFICE, signatures=None)) == []


def test_each_missing_signature_is_told() -> None:
    messages = [finding.message for finding in findings_of("TTD-01", replace(OFFICE, signatures=()))]
    assert messages == [
        "Laporan belum ditandatangani oleh bendahara LKS.",
        "Laporan belum ditandatangani oleh ketua LKS.",
    ]


def test_one_person_under_both_is_told_once() -> None:
    (finding,) = findings_of("TTD-02", PLANTS["TTD-02"](OFFICE))
    assert finding.found == "satu orang untuk dua tanda tangan"


def test_a_line_after_the_signature_is_told_in_its_cell() -> None:
    (finding,) = findings_of("TTD-03", PLANTS["TTD-03"](OFFICE))
    assert finding.where == Where("BKU", FIRST_ROW + 4, "date")
    assert finding.expected == "paling lambat 30 Juni 2021, hari tanda tangan bendahara"
    undated = tuple(replace(entry, date=None) for entry in OFFICE.entries)
    early = tuple(replace(one, signed_on=date(2021, 1, 1)) for one in OFFICE.signatures or ())
    assert findings_of("TTD-03", replace(OFFICE, entries=undated, signatures=early)) == []


def test_they_block_and_what_lacks_cannot_be_set_aside() -> None:
    assert {get(rule_id).severity.value for rule_id in IDS} == {"error"}
    assert [get(rule_id).waivable for rule_id in IDS] == [False, False, True, False]
