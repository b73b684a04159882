"""What a random or stratified sample says of its population, against cases that were worked out by hand."""

from __future__ import annotations

import pytest

from audits.sampling.estimation import ENOUGH, Part, estimate

#: Four of ten items tested, worth 400 of 1,200; errors 10, 0, 20, 0.
TESTED = ((100, 10), (50, 0), (150, 20), (100, 0))


def test_errors_are_projected_by_their_mean_and_by_their_ratio() -> None:
    found = estimate([Part(10, 1_200, TESTED)], 95)
    assert (found.found, found.tested) == (30, 4)
    assert found.by_difference == 75  # 10 x 30 / 4
    assert found.by_ratio == 90  # 1,200 x 30 / 400
    # Variance 275 / 3; 10 x sqrt(0.6 x 91.67 / 4) = 37.08; 75 + 1.645 x 37.08 = 135.99
    assert found.standard_error == pytest.approx(37.081, abs=0.001)
    assert found.upper_limit == 136 and found.is_rough
    # At 50 % there is nothing to add.
    assert estimate([Part(10, 1_200, TESTED)], 50).upper_limit == 75


def test_strata_are_reckoned_one_by_one_and_added_up() -> None:
    whole = Part(2, 900, ((400, 100), (500, -30)))
    both = estimate([Part(10, 1_200, TESTED), whole], 95)
    # What is tested whole is known: it adds its own errors, and no spread.
    assert (both.found, both.by_difference, both.by_ratio) == (100, 75 + 70, 90 + 70)
    assert both.standard_error == pytest.approx(37.081, abs=0.001) and both.upper_limit == 136 + 70
    alone = estimate([whole], 95)
    assert (alone.found, alone.by_difference, alone.by_ratio, alone.upper_limit) == (70, 70, 70, 70)
    assert alone.standard_error == 0 and not alone.is_rough


def test_without_errors_nothing_is_projected_and_one_item_of_many_tells_no_limit() -> None:
    clean = estimate([Part(500, 60_000, ((100, 0),) * ENOUGH)], 95)
    assert (clean.found, clean.by_difference, clean.by_ratio, clean.upper_limit) == (0, 0, 0, 0)
    one = estimate([Part(10, 1_000, ((100, 20),))], 95)
    assert (one.by_difference, one.by_ratio) == (200, 200) and one.upper_limit is None
    for impossible in (Part(10, 1_000, ()), Part(1, 1_000, TESTED)):
        with pytest.raises(ValueError, match="tested"):
            estimate([impossible], 95)
