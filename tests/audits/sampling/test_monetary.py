"""Monetary-unit sampling against cases that were worked out by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.sampling import Draw, Item, Method, Plan, Population, Unfit, draw
from audits.sampling.sizes import Precision
from tests.audits.sampling.people import of, starting_at


def chosen(drawn: Draw) -> dict[str, tuple[int, ...]]:
    """Which items, by the rupiah that hit them; () for those that were certain."""
    return {pick.item.key: pick.rupiah for pick in drawn.picks}


@pytest.mark.parametrize(
    ("amounts", "start", "expected"),
    [
        # a is rupiah 1–4, b 5–10, c 11–14, d 15–20; the interval is 10.
        ((4, 6, 4, 6), 1, {"a": (1,), "c": (11,)}),
        ((4, 6, 4, 6), 4, {"a": (4,), "c": (14,)}),
        ((4, 6, 4, 6), 5, {"b": (5,), "d": (15,)}),
        # The interval's end itself: the last rupiah of b, and of d.
        ((4, 6, 4, 6), 10, {"b": (10,), "d": (20,)}),
        # A population that ends within the second interval has a second hit only where that rupiah exists.
        ((4, 6, 4), 4, {"a": (4,), "c": (14,)}),
        ((4, 6, 4), 5, {"b": (5,)}),
        # An item of exactly one interval is certain, and is taken out before rupiah are counted.
        ((4, 10, 6), 1, {"a": (1,), "b": ()}),
        ((4, 10, 6), 5, {"b": (), "c": (5,)}),
        # One rupiah less is not certain: b is rupiah 5–13.
        ((4, 9, 6), 4, {"a": (4,), "c": (14,)}),
        ((4, 9, 6), 5, {"b": (5,), "c": (15,)}),
        # More than two intervals: certain, and there once.
        ((25, 4, 6), 10, {"a": (), "c": (10,)}),
        # A population of one, below and above the interval.
        ((3,), 3, {"a": (3,)}),
        ((3,), 4, {}),
        ((30,), 4, {"a": ()}),
        # Nought and less have no rupiah and do not move those of others.
        ((0, 4, -5, 6), 5, {"d": (5,)}),
        ((), 1, {}),
        ((0, -1), 1, {}),
    ],
)
def test_the_interval_hits_what_was_worked_out_by_hand(
    amounts: tuple[int, ...], start: int, expected: dict[str, tuple[int, ...]]
) -> None:
    assert chosen(draw(starting_at(start, 10), of(*amounts))) == expected


def test_cells_hit_one_rupiah_of_each_cell_and_the_short_last_one_only_where_it_exists() -> None:
    population = of(4, 6, 4, 6, 4)  # cells 1–10, 11–20, and 21–24 of a cell of ten
    seen = set()
    for seed in range(60):
        drawn = draw(Plan(Method.CELLS, str(seed), interval=10), population)
        rupiah = [at for pick in drawn.picks for at in pick.rupiah]
        assert [(at - 1) // 10 for at in rupiah][:2] == [0, 1]
        assert all(at <= 24 for at in rupiah)
        seen.add(len(rupiah))
    assert seen == {2, 3}


def test_an_item_over_the_border_of_two_cells_can_be_hit_by_both() -> None:
    draws = [draw(Plan(Method.CELLS, str(seed), interval=10), of(6, 8, 6)) for seed in range(60)]
    assert any(len(chosen(drawn).get("b", ())) == 2 for drawn in draws)


def test_the_interval_is_the_worth_by_the_size_and_items_left_out_are_told() -> None:
    drawn = draw(Plan(Method.INTERVAL, "s", size=3), of(4, 6, 4, 7, 0, -9))
    assert (drawn.interval, drawn.population_amount, drawn.population_count, drawn.left_out) == (7, 21, 6, 2)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("size", [4, 9])
def test_a_sample_as_large_as_the_population_is_all_of_it(method: Method, size: int) -> None:
    drawn = draw(Plan(method, "s", size=size), of(4, 6, 4, 900))
    assert drawn.whole and drawn.keys == ("a", "b", "c", "d") and drawn.amount == 914
    assert all(pick.certain for pick in drawn.picks)


@pytest.mark.parametrize("method", Method)
def test_nothing_worth_choosing_gives_nothing(method: Method) -> None:
    for population in (of(), of(0, -3)):
        assert draw(Plan(method, "s", size=5), population).picks == ()


def test_a_plan_without_a_size_or_without_a_reachable_one_says_so() -> None:
    with pytest.raises(Unfit, match="ukuran sampel"):
        draw(Plan(Method.RANDOM, "s"), of(1, 2))
    with pytest.raises(Unfit, match="terlalu dekat"):
        draw(Plan(Method.INTERVAL, "s", precision=Precision(95, 1_000, 999)), of(1_000_000))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(-50, 400), max_size=30),
    st.integers(1, 120),
    st.integers(0, 10**6),
    st.sampled_from([Method.INTERVAL, Method.CELLS]),
)
def test_whatever_the_population(amounts: list[int], interval: int, seed: int, method: Method) -> None:
    """Every item of an interval or more is there; hits are an interval apart; no item stands twice; nought never."""
    population = Population.of(Item(f"i{place:03}", amount) for place, amount in enumerate(amounts))
    drawn = draw(Plan(method, str(seed), interval=interval), population)
    assert len(set(drawn.keys)) == len(drawn.keys)
    assert {pick.item for pick in drawn.picks if pick.certain} == {
        item for item in population.items if item.amount >= interval
    }
    assert all(pick.item.amount > 0 for pick in drawn.picks)
    aimed = sorted(at for pick in drawn.picks for at in pick.rupiah)
    rest = sum(item.amount for item in population.worth if item.amount < interval)
    assert len(aimed) in {rest // interval, -(-rest // interval)}
    if method is Method.INTERVAL:
        assert all(later - sooner == interval for sooner, later in pairwise(aimed))
    assert draw(drawn.plan, population) == drawn
