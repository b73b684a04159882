"""A year's play, small: random steps through the real actions, every total held beside a ledger of plain Python.

Its full size is ``bin/bench play``.
"""

from __future__ import annotations

import pytest

from tests.play.script import play
from tests.play.world import Size


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_every_total_is_the_independent_sum_after_each_step(seed: int) -> None:
    played = play(seed=seed, steps=80, size=Size(partners=4, parts=3, people=4), around=8, every=80)
    assert played.comparison.mismatches == []
    assert played.comparison.made > 1_000
