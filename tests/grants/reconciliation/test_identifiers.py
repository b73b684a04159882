"""Numbers that name a payment or an account."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.reconciliation.identifiers import (
    NotAnIdentifier,
    Slip,
    masked_account,
    read_identifier,
    slip_between,
    slip_keys,
)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1234-5678 90", "1234567890"),
        ("'0012.345", "0012345"),
        ("\N{NO-BREAK SPACE}001\N{NO-BREAK SPACE}2", "0012"),
        (1234567890, "1234567890"),
        ("00012a/650123/2021", "00012A/650123/2021"),
        (None, ""),
    ],
)
def test_blanks_dashes_and_dots_are_no_part_of_a_number(value: str | int | None, number: str) -> None:
    assert read_identifier(value) == number


@pytest.mark.parametrize("text", ["2.1E+14", "2,10331E+14", "2E+14"])
def test_a_number_in_scientific_notation_has_lost_its_end(text: str) -> None:
    with pytest.raises(NotAnIdentifier, match="notasi ilmiah"):
        read_identifier(text)


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("0034567892", "34567892", Slip.LEADING_ZEROS),
        ("210331", "210381", Slip.ONE_DIGIT),
        ("210331", "210313", Slip.TRANSPOSED),
        ("210331", "21331", Slip.MISSING),
        ("210331", "210331", None),
        ("210331", "213031", Slip.TRANSPOSED),
        ("210331", "310332", None),
        ("210331", "130312", None),
        ("210331", "", None),
    ],
)
def test_a_slip_is_told_from_another_number(one: str, other: str, slip: Slip | None) -> None:
    assert slip_between(one, other) is slip
    assert slip_between(other, one) is slip


@given(
    st.text("0123456789", min_size=3, max_size=18), st.integers(0, 17), st.text("0123456789", min_size=1, max_size=1)
)
def test_numbers_with_a_slip_between_them_always_share_a_key(number: str, place: int, digit: str) -> None:
    """Otherwise the slip would never be looked at."""
    place %= len(number)
    changed = number[:place] + digit + number[place + 1 :]
    swapped = {
        number[:first] + number[second] + number[first] + number[second + 1 :]
        for first, second in pairwise(range(len(number)))
    }
    for other in {changed, number[:place] + number[place + 1 :], f"000{number}", *swapped}:
        if slip_between(number, other):
            assert slip_keys(number) & slip_keys(other)


def test_an_account_is_shown_by_its_end_only() -> None:
    assert masked_account("1234567890") == "•••• 7890"
    assert masked_account("12345678") == "••••"
