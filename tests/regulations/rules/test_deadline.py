"""The report comes in time."""

from datetime import date

from regulations.catalogue import Stage, check
from regulations.findings import Severity, Where
from tests.regulations.builders import clean_facts, clean_instalment
from tests.regulations.judging import ON, findings_of, ids


def test_the_day_it_is_due_is_still_in_time_and_the_next_is_late() -> None:
    assert ids(clean_facts(submitted_on=date(2022, 1, 15))) == []
    (finding,) = findings_of("WKT-01", clean_facts(submitted_on=date(2022, 1, 16)))
    assert finding.where == Where("Identitas", None, "report_due_on")
    assert finding.message == "Laporan ini terlambat 1 hari."
    assert (finding.found, finding.expected) == ("diajukan 16 Januari 2022", "paling lambat 15 Januari 2022")


def test_lateness_wants_explaining_and_does_not_block() -> None:
    (finding,) = findings_of("WKT-01", clean_facts(submitted_on=date(2023, 1, 15)))
    assert finding.severity is Severity.WARNING


def test_a_report_not_yet_submitted_is_judged_as_of_today() -> None:
    assert ids(clean_facts(submitted_on=None, today=date(2022, 1, 15))) == []
    (finding,) = findings_of("WKT-01", clean_facts(submitted_on=None, today=date(2022, 1, 20)))
    assert finding.found == "belum diajukan sampai 20 Januari 2022"


def test_the_day_of_submission_counts_not_the_day_of_reading() -> None:
    assert ids(clean_facts(submitted_on=date(2022, 1, 10), today=date(2024, 1, 1))) == []


def test_without_a_due_date_or_any_day_nothing_is_said() -> None:
    assert ids(clean_facts(instalment=clean_instalment(report_due_on=None), submitted_on=date(2030, 1, 1))) == []
    assert ids(clean_facts(submitted_on=None, today=None)) == []


def test_lateness_is_not_judged_at_upload() -> None:
    late = clean_facts(submitted_on=date(2022, 1, 16))
    assert check(late, on=ON, stage=Stage.WORKBOOK) == []
