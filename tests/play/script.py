"""The script: any step that can be taken, by the fall of the dice, and after each the sums."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.play import (
    banking,
    compare,
    decreeing,
    distributing,
    finding,
    helping,
    leaving,
    partnering,
    paying,
    reporting,
    returning,
    selling,
)
from tests.play.clock import Clock
from tests.play.sums import Sums
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
    (leaving.ask_leave, 3),
    (leaving.decide_leave, 3),
    (leaving.withdraw_leave, 1),
    (paying.propose, 12),
    (paying.decide, 8),
    (paying.decide_together, 2),
    (paying.pay, 8),
    (banking.sp2d_list, 2),
    (banking.bank_reply, 2),
    (banking.explain_bank, 2),
    (returning.retur, 3),
    (returning.settle_retur, 4),
    (paying.receive, 3),
    (paying.explain, 2),
    (distributing.deliver, 6),
    (distributing.give_back_undelivered, 3),
    (reporting.account, 12),
    (finding.find, 2),
    (finding.withdraw, 2),
    (reporting.settle_return, 12),
    (helping.serve, 2),
    (helping.give, 3),
    (helping.withdraw_wrong_aid, 1),
    (helping.let_go, 1),
    (selling.record, 1),
    (selling.close, 1),
    (selling.correct, 1),
    (selling.hand_over, 1),
    (selling.take_back_hand_over, 1),
)
BEGINS = date(2024, 10, 1)
#: From October to beyond the end of the year after the next: a whole year lies within.
LASTS = timedelta(days=490)


@dataclass(frozen=True, slots=True)
class Cadence:
    """After every how many steps what is compared; what a step touched is after each."""

    above: int
    pages: int
    everything: int


@dataclass
class Played:
    """What came of it: how often which step was taken, and the comparisons."""

    sums: Sums
    steps: Counter[str] = field(default_factory=Counter)

    @property
    def world(self) -> World:
        return self.sums.world


def play(
    *, seed: int, steps: int, size: Size, cadence: Cadence, tell: Callable[[str], object] = lambda _: None
) -> Played:
    """Take so many steps, and compare after each; at the end everything. ``tell`` hears how it goes."""
    world = World(size, Random(seed), Clock(BEGINS))
    played = Played(Sums(world))
    with world.clock.running():
        world.set_up()
        for number in range(1, steps + 1):
            world.clock.pass_time(LASTS / steps)
            played.steps[_step(world, played.steps)] += 1
            compare.touched(played.sums)
            if number % cadence.above == 0:
                compare.above(played.sums)
            if number % cadence.pages == 0:
                compare.pages(played.sums)
            if number % cadence.everything == 0 or number == steps:
                began = time.monotonic()
                compare.everything(played.sums)
                taken = time.monotonic() - began
                made, differ = played.sums.made, played.sums.mismatches
                tell(
                    f"step {number}: {made} comparisons, everything in {taken:.1f} s; {len(differ)} differ {differ[:3]}"
                )
    return played


def name_of(step: Step) -> str:
    return f"{step.__module__.rpartition('.')[2]}.{step.__name__}"


def _step(world: World, taken: Counter[str]) -> str:
    """Take one step that can be taken, as a rule one that nobody has taken yet; on a day on which there is none,
    nothing happens."""
    if world.dice.random() < 0.75:
        untaken = [step for step, _ in STEPS if name_of(step) not in taken]
        for step in world.dice.sample(untaken, len(untaken)):
            world.forget()
            if step(world):
                return name_of(step)
    steps, weights = zip(*STEPS, strict=True)
    for _ in range(60):
        (step,) = world.dice.choices(steps, weights)
        world.forget()
        if step(world):
            return name_of(step)
    return "nothing"
