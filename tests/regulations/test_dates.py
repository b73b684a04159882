"""Dates as Indonesians write them."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.dates import NotADate, parse_tanggal, tanggal

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


def test_a_date_is_shown_with_the_months_name() -> None:
    assert tanggal(date(2021, 3, 17)) == "17 Maret 2021"
    assert tanggal(date(2021, 8, 1)) == "1 Agustus 2021"


@pytest.mark.parametrize(
    "text",
    [
        "17 Maret 2021",
        "17 maret 2021",
        "17 MARET 2021",
        "  17   Maret  2021 ",
        "17\N{NO-BREAK SPACE}Maret 2021",
        "Rabu, 17 Maret 2021",
        "17-03-2021",
        "17/3/2021",
        "17.03.2021",
        "17 3 2021",
        "2021-03-17",
        "2021/3/17",
        "2021-03-17 00:00:00",
        "2021-03-17T00:00:00",
        "17 Mar 2021",
        "17 Mar. 2021",
        "17-Mar-2021",
        "17Maret2021",
        "17 March 2021",
    ],
)
def test_the_ways_people_write_a_date_are_understood(text: str) -> None:
    assert parse_tanggal(text) == date(2021, 3, 17)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        *[
            ("Jan", 1),
            ("Feb", 2),
            ("Peb", 2),
            ("Pebruari", 2),
            ("Apr", 4),
            ("Mei", 5),
            ("May", 5),
            ("Jun", 6),
            ("Juli", 7),
        ],
        *[("Agt", 8), ("Agu", 8), ("Agust", 8), ("Ags", 8), ("Aug", 8), ("August", 8), ("Sep", 9), ("Sept", 9)],
        *[
            ("Okt", 10),
            ("Oct", 10),
            ("October", 10),
            ("Nov", 11),
            ("Nop", 11),
            ("Nopember", 11),
            ("Des", 12),
            ("Dec", 12),
        ],
    ],
)
def test_months_are_known_in_both_languages_and_cut_short(name: str, month: int) -> None:
    assert parse_tanggal(f"5 {name} 2021") == date(2021, month, 5)


def test_the_day_stands_before_the_month() -> None:
    assert parse_tanggal("04/03/2021") == date(2021, 3, 4)


@pytest.mark.parametrize(
    "text", ["31 Februari 2021", "29-02-2021", "03/17/2021", "17 Foo 2021", "17 Marmot 2021", "0/1/2021"]
)
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(NotADate, match="tidak ada dalam kalender"):
        parse_tanggal(text)


@pytest.mark.parametrize(
    "text", ["17-03-21", "17 Maret", "Maret 2021", "44272", "kemarin", "17-03/2021", "2021-03-17 08:30"]
)
def test_what_is_no_full_date_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NotADate, match="[Tt]ulis .*misalnya 17/03/2021"):
        parse_tanggal(text)


@pytest.mark.parametrize("text", ["17-03-0202", "17-03-1899", "17-03-2200"])
def test_a_year_out_of_all_reason_is_refused(text: str) -> None:
    with pytest.raises(NotADate, match="tidak masuk akal"):
        parse_tanggal(text)


def test_a_blank_is_said_to_be_blank() -> None:
    with pytest.raises(NotADate, match="kosong"):
        parse_tanggal("  ")


@pytest.mark.parametrize("text", ["17/3/21", "17-03-21", "17.03.21", "17 Mar 21", "17Maret21", "Rabu, 17 Maret 21"])
def test_a_year_of_two_digits_is_understood_among_the_years_it_may_mean(text: str) -> None:
    assert parse_tanggal(text, years=range(2020, 2023)) == date(2021, 3, 17)
    for years in (range(2022, 2024), ()):
        with pytest.raises(NotADate, match="tahunnya empat angka"):
            parse_tanggal(text, years=years)


def test_a_year_of_four_digits_may_be_any() -> None:
    assert parse_tanggal("17-03-2010", years=range(2020, 2023)) == date(2010, 3, 17)


@pytest.mark.parametrize("text", ["", "kemarin", "17-03-21", "31-02-2021"])
def test_examples_of_a_date_have_one_form_in_digits(text: str) -> None:
    with pytest.raises(NotADate, match="17/03/2021"):
        parse_tanggal(text)


@given(DAYS)
def test_what_is_shown_can_be_typed_back(day: date) -> None:
    assert parse_tanggal(tanggal(day)) == day
    assert parse_tanggal(day.strftime("%d/%m/%Y")) == day
    assert parse_tanggal(day.isoformat()) == day


@given(st.text())
def test_no_text_gives_anything_but_a_date_or_a_refusal(text: str) -> None:
    with contextlib.suppress(NotADate):
        assert isinstance(parse_tanggal(text), date)
