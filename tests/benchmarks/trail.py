"""`bin/bench trail`: a chain of 1,000,000 events verified in a stream, on SQLite and on PostgreSQL, against its own
hashes and against its heads of ten years of nights, which lie among those of forty other offices.

Bars on each: at most 60 seconds a million; at most 8 times the time that hashing the same bytes alone takes, as they
lie ready in memory, without a database and with nothing to compare; and the process at its peak holds no more with a
million events than with a hundred thousand, but for a tenth.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from tests.benchmarks.harness import Instance, Result, fresh_instance, report
from tests.benchmarks.postgres import postgres

SECONDS_BAR, RATIO_BAR, MEMORY_BAR = 60, 8, 1.1
EVENTS = 1_000_000
ROUNDS = 3
STAGES = "tests.benchmarks.trail_events"


def measure(instance: Instance, events: int) -> dict[str, Any]:
    """Seconds a million, the ratio to hashing alone, and the peaks; each ratio is of two neighbouring runs."""
    few = max(events // 10, 1)
    instance.stage(f"{STAGES}:fill", key="sedikit", events=few)
    instance.stage(f"{STAGES}:fill", key="banyak", events=events)
    instance.stage(f"{STAGES}:remember", keys=["sedikit", "banyak"])
    whole_few, little = instance.stage(f"{STAGES}:verify", key="sedikit", events=few)
    whole, peak = instance.stage(f"{STAGES}:verify", key="banyak", events=events)
    if not (whole_few and whole):
        sys.exit("a chain that nobody touched was found broken")
    found, _ = instance.stage(f"{STAGES}:compare", key="banyak", events=events, rounds=ROUNDS)
    return {name: round(figure, 2) for name, figure in found.items()} | {
        "peak_mb": peak,
        "peak_mb_of_a_tenth": little,
        "memory": round(peak / little, 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench trail", description=__doc__)
    parser.add_argument("--events", type=int, default=EVENTS, help="length of the chain")
    wanted = parser.parse_args()
    with postgres() as server, fresh_instance(server.database("trail")) as large, fresh_instance() as small:
        measured = {"SQLite": measure(small, wanted.events), "PostgreSQL": measure(large, wanted.events)}
    results = [
        result
        for name, found in measured.items()
        for result in (
            Result(f"{name}: a million events verified", found["seconds_per_million"], SECONDS_BAR, "seconds"),
            Result(f"{name}: to hashing the same bytes alone", found["ratio"], RATIO_BAR, "ratio"),
            Result(f"{name}: peak memory to that of a tenth of the events", found["memory"], MEMORY_BAR, "ratio"),
        )
    ]
    return report("trail", results, events=wanted.events, **measured)


if __name__ == "__main__":
    sys.exit(main())
