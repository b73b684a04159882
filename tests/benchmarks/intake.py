"""`bin/bench intake [--rows N]`: the whole intake of a cash book of N lines against a bare openpyxl pass over it.

Bars, for each size: at most 1.5 times the time of the bare pass, and at most 300 MB for the process that takes the
workbook in and the one that reads it for it, together. Without --rows three sizes are measured: growth is linear where
the ratio holds at each.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from typing import Any

from tests.benchmarks.harness import Result, fresh_instance, report

RATIO_BAR = 1.5
MEMORY_BAR = 300
ROUNDS = 5
SIZES = (1_000, 10_000, 50_000)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench intake", description=__doc__)
    parser.add_argument("--rows", type=int, help="lines of the cash book; without it three sizes")
    rows = parser.parse_args().rows
    results: list[Result] = []
    details: dict[str, Any] = {}
    for size in (rows,) if rows else SIZES:
        found, detail = measure(size)
        results += found
        details[str(size)] = detail
    return report("intake", results, details=details)


def measure(rows: int) -> tuple[list[Result], dict[str, Any]]:
    """The figures of one size, and what they were made of."""
    with fresh_instance() as instance, tempfile.TemporaryDirectory(prefix="amanah-bench-") as folder:
        # One file to warm up, one for each round, one for the memory.
        stage, _ = instance.stage("tests.benchmarks.cash_book:prepare", rows=rows, copies=ROUNDS + 2, folder=folder)
        *files, last = stage["files"]
        times, _ = instance.stage("tests.benchmarks.uploads:compare", report=stage["report"], files=files)
        kept, peak = instance.stage("tests.benchmarks.uploads:take_in", report=stage["report"], file=last)
        reading, _ = instance.stage("tests.benchmarks.reading:child_peak", file=last, period=stage["period"])
    if kept != {"entries": rows, "errors": 0}:
        sys.exit(f"The clean cash book of {rows} lines was taken in as {kept}.")
    results = [
        Result(f"whole intake to bare openpyxl pass, {rows} lines", round(times["ratio"], 2), RATIO_BAR, "ratio"),
        Result(f"peak memory of intake and reading, {rows} lines", round(peak + reading, 1), MEMORY_BAR, "MB"),
    ]
    seconds = {"bare": round(times["base"], 2), "intake": round(times["whole"], 2)}
    return results, {"seconds": seconds, "megabytes": {"intake": peak, "reading": round(reading, 1)}}


if __name__ == "__main__":
    sys.exit(main())
