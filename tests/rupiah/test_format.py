"""Whole rupiah in figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupiah.format import format_angka, format_rupiah
from rupiah.parse import parse_rupiah


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "Rp0"),
        (999, "Rp999"),
        (1_000, "Rp1.000"),
        (1_250_000, "Rp1.250.000"),
        (-5_000, "-Rp5.000"),
        (225_890_000_000, "Rp225.890.000.000"),
    ],
)
def test_an_amount_has_dots_between_thousands_and_no_space_after_rp(amount: int, text: str) -> None:
    assert format_rupiah(amount) == text


def test_a_plain_number_has_dots_and_no_rp() -> None:
    assert format_angka(16_000) == "16.000"


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_what_is_shown_can_be_typed_back(amount: int) -> None:
    assert parse_rupiah(format_rupiah(amount)) == amount
