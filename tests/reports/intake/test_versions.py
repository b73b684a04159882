"""Workbooks that were downloaded before the layout changed are read as they are."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from reports.intake.layout import SUMMARY
from tests.reports.intake.desk import changed, found, read
from tests.workbooks.samples import CLEAN

INTEREST = SUMMARY.row("interest")


def workbook(version: int, *, line: bool, interest: object = None) -> bytes:
    """The clean report in this version of the layout, with or without the line for bank interest."""

    def change(book) -> None:  # type: ignore[no-untyped-def]
        book["_amanah"]["B2"].value = version
        sheet = book[SUMMARY.title]
        sheet.cell(INTEREST, SUMMARY.label_column).value = "Bunga bank" if line else None
        sheet.cell(INTEREST, SUMMARY.declared_column).value = interest

    return changed(change)


def test_an_older_workbook_is_not_blamed_for_a_line_that_it_never_had() -> None:
    content = workbook(2, line=False)
    assert found(content) == []
    assert read(content).identity.version == 2
    assert (read(content).declared.interest, read(content).declared.unreadable) == (None, frozenset())


def test_a_line_that_a_workbook_of_today_has_lost_is_told() -> None:
    content = workbook(3, line=False)
    assert [rule for rule, _ in found(content)] == ["INT-10"]
    assert read(content).declared.unreadable == {"interest"}


@pytest.mark.parametrize(("typed", "amount"), [(12_345, 12_345), ("Rp12.345", 12_345), (0, 0), (None, None)])
def test_bank_interest_is_read_like_every_declared_figure(typed: object, amount: int | None) -> None:
    content = workbook(3, line=True, interest=typed)
    assert found(content) == []
    assert read(content).declared.interest == amount


def test_the_samples_from_calc_are_of_the_older_version() -> None:
    """So they prove on every run that it is still read; who makes them anew keeps one of these."""
    marker = load_workbook(io.BytesIO(CLEAN.read_bytes()))["_amanah"]
    assert str(marker["B2"].value) == "2"
