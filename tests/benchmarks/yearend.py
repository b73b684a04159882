"""`bin/bench yearend`: the page of the year's end of one office, with 1,000,000 movements of 100 offices in the tables,
against the same office alone with its 10,000, on PostgreSQL.

Bars: at most 1.5 times the time for the slowest grouping, and the same number of queries; the page of all offices in
fewer than 25 queries. How long that page takes is reported beside, without a bar.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from typing import Any

from tests.benchmarks.harness import Process, Result, fresh_instance, report
from tests.benchmarks.postgres import postgres

RATIO_BAR, QUERIES_BAR = 1.5, 24
OFFICES, EACH = 100, 10_000
ROUNDS = 9
STAGES = "tests.benchmarks.movements"
GROUPINGS = ("akun", "lks", "kabupaten", "provinsi", "klaster")
FINANCE, AUDITOR = "finance@contoh.id", "auditor@contoh.id"


def address(grouping: str) -> str:
    return f"/akhir-tahun/?year=2025&menurut={grouping}"


def compare(alone: Process, among: Process, grouping: str) -> dict[str, float]:
    """One office's page by turns in both: each ratio is of two neighbouring visits."""
    asked = {"email": FINANCE, "address": address(grouping)}
    few, many = (process.call(f"{STAGES}:queries", **asked) for process in (alone, among))
    pairs = [[process.call(f"{STAGES}:visit", **asked) for process in (alone, among)] for _ in range(ROUNDS)]
    return {
        "ms_alone": round(1000 * statistics.median(first for first, _ in pairs), 1),
        "ms_among": round(1000 * statistics.median(second for _, second in pairs), 1),
        "ratio": round(statistics.median(second / first for first, second in pairs), 2),
        "queries_alone": few,
        "queries_among": many,
    }


def of_all(among: Process, grouping: str) -> dict[str, float]:
    """The page of all offices."""
    asked = {"email": AUDITOR, "address": address(grouping)}
    count = among.call(f"{STAGES}:queries", **asked)
    return {"queries": count, "seconds": round(among.call(f"{STAGES}:visit", **asked), 2)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench yearend", description=__doc__)
    parser.add_argument("--offices", type=int, default=OFFICES, help="offices among which the one stands")
    parser.add_argument("--slowest", action="store_true", help="tell the slowest queries on standard error")
    wanted = parser.parse_args()
    with (
        postgres() as server,
        fresh_instance(server.database("alone")) as small,
        fresh_instance(server.database("among")) as large,
    ):
        for instance, offices in ((small, 1), (large, wanted.offices)):
            instance.manage("collectstatic", "--noinput", "--verbosity", "0")
            written, _ = instance.stage(f"{STAGES}:fill", offices=offices)
            if written != EACH * offices:
                sys.exit(f"{written} movements were written, not {EACH * offices}")
        with small.process() as alone, large.process() as among:
            pages: dict[str, Any] = {grouping: compare(alone, among, grouping) for grouping in GROUPINGS}
            offices_pages = {grouping: of_all(among, grouping) for grouping in (*GROUPINGS, "kantor")}
            if wanted.slowest:
                for email in (FINANCE, AUDITOR):
                    for grouping in GROUPINGS:
                        for process in (alone, among):
                            told = process.call(f"{STAGES}:slowest", email=email, address=address(grouping))
                            sys.stderr.write(f"{email} {grouping}: {told}\n")
    more = max(page["queries_among"] - page["queries_alone"] for page in pages.values())
    results = [
        Result("time among all offices to time alone, slowest grouping", max(p["ratio"] for p in pages.values()),
               RATIO_BAR, "ratio"),
        Result("queries added by the other offices", more, 0, "queries"),
        Result("queries of the page of all offices", max(page["queries"] for page in offices_pages.values()),
               QUERIES_BAR, "queries"),
    ]  # fmt: skip
    movements = [EACH, EACH * wanted.offices]
    return report("yearend", results, movements=movements, one_office=pages, all_offices=offices_pages)


if __name__ == "__main__":
    sys.exit(main())
