"""`bin/bench pages`: every list page, for every role that may see it, with 200 and with 20,000 reports.

Bars: the same number of queries, and at most 1.5 times the time (of the processor, SQLite included) for each list. The
desk is no list but sums over all of them: its ratio is reported beside, without a bar.
"""

from __future__ import annotations

import argparse
import sys

from tests.benchmarks.harness import Instance, Result, fresh_instance, report

TIME_BAR = 1.5
FEW, MANY = 200, 20_000
ROUNDS = 3
DESK = " /"  #: how the measured pages name each role's desk


def best_of(instance: Instance, before: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Measure once more; of each page keep the quicker time, which the rest of the machine disturbed less."""
    now, _ = instance.stage("tests.benchmarks.visits:measure")
    for page, figures in before.items():
        now[page]["seconds"] = min(now[page]["seconds"], figures["seconds"])
    return now


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench pages", description=__doc__)
    parser.add_argument("--few", type=int, default=FEW, help="reports in the small instance, a multiple of 40")
    parser.add_argument("--many", type=int, default=MANY, help="reports in the large instance, a multiple of 40")
    wanted = parser.parse_args()
    with fresh_instance() as small, fresh_instance() as large:
        for instance, reports in ((small, wanted.few), (large, wanted.many)):
            instance.manage("collectstatic", "--noinput", "--verbosity", "0")
            instance.stage("tests.benchmarks.crowd:fill", reports=reports)
        few: dict[str, dict[str, float]] = {}
        many: dict[str, dict[str, float]] = {}
        for _ in range(ROUNDS):
            few, many = best_of(small, few), best_of(large, many)
    pages = {
        page: {
            "ms_few": round(few[page]["seconds"] * 1000, 1),
            "ms_many": round(many[page]["seconds"] * 1000, 1),
            "ratio": round(many[page]["seconds"] / few[page]["seconds"], 2),
            "queries_few": few[page]["queries"],
            "queries_many": many[page]["queries"],
        }
        for page in few
    }
    more_queries = max((page["queries_many"] - page["queries_few"] for page in pages.values()), default=0)
    lists = [figures["ratio"] for page, figures in pages.items() if not page.endswith(DESK)]
    desks = [figures["ratio"] for page, figures in pages.items() if page.endswith(DESK)]
    results = [
        Result("queries added by the larger number of reports", more_queries, 0, "queries"),
        Result("time with many reports to time with few, slowest list page", max(lists), TIME_BAR, "ratio"),
    ]
    return report("pages", results, reports=[wanted.few, wanted.many], slowest_desk=max(desks), pages=pages)


if __name__ == "__main__":
    sys.exit(main())
