"""`bin/bench pages`: every list page, for every role that may see it, with 200 and with 20,000 reports.

Bars: the same number of queries, and at most 1.5 times the time (of the processor, SQLite included) for each list. The
desk, the risks of a year and what stands twice are no lists but reckon over every record: of them the time per report
must not grow, and their milliseconds are reported beside.
"""

from __future__ import annotations

import argparse
import statistics
import sys

from tests.benchmarks.harness import Process, Result, fresh_instance, report

TIME_BAR, PER_REPORT_BAR = 1.5, 1.0
FEW, MANY = 200, 20_000
ROUNDS = 15
VISITS = "tests.benchmarks.visits"


def compare(small: Process, large: Process, role: str, address: str) -> dict[str, float]:
    """One page, visited in both instances by turns: each ratio is of two neighbouring visits, so that a machine that
    slows down for a while slows both."""
    asked = {"role": role, "address": address}
    queries_few, queries_many = (process.call(f"{VISITS}:queries", **asked) for process in (small, large))
    pairs = [tuple(process.call(f"{VISITS}:visit", **asked) for process in (small, large)) for _ in range(ROUNDS)]
    return {
        "ms_few": round(statistics.median(few for few, _ in pairs) * 1000, 1),
        "ms_many": round(statistics.median(many for _, many in pairs) * 1000, 1),
        "ratio": round(statistics.median(many / few for few, many in pairs), 2),
        "queries_few": queries_few,
        "queries_many": queries_many,
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench pages", description=__doc__)
    parser.add_argument("--few", type=int, default=FEW, help="reports in the small instance, a multiple of 40")
    parser.add_argument("--many", type=int, default=MANY, help="reports in the large instance, a multiple of 40")
    wanted = parser.parse_args()
    with fresh_instance() as small, fresh_instance() as large:
        for instance, reports in ((small, wanted.few), (large, wanted.many)):
            instance.manage("collectstatic", "--noinput", "--verbosity", "0")
            instance.stage("tests.benchmarks.crowd:fill", reports=reports)
        with small.process() as of_few, large.process() as of_many:
            reckoned = of_few.call(f"{VISITS}:reckoned")
            pages = {
                (role, address): compare(of_few, of_many, role, address)
                for role, address in of_few.call(f"{VISITS}:pages")
            }
    more_queries = max((page["queries_many"] - page["queries_few"] for page in pages.values()), default=0)
    lists = [figures["ratio"] for (_, address), figures in pages.items() if address not in reckoned]
    over_all = {place: figures for place, figures in pages.items() if place[1] in reckoned}
    per_report = max(figures["ratio"] for figures in over_all.values()) * wanted.few / wanted.many
    results = [
        Result("queries added by the larger number of reports", more_queries, 0, "queries"),
        Result("time with many reports to time with few, slowest list page", max(lists), TIME_BAR, "ratio"),
        Result(
            "time per report with many to that with few, slowest reckoning",
            round(per_report, 2),
            PER_REPORT_BAR,
            "ratio",
        ),
    ]
    slowest = max(over_all, key=lambda place: over_all[place]["ms_many"])
    named = {f"{role} {address}": figures for (role, address), figures in pages.items()}
    reports = [wanted.few, wanted.many]
    return report("pages", results, reports=reports, slowest_reckoning=" ".join(slowest), pages=named)


if __name__ == "__main__":
    sys.exit(main())
