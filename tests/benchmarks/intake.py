"""`bin/bench intake --rows N`: the whole intake of a cash book of N lines against a bare openpyxl pass over it.

Bars: at most 1.5 times the time of the bare pass, and at most 250 MB for the process that does the intake.
"""

from __future__ import annotations

import argparse
import sys
import tempfile

from tests.benchmarks.harness import Result, fresh_instance, report

RATIO_BAR = 1.5
MEMORY_BAR = 250
ROUNDS = 5


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench intake", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000, help="lines of the cash book")
    rows = parser.parse_args().rows
    with fresh_instance() as instance, tempfile.TemporaryDirectory(prefix="amanah-bench-") as folder:
        # One file to warm up, one for each round, one for the memory.
        stage, _ = instance.stage("tests.benchmarks.cash_book:prepare", rows=rows, copies=ROUNDS + 2, folder=folder)
        *files, last = stage["files"]
        times, _ = instance.stage("tests.benchmarks.uploads:compare", report=stage["report"], files=files)
        kept, peak = instance.stage("tests.benchmarks.uploads:take_in", report=stage["report"], file=last)
    if kept != {"entries": rows, "errors": 0}:
        sys.stderr.write(f"The clean cash book of {rows} lines was taken in as {kept}.\n")
        return 1
    results = [
        Result("whole intake to bare openpyxl pass", round(times["ratio"], 2), RATIO_BAR, "ratio"),
        Result("peak memory of the intake", peak, MEMORY_BAR, "MB"),
    ]
    seconds = {"bare": round(times["base"], 2), "intake": round(times["whole"], 2)}
    return report("intake", results, rows=rows, seconds=seconds)


if __name__ == "__main__":
    sys.exit(main())
