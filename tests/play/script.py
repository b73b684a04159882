"""The script: any step that can be taken, by the fall of the dice, and after each the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.play import decreeing, partnering, paying, reporting
from tests.play.clock import Clock
from tests.play.compare import Comparison
from tests.play.world import Size, World

Step = Callable[[World], bool]
#: Each step with how often the dice fall on it.
STEPS: tuple[tuple[Step, int], ...] = (
    (partnering.record_line, 6),
    (partnering.revise_line, 1),
    (partnering.register, 6),
    (partnering.agree, 6),
    (partnering.amend, 1),
    (partnering.terminate, 1),
    (decreeing.decree, 8),
    (decreeing.replace, 1),
    (paying.propose, 12),
    (paying.decide, 12),
    (paying.pay, 12),
    (paying.retur, 3),
    (paying.settle_retur, 4),
    (paying.receive, 3),
    (paying.deliver, 6),
    (paying.give_back_undelivered, 3),
    (reporting.account, 12),
    (reporting.settle_return, 12),
)
BEGINS = date(2024, 10, 1)
#: From October to beyond the end of the year after the next: a whole year lies within.
LASTS = timedelta(days=490)


@dataclass
class Played:
    """What came of it: how often which step was taken, and the comparisons."""

    comparison: Comparison
    steps: Counter[str] = field(default_factory=Counter)

    @property
    def world(self) -> World:
        return self.comparison.world


def play(*, seed: int, steps: int, size: Size, around: int, every: int) -> Played:
    """Take so many steps and compare after each what it touched, after every ``around`` what lies around that, after
    every ``every`` and at the end everything."""
    world = World(size, Random(seed), Clock(BEGINS))
    played = Played(Comparison(world))
    with world.clock.running():
        world.set_up()
        for number in range(1, steps + 1):
            world.clock.pass_time(LASTS / steps)
            played.steps[_step(world)] += 1
            played.comparison.touched()
            if number % around == 0:
                played.comparison.around()
            if number % every == 0 or number == steps:
                played.comparison.everything()
    return played


def _step(world: World) -> str:
    """Take one step that can be taken; on a day on which there is none, nothing happens."""
    steps, weights = zip(*STEPS, strict=True)
    for _ in range(60):
        (step,) = world.dice.choices(steps, weights)
        if step(world):
            return f"{step.__module__.rpartition('.')[2]}.{step.__name__}"
    return "nothing"
