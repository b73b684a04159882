from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from regulations.facts import BeneficiaryFacts, BudgetLineFacts, DeclaredFacts, EntryFacts, TaxFacts
from regulations.findings import Where
from reports.intake import docs
from reports.intake.layout import (
    BKU,
    PLACEMENTS,
    PM,
    RAB,
    SUMMARY,
    TAX,
    Kind,
    Placement,
    Table,
    cell_of,
    header_of,
    letter,
)

ROOT = Path(__file__).parents[3]
NOT_FROM_CELLS = {"row", "unreadable", "nik_was_number"}


@pytest.mark.parametrize(
    ("table", "facts"), [(BKU, EntryFacts), (PM, BeneficiaryFacts), (TAX, TaxFacts), (RAB, BudgetLineFacts)]
)
def test_every_fact_has_its_column_and_every_column_its_fact(table: Table, facts: type) -> None:
    keys = {column.key for column in table.columns if column.kind is not Kind.UNREAD}
    assert keys == {field.name for field in fields(facts)} - NOT_FROM_CELLS


def test_every_declared_figure_has_its_line() -> None:
    assert {line.key for line in SUMMARY.lines} == {field.name for field in fields(DeclaredFacts)} - NOT_FROM_CELLS


def test_a_choice_column_offers_choices() -> None:
    columns = [column for table in (BKU, PM, TAX) for column in table.columns]
    assert all(bool(column.choices) == (column.kind is Kind.CHOICE) for column in columns)


@pytest.mark.parametrize(("index", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_places_have_letters(index: int, letters: str) -> None:
    assert letter(index) == letters


@pytest.mark.parametrize(
    ("where", "cell"),
    [
        (Where("BKU", 18, "budget_code"), "BKU!F18"),
        (Where("PM", 9, "nik"), "PM!B9"),
        (Where("BKU", 18), "BKU!A18"),
        (Where("BKU", None, "paid"), "BKU!H6"),
        (Where("Ringkasan", None, "remainder"), "Ringkasan!C10"),
        (Where("Identitas", None, "agreement_number"), "Identitas!B11"),
        (Where("Catatan lama"), "'Catatan lama'!A1"),
        (Where(), ""),
    ],
)
def test_a_place_has_a_cell(where: Where, cell: str) -> None:
    assert cell_of(where) == cell


def test_a_place_follows_a_renamed_sheet_and_a_moved_column() -> None:
    moved = {**PLACEMENTS, "BKU": Placement("Buku Kas '21", 8, {"paid": 4})}
    assert cell_of(Where("BKU", 12, "paid"), moved) == "'Buku Kas ''21'!D12"
    assert cell_of(Where("BKU", None, "paid"), moved) == "'Buku Kas ''21'!D8"


def test_a_place_has_the_header_that_the_treasurer_sees() -> None:
    assert header_of(Where("BKU", 8, "evidence_number")) == "No. Bukti"
    assert header_of(Where("Ringkasan", None, "remainder")) == "Sisa dana"
    assert header_of(Where("Lain", 1, "x")) == ""


def test_the_page_about_the_workbook_is_the_one_that_the_layout_writes() -> None:
    """Remake it with: python -m reports.intake.docs > docs/workbook.md"""
    assert (ROOT / "docs/workbook.md").read_text(encoding="utf-8") == docs.page()
