"""Findings without end are told up to a number, and the rest of each cause is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, zip_longest

import pytest

from regulations.catalogue import check, reading_order
from regulations.citation import Citation
from regulations.facts import EntryFacts
from regulations.findings import MOST_ALIKE, Finding, Severity, Where, in_bounds
from tests.regulations.builders import clean_facts
from tests.regulations.judging import ON


def faults(count: int, *, rule: str = "X-01", sheet: str | None = "BKU", field: str | None = "paid") -> list[Finding]:
    """So many findings of one rule in one column, from row 7 on."""
    return [
        Finding(
            rule=rule,
            severity=Severity.ERROR,
            message="Jumlah ini keliru.",
            where=Where(sheet, 7 + place, field),
            found=f"Rp{place}",
            expected="Rp5",
            remedy="Betulkan.",
            citation=Citation("UU Contoh", "contoh"),
        )
        for place in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, MOST_ALIKE - 1, MOST_ALIKE])
def test_up_to_the_border_everything_is_told(count: int) -> None:
    assert list(in_bounds(faults(count))) == faults(count)


@pytest.mark.parametrize(
    ("beyond", "said"), [(1, "1"), (999, "999"), (1_000, "1.000"), (1_234_567 - MOST_ALIKE, "1.233.567")]
)
def test_beyond_it_one_more_counts_the_rest_as_indonesians_write_numbers(beyond: int, said: str) -> None:
    told = faults(MOST_ALIKE)
    again = told[-1]
    *first, last = in_bounds(chain(told, (again for _ in range(beyond))))
    assert first == told
    assert last.message == f"Masih ada {said} temuan serupa di kolom ini yang tidak disebut satu per satu."
    assert last.found == f"{said} temuan lagi"
    assert (last.rule, last.severity, last.remedy) == (again.rule, again.severity, again.remedy)


def test_what_counts_the_rest_stands_at_the_column_and_at_no_row() -> None:
    *_, last = in_bounds(faults(MOST_ALIKE + 1))
    assert last.where == Where("BKU", None, "paid")


def test_each_rule_sheet_and_column_has_its_own_count() -> None:
    causes = [
        {"rule": "X-01"},
        {"rule": "X-02"},
        {"field": "received"},
        {"sheet": "PM", "field": "paid"},
        {"sheet": None, "field": None},
    ]
    lists = [faults(MOST_ALIKE, **cause) for cause in causes]
    mixed = [each for row in zip_longest(*lists) for each in row]
    assert list(in_bounds(mixed)) == mixed
    one_more = faults(MOST_ALIKE + 1, **causes[2])[-1]
    *first, last = in_bounds([*mixed, one_more])
    assert first == mixed
    assert (last.rule, last.where) == ("X-01", Where("BKU", None, "received"))


def test_what_counts_comes_behind_all_that_is_told_each_cause_in_the_order_in_which_it_ran_over() -> None:
    many, few = faults(MOST_ALIKE + 2, field="paid"), faults(3, field="payee")
    late = faults(MOST_ALIKE + 7, field="balance")
    told = list(in_bounds([*many, *few, *late]))
    assert told[:-2] == [*many[:MOST_ALIKE], *few, *late[:MOST_ALIKE]]
    assert [(each.where.field, each.found) for each in told[-2:]] == [
        ("paid", "2 temuan lagi"),
        ("balance", "7 temuan lagi"),
    ]


def test_nothing_is_kept_but_what_is_told() -> None:
    """The first are given before the last is asked for: a million findings are never a list."""
    asked = 0

    def endless() -> Iterator[Finding]:
        nonlocal asked
        (fault,) = faults(1)
        while True:
            asked += 1
            yield fault

    told = in_bounds(endless())
    for expected in range(1, 4):
        next(told)
        assert asked == expected


def test_in_the_order_of_reading_the_first_of_a_cause_is_one_that_was_found() -> None:
    """The first speaks for all: a count would be a poor heading."""
    lines = tuple(
        EntryFacts(7 + place, ON, f"K-{place}", "Belanja", None, "1.1", paid=1) for place in range(MOST_ALIKE + 50)
    )
    found = check(replace(clean_facts(), entries=lines), on=ON)
    first, *others, last = [finding for finding in found if finding.rule == "BKU-08"]
    assert (first.where.row, len(others), last.found) == (7, MOST_ALIKE - 1, "50 temuan lagi")
    assert (first.counted, last.counted) == (0, 50)
    assert found == sorted(found, key=reading_order)
