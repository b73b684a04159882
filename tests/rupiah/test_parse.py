"""Amounts as people type them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupiah.parse import NotRupiah, parse_rupiah


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("Rp1.500.000", 1_500_000),
        ("Rp 1.500.000,00", 1_500_000),
        ("Rp. 1.500.000,-", 1_500_000),
        ("Rp1.500.000,-", 1_500_000),
        ("rp 1.500.000.-", 1_500_000),
        ("IDR 1,500,000.00", 1_500_000),
        ("1,500,000.00", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1,500.00", 1_500),
        ("1.500,0", 1_500),
        ("1 500 000", 1_500_000),
        ("1\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}000", 1_500_000),
        ("1500000,00", 1_500_000),
        ("1500000.0", 1_500_000),
        ("1.500", 1_500),
        ("  750 rupiah ", 750),
        ("0", 0),
        ("Rp0,00", 0),
        ("-Rp5.000", -5_000),
        ("Rp-5.000", -5_000),
        ("- 5.000", -5_000),
        ("9" * 15, 10**15 - 1),
    ],
)
def test_the_ways_people_write_an_amount_are_understood(text: str, amount: int) -> None:
    assert parse_rupiah(text) == amount


def test_a_single_comma_before_three_digits_is_ambiguous_and_both_readings_are_named() -> None:
    with pytest.raises(NotRupiah, match=r"“1,500” dapat dibaca sebagai 1\.500 atau sebagai pecahan\. Tulis 1500"):
        parse_rupiah("1,500")


@pytest.mark.parametrize("text", ["1.500,50", "1500.5", "1,500,000.01", "12,5"])
def test_sen_other_than_00_is_refused(text: str) -> None:
    with pytest.raises(NotRupiah, match="memuat sen"):
        parse_rupiah(text)


@pytest.mark.parametrize(
    "text",
    [
        "lima ribu",
        "Rp",
        "-",
        "1.50.000",
        "1.500.00",
        "1.500,000",
        "1500.000",
        "0.500",
        "1..500",
        "--5",
        "-Rp-5",
        "5 + 5",
        "1,500.000",
        "1500000 (lunas)",
        "٣٠٠",
        "1e6",
    ],
)
def test_what_is_no_amount_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(NotRupiah, match="Tulis angkanya saja"):
        parse_rupiah(text)


@pytest.mark.parametrize("text", ["", "   "])
def test_a_blank_is_said_to_be_blank(text: str) -> None:
    with pytest.raises(NotRupiah, match="kosong"):
        parse_rupiah(text)


def test_an_amount_that_fits_no_column_is_refused() -> None:
    with pytest.raises(NotRupiah, match="terlalu besar"):
        parse_rupiah("1" + "0" * 18)


@given(st.text())
def test_no_text_gives_anything_but_an_amount_or_a_refusal(text: str) -> None:
    with contextlib.suppress(NotRupiah):
        assert isinstance(parse_rupiah(text), int)
