"""`bin/bench trailcost`: a payment proposed by the users' own action, with its event in the trail and without.

Bar on each: at most 1.25 times. A proposal is among the lightest actions that there are, so that its event weighs most.
"""

from __future__ import annotations

import sys

from tests.benchmarks.harness import Instance, Result, fresh_instance, report
from tests.benchmarks.postgres import postgres

BAR = 1.25
ROUNDS = 40


def measure(instance: Instance) -> dict[str, float]:
    found, _ = instance.stage("tests.benchmarks.trail_writing:compare", rounds=ROUNDS)
    return {
        "ms_without": round(found["base"] * 1000, 2),
        "ms_with": round(found["whole"] * 1000, 2),
        "ratio": round(found["ratio"], 3),
    }


def main() -> int:
    with postgres() as server, fresh_instance(server.database("trailcost")) as large, fresh_instance() as small:
        measured = {"SQLite": measure(small), "PostgreSQL": measure(large)}
    results = [
        Result(f"{name}: an action with its event to one without", found["ratio"], BAR, "ratio")
        for name, found in measured.items()
    ]
    return report("trailcost", results, rounds=ROUNDS, **measured)


if __name__ == "__main__":
    sys.exit(main())
