"""The comparisons of a play: how many were made, and a sentence on each that differed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tests.play.reckoning import Reckoning
from tests.play.world import World

Found = TypeVar("Found")


@dataclass
class Sums:
    """Counts what was compared and keeps what differed."""

    world: World
    made: int = 0
    mismatches: list[str] = field(default_factory=list)
    turn: int = 0

    def same(self, what: str, shown: object, reckoned: object) -> None:
        self.made += 1
        if shown != reckoned:
            self.mismatches.append(f"{what}: shown {shown}, reckoned {reckoned}")

    def reckoning(self) -> Reckoning:
        """Of the ledger as it stands now."""
        return Reckoning(self.world.ledger)

    def in_turn(self, choices: Sequence[Found]) -> Found:
        """One after the other."""
        self.turn += 1
        return choices[self.turn % len(choices)]
