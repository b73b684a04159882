"""Amounts in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupiah.terbilang import MAX_TERBILANG, NotTerbilang, parse_terbilang, terbilang


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol"),
        (9, "sembilan"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_100, "seribu seratus"),
        (2_000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (21_000, "dua puluh satu ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_250_000, "satu juta dua ratus lima puluh ribu"),
        (1_000_000_000, "satu miliar"),
        (1_001_001_001, "satu miliar satu juta seribu satu"),
        (10**12, "satu triliun"),
        (10**15, "satu kuadriliun"),
        (-5_000, "minus lima ribu"),
    ],
)
def test_a_number_is_said_as_indonesians_say_it(amount: int, words: str) -> None:
    assert terbilang(amount, rupiah=False) == words
    assert terbilang(amount) == f"{words} rupiah"
    assert parse_terbilang(words) == amount


def test_a_number_beyond_the_largest_is_refused() -> None:
    assert terbilang(MAX_TERBILANG).startswith("sembilan ratus sembilan puluh sembilan kuadriliun")
    with pytest.raises(ValueError, match="terlalu besar"):
        terbilang(MAX_TERBILANG + 1)


@given(st.integers(min_value=-MAX_TERBILANG, max_value=MAX_TERBILANG))
def test_words_read_back_are_the_same_number(amount: int) -> None:
    assert parse_terbilang(terbilang(amount)) == amount


@given(millions=st.integers(min_value=0, max_value=10**9), rest=st.integers(min_value=0, max_value=999))
def test_a_lone_thousand_is_seribu_inside_any_larger_number(millions: int, rest: int) -> None:
    said = terbilang(millions * 1_000_000 + 1_000 + rest, rupiah=False)
    assert "seribu" in said.split()
    assert "ribu" not in said.split()


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("Satu Ribu Rupiah", 1_000),
        ("satu ratus", 100),
        ("sejuta", 1_000_000),
        ("dua milyar", 2 * 10**9),
        ("tiga trilyun", 3 * 10**12),
        ("  dua   puluh\nribu ", 20_000),
    ],
)
def test_common_spellings_are_understood(words: str, amount: int) -> None:
    assert parse_terbilang(words) == amount


@pytest.mark.parametrize(
    "words",
    ["", "rupiah", "minus", "dua tiga", "ribu", "ribu dua", "dua puluh puluh", "lima ribu satu juta", "lima apel"],
)
def test_words_that_are_no_number_are_refused(words: str) -> None:
    with pytest.raises(NotTerbilang, match="tidak terbaca"):
        parse_terbilang(words)
