"""A draw can be made again by anybody, and what has changed since is named."""

from __future__ import annotations

from hashlib import sha256

import pytest

from audits.sampling import By, Item, Method, Plan, Population, draw, repeat
from audits.sampling.chance import shares
from audits.sampling.numbers import below, number
from audits.sampling.projection import project
from audits.sampling.sizes import Precision, factor
from tests.audits.sampling.people import of, starting_at


def test_numbers_are_what_any_sha256_gives() -> None:
    assert number("seed", "acak", "bku:17") == int(sha256(b"seed|acak|bku:17").hexdigest()[:16], 16)
    assert below(10, "seed", "mulai") == int(sha256(b"seed|mulai|0").hexdigest()[:16], 16) % 10
    # Of 2**64 - 1 numbers below the limit only the greatest one is unfair; the counter goes on past it.
    assert below(2**64, "seed", "x") == number("seed", "x", 0)
    for limit in (0, 2**64 + 1):
        with pytest.raises(ValueError, match="no number below"):
            below(limit, "seed")


def test_the_hash_is_of_the_canonical_list_in_whatever_order_the_items_come() -> None:
    items = [Item("b", 2, "7"), Item("a", 1, "7")]
    population = Population.of(items)
    assert population.canonical == b"kunci,nilai,kelompok\na,1,7\nb,2,7\n"
    assert population.hash == sha256(population.canonical).hexdigest() == Population.of(reversed(items)).hash
    assert Population.read(population.canonical) == population
    for other in ([Item("b", 3, "7"), items[1]], [Item("b", 2, "8"), items[1]], [Item("c", 2, "7"), items[1]]):
        assert Population.of(other).hash != population.hash


@pytest.mark.parametrize(
    "items", [[Item("a", 1), Item("a", 2)], [Item("a,1", 1)], [Item("a\n", 1)], [Item("a", 1, ",")]]
)
def test_a_population_whose_list_could_be_read_two_ways_is_refused(items: list[Item]) -> None:
    with pytest.raises(ValueError, match="key"):
        Population.of(items)


def test_what_is_no_population_is_not_read_as_one() -> None:
    with pytest.raises(ValueError, match="not a population"):
        Population.read(b"a,1,7\n")


@pytest.mark.parametrize("method", Method)
def test_the_same_seed_chooses_the_same_and_another_seed_another(method: Method) -> None:
    population = Population.of(Item(f"i{place:03}", 100 + place, str(place % 4)) for place in range(200))
    plan = Plan(method, "2026-Sakura", size=20, edges=(150, 250), strata=By.AMOUNT)
    drawn = draw(plan, population)
    assert repeat(drawn, population) == repeat(drawn, population, population)
    assert repeat(drawn, population).same_population and repeat(drawn, population).same_selection
    assert draw(Plan.read(plan.kept()), population) == drawn
    assert draw(Plan(method, "lain", size=20, edges=(150, 250)), population).keys != drawn.keys
    assert len(drawn.picks) in {19, 20, 21}


def test_a_repetition_names_what_was_added_removed_and_changed() -> None:
    before = of(4, 6, 4, 6)
    drawn = draw(starting_at(5, 10), before)
    now = Population.of([*before.items[1:3], Item("d", 60), Item("e", 3)])
    again = repeat(drawn, now, before)
    assert not again.same_population and not again.same_selection
    assert (again.added, again.removed, again.changed) == (("e",), ("a",), ("d",))
    # b and c are now rupiah 1–10, of which the fifth still lies in b; d is certain.
    assert (again.newly_chosen, again.no_longer_chosen) == ((), ())
    with pytest.raises(ValueError, match="not the population"):
        repeat(drawn, now, now)


def test_a_random_choice_is_barely_moved_by_an_item_that_comes_later() -> None:
    before = Population.of(Item(f"i{place:03}", 100) for place in range(300))
    drawn = draw(Plan(Method.RANDOM, "s", size=30), before)
    again = repeat(drawn, Population.of([*before.items, Item("zz", 1)]))
    assert not again.same_population and len(again.newly_chosen) <= 1


def test_strata_get_their_minimum_and_then_their_share() -> None:
    assert shares({"a": 90, "b": 9, "c": 1}, {"a": 90, "b": 9, "c": 1}, 10, 0) == {"a": 9, "b": 1, "c": 0}
    assert shares({"a": 90, "b": 9, "c": 1}, {"a": 90, "b": 9, "c": 1}, 10, 1) == {"a": 8, "b": 1, "c": 1}
    # Never more than there is, and what one cannot give the others do.
    assert shares({"a": 1, "b": 99}, {"a": 50, "b": 3}, 10, 1) == {"a": 7, "b": 3}
    # Minimums win over the size.
    assert shares({"a": 5, "b": 5, "c": 5}, {"a": 5, "b": 5, "c": 5}, 4, 2) == {"a": 2, "b": 2, "c": 2}
    assert shares({}, {}, 3, 1) == {}


def test_bands_begin_at_their_edges_and_groups_are_strata_too() -> None:
    population = Population.of(
        Item(f"i{amount}", amount, "1" if amount < 100 else "2") for amount in (50, 99, 100, 500)
    )
    by_band = draw(Plan(Method.STRATIFIED, "s", size=2, edges=(100, 500)), population)
    assert [(one.name, one.count, one.amount, one.chosen) for one in by_band.strata] == [
        ("1", 2, 149, 1),
        ("2", 1, 100, 1),
        ("3", 1, 500, 1),
    ]
    by_group = draw(Plan(Method.STRATIFIED, "s", size=2, strata=By.GROUP, by_value=True), population)
    assert [(one.name, one.count, one.chosen) for one in by_group.strata] == [("1", 2, 1), ("2", 2, 1)]


def test_confidence_factors_and_sizes_are_those_of_the_tables() -> None:
    assert [round(factor(errors, 0.95), 2) for errors in range(5)] == [3.0, 4.74, 6.3, 7.75, 9.15]
    assert [round(factor(errors, 0.90), 2) for errors in range(3)] == [2.3, 3.89, 5.32]
    # Nothing expected: 3.00 / 5 % = 60 and 2.31 / 5 % = 47; something expected asks for more.
    assert [Precision(level, 5_000).size(100_000) for level in (95, 90)] == [60, 47]
    assert [Precision(95, 5_000, expected).size(100_000) for expected in (500, 1_000, 2_500)] == [74, 93, 231]
    assert Precision(95, 5_000).size(0) == 0
    for bad in (Precision(100, 1), Precision(95, 0), Precision(95, 10, 10), Precision(95, 10, -1)):
        with pytest.raises(ValueError, match="precision"):
            bad.size(100)
    for errors, level in ((-1, 0.95), (0, 1.0)):
        with pytest.raises(ValueError, match="no factor"):
            factor(errors, level)


def test_errors_are_projected_by_tainting() -> None:
    population = of(400, 600, 400, 600, 3_000)  # e is certain at an interval of 1,000
    drawn = draw(starting_at(405, 1_000), population)
    assert drawn.keys == ("b", "d", "e")
    clean = project(drawn, 95)
    assert (clean.found, clean.projected, clean.basic_precision, clean.upper_limit) == (0, 0, 2_996, 2_996)
    # b is wrong by a half: it stands for 500; the certain item is wrong by 200 and stands for itself.
    found = project(drawn, 95, {"b": 300, "e": 2_800, "d": 650})
    assert (found.found, found.projected, found.understated) == (500, 700, 50)
    assert found.upper_limit == 200 + 2_996 + 874  # (4.744 - 2.996) × 0.5 × 1,000
    for bad in ({"a": 1}, {"b": -1}):
        with pytest.raises(ValueError, match="not a chosen item"):
            project(drawn, 95, bad)
    with pytest.raises(ValueError, match="monetary"):
        project(draw(Plan(Method.RANDOM, "s", size=2), population), 95)
    whole = project(draw(Plan(Method.INTERVAL, "s", size=5), population), 95, {"a": 0})
    assert (whole.projected, whole.upper_limit) == (400, 400)
