"""Findings as one thing to mend: the heading states the fault, never the rule as if it were fulfilled."""

from __future__ import annotations

from openpyxl.workbook import Workbook

from regulations import catalogue
from reports.findings import causes_of
from reports.intake.layout import BKU, FIRST_DATA_ROW
from tests.reports.stage import Stage, put


def test_findings_with_different_sentences_are_headed_by_their_fault(stage: Stage) -> None:
    def without_stamps(book: Workbook) -> None:
        for row in (FIRST_DATA_ROW + 1, FIRST_DATA_ROW + 2):
            put(book, BKU, row, stamp_duty=None)

    (cause,) = causes_of(stage.upload(without_stamps).findings.all())
    assert len({finding.message for finding in cause.group.items}) == 2
    assert cause.title == "Bukti belum bermeterai cukup"
    assert cause.obligation == catalogue.get("MTR-01").obligation


def test_findings_with_one_sentence_are_headed_by_it(stage: Stage) -> None:
    def without_payees(book: Workbook) -> None:
        for row in (FIRST_DATA_ROW + 1, FIRST_DATA_ROW + 2):
            put(book, BKU, row, payee=None)

    (cause,) = causes_of(stage.upload(without_payees).findings.all())
    assert cause.title == cause.head.message
