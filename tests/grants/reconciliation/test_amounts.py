"""Amounts of a column: what thousands marks mean is proven by the column, or refused."""

from __future__ import annotations

import pytest

from grants.reconciliation.amounts import Marks, NotAnAmount, marks_of, read_amount


@pytest.mark.parametrize(
    ("column", "marks"),
    [
        (["1.250", "2.500"], Marks.UNPROVEN),
        (["600000", "1250000"], Marks.UNPROVEN),
        (["1.250", "1.250.000"], Marks.DOTS),
        (["1250,00"], Marks.DOTS),
        (["600.000,-"], Marks.DOTS),
        (["1,250", "1,250,000"], Marks.COMMAS),
        (["1250.00"], Marks.COMMAS),
        (["Rp (1,250.00)"], Marks.COMMAS),
        (["1.250.000", "1,250,000"], Marks.BOTH),
    ],
)
def test_a_column_proves_its_marks(column: list[str], marks: Marks) -> None:
    assert marks_of(column) is marks


@pytest.mark.parametrize(
    ("text", "marks", "amount"),
    [
        ("1.250", Marks.UNPROVEN, 1_250),
        ("1.250", Marks.DOTS, 1_250),
        ("1,250", Marks.COMMAS, 1_250),
        ("1.250", Marks.COMMAS, None),
        ("1,250", Marks.DOTS, None),
        ("1,250", Marks.UNPROVEN, None),
        ("1.250", Marks.BOTH, None),
        ("1,250", Marks.BOTH, None),
        ("-600.000", Marks.UNPROVEN, -600_000),
        ("Rp (600.000)", Marks.UNPROVEN, -600_000),
        ("(Rp 600,000)", Marks.COMMAS, -600_000),
    ],
)
def test_one_group_of_three_is_read_only_as_the_column_allows(text: str, marks: Marks, amount: int | None) -> None:
    if amount is None:
        with pytest.raises(NotAnAmount, match="atau sebagai pecahan"):
            read_amount(text, marks)
    else:
        assert read_amount(text, marks) == amount


@pytest.mark.parametrize(
    "text", ["(-5)", "--5", "1.2.3", "12.50", "1.250,000", "0x10", "١٢٣", "1_000", "9" * 19, "1e6"]
)
def test_what_is_no_whole_amount_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount):
        read_amount(text, Marks.UNPROVEN)


@pytest.mark.parametrize("blank", [None, "", "  ", "-", "–"])
def test_a_blank_or_a_dash_is_no_amount(blank: str | None) -> None:
    assert read_amount(blank, Marks.UNPROVEN) is None


def test_a_number_that_a_spreadsheet_no_longer_keeps_is_refused() -> None:
    assert read_amount(10**15 - 1, Marks.UNPROVEN) == 10**15 - 1
    with pytest.raises(NotAnAmount):
        read_amount(10**15, Marks.UNPROVEN)
