"""`bin/bench duplicates`: 1,000 new recipients looked up among 50,000 and among 2,000,000 past ones, on PostgreSQL.

Bar: at most 1.5 times the time with many. Every turn asks for other people, so that nothing is merely remembered, and
the database must answer from the index alone.
"""

from __future__ import annotations

import argparse
import statistics
import sys

from tests.benchmarks.harness import Result, fresh_instance, report
from tests.benchmarks.postgres import postgres

RATIO_BAR = 1.5
FEW, MANY, ASKED = 50_000, 2_000_000, 1_000
ROUNDS = 25
STAGES = "tests.benchmarks.recipients"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench duplicates", description=__doc__)
    parser.add_argument("--few", type=int, default=FEW, help="past recipients in the small register")
    parser.add_argument("--many", type=int, default=MANY, help="past recipients in the large register")
    chosen = parser.parse_args()
    sizes = (chosen.few, chosen.many)
    with (
        postgres() as server,
        fresh_instance(server.database("few")) as small,
        fresh_instance(server.database("many")) as large,
        small.process() as of_few,
        large.process() as of_many,
    ):
        processes = (of_few, of_many)
        for process, size in zip(processes, sizes, strict=True):
            if process.call(f"{STAGES}:fill", count=size) != size:
                sys.exit("not all past recipients were written")
        plans = [process.call(f"{STAGES}:plan", of=size) for process, size in zip(processes, sizes, strict=True)]
        pairs = []
        for turn in range(ROUNDS + 2):
            times = []
            for process, size in zip(processes, sizes, strict=True):
                took, found = process.call(f"{STAGES}:look_up", count=ASKED, of=size, turn=turn)
                if found != 100:
                    sys.exit(f"{found} repeats found, not 100")
                times.append(took)
            pairs.append(times)
    if "Index Only Scan using aid_same_kind" not in plans[1]:
        sys.exit(f"the database does not answer from the index alone:\n{plans[1]}")
    pairs = pairs[2:]  # the first ones warm up
    ratio = statistics.median(many / few for few, many in pairs)
    results = [Result("time among many past recipients to time among few", round(ratio, 2), RATIO_BAR, "ratio")]
    milliseconds = {
        "few": round(statistics.median(few for few, _ in pairs) * 1000, 1),
        "many": round(statistics.median(many for _, many in pairs) * 1000, 1),
    }
    return report(
        "duplicates",
        results,
        asked=ASKED,
        past=sizes,
        milliseconds=milliseconds,
        plans=[plan.split("\n")[0] for plan in plans],
    )


if __name__ == "__main__":
    sys.exit(main())
