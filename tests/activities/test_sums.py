"""Sums of a Sentra Kreasi, spans of months, and figures that hide small numbers: without a database."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from activities.months import last_day, month_name, next_month, span_of, spans
from activities.sums import due_by_maker, overpaid, share_of
from activities.veil import KEPT_BACK, LEAST, SMALL, veil

PAIRS = (("baru", "lanjutan"), ("laki-laki", "perempuan"))


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_a_share_is_whole_rupiah_within_the_sale_and_less_than_a_rupiah_short(amount: int, percent: int) -> None:
    share = share_of(amount, percent)
    assert 0 <= share <= amount
    assert 0 <= amount * percent - share * 100 < 100


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 10**9))))
def test_what_makers_are_due_is_the_sum_of_the_lines(lines: list[tuple[int, int]]) -> None:
    due = due_by_maker(lines)
    assert sum(due.values()) == sum(part for _, part in lines)
    assert set(due) == {maker for maker, _ in lines}


def test_only_who_was_handed_more_than_is_due_is_overpaid() -> None:
    assert overpaid({1: 100, 2: 100}, {1: 100, 2: 101, 3: 5}) == {2: 1, 3: 5}


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_month_ends_the_day_before_the_next(day: date) -> None:
    assert next_month(day).day == 1
    assert last_day(day) + timedelta(days=1) == next_month(day)
    assert last_day(day).month == day.month


def test_quarters_and_months_of_a_year_follow_each_other_without_a_gap() -> None:
    whole, *parts = spans(2021)
    for kind in ("triwulan", "bulan"):
        own = [span for span in parts if span.key.startswith(kind)]
        assert (own[0].begin, own[-1].end) == (whole.begin, whole.end)
        assert all(one.end == other.begin for one, other in pairwise(own))
    assert span_of(2021, "triwulan-2").label == "triwulan II 2021"
    assert span_of(2021, "bulan-12").label == month_name(date(2021, 12, 31)) == "Desember 2021"
    assert span_of(2021, "tidak-ada") == whole


@st.composite
def _rows(draw: st.DrawFn) -> list[dict[str, int]]:
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        whole = draw(st.integers(1, 30))
        new, male = draw(st.integers(0, whole)), draw(st.integers(0, whole))
        ended = draw(st.integers(0, whole))
        rows.append(
            {
                "dilayani": whole,
                "baru": new,
                "lanjutan": whole - new,
                "selesai": ended,
                "laki-laki": male,
                "perempuan": whole - male,
            }
        )
    return rows


@given(_rows())
def test_no_small_number_is_told_and_none_is_left_by_subtraction(rows: list[dict[str, int]]) -> None:
    total = {key: sum(row[key] for row in rows) for key in rows[0]}
    told = veil(rows, total, whole="dilayani", pairs=PAIRS)
    for was, row in [*zip(rows, told.rows, strict=True), (total, told.total)]:
        for key, count in was.items():
            assert row[key] == SMALL if 0 < count < LEAST else row[key] in (count, KEPT_BACK)
        for one, other in PAIRS:
            hidden = [key for key in ("dilayani", one, other) if isinstance(row[key], str)]
            assert len(hidden) != 1, "what is told of the row gives it away"
    for key, sum_told in told.total.items():
        hidden = [row for row in told.rows if isinstance(row[key], str)]
        if isinstance(sum_told, int):
            assert len(hidden) != 1, "the sum of the column gives it away"
        else:
            assert hidden, "the rows give the sum away"


def test_large_figures_are_told_as_they_are() -> None:
    row = {"dilayani": 20, "baru": 10, "lanjutan": 10, "selesai": 0, "laki-laki": 20, "perempuan": 0}
    told = veil([row, row], {key: 2 * count for key, count in row.items()}, whole="dilayani", pairs=PAIRS)
    assert told.rows == [row, row]
    assert told.total["dilayani"] == 40
