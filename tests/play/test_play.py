"""A year's play, small: random steps through the real actions, every total held beside a ledger of plain Python.

Its full size is ``bin/bench play``.
"""

from __future__ import annotations

import pytest

from tests.play.script import Cadence, play
from tests.play.world import Size


@pytest.mark.django_db
def test_every_total_is_the_independent_sum_after_each_step() -> None:
    cadence = Cadence(above=10, pages=15, everything=150)
    played = play(seed=1, steps=150, size=Size(partners=4, parts=3, people=4, by_post=40), cadence=cadence)
    assert played.sums.mismatches == []
    assert played.sums.made > 1_000
