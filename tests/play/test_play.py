"""A year's play, small: random steps through the real actions, every total held beside a ledger of plain Python.

Its full size is ``bin/bench play``.
"""

from __future__ import annotations

import pytest

from tests.play.script import STEPS, Cadence, name_of, play
from tests.play.world import Size


@pytest.mark.django_db
def test_every_total_is_the_independent_sum_after_each_step() -> None:
    cadence = Cadence(above=12, pages=40, everything=110)
    played = play(seed=2, steps=110, size=Size(partners=4, parts=3, people=4, by_post=50), cadence=cadence)
    assert played.sums.mismatches == []
    assert played.sums.made > 1_000
    # By these dice every kind of step is taken; once one is added, others may be wanted.
    assert {name_of(step) for step, _ in STEPS} - set(played.steps) == set()
