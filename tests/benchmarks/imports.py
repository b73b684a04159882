"""`bin/bench import [--rows N] [--table NAME]`: a long table on its whole way in, against the least that must be done.

Two tables: the recipients of a decree (eight columns, NIK and account number each encrypted and indexed by key), and
the register of deaths (a NIK that is encrypted and indexed by key, a date, a text). The least is a bare openpyxl
read-only pass over the file and a plain `bulk_create` of the same rows. Beside it stands what the library does by
default, row by row, on fewer rows.

Bars: at most twice the time of the least; at most 400 MB for the process that takes the rows in and the one that reads
the file for it, together.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from typing import Any

from tests.benchmarks.harness import Result, fresh_instance, report

ROWS = 50_000
FEW = 1_000  #: rows of the library's own way, which takes that much longer
ROUNDS = 3
RATIO_BAR, MEMORY_BAR = 2.0, 400.0
#: Name of a table → the module that makes its files and takes them in.
TABLES = {"recipients": "tests.benchmarks.recipient_lists", "deaths": "tests.benchmarks.death_lists"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench import")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--table", choices=TABLES, action="append")
    asked = parser.parse_args()
    results: list[Result] = []
    details: dict[str, Any] = {}
    for table in asked.table or TABLES:
        found, made_of = measure(table, asked.rows)
        results += found
        details[table] = made_of
    return report("import", results, details=details)


def measure(table: str, rows: int) -> tuple[list[Result], dict[str, Any]]:
    """The figures of one table, and what they were made of."""
    stages = TABLES[table]
    with fresh_instance() as instance, tempfile.TemporaryDirectory(prefix="amanah-bench-") as folder:
        (file, few), _ = instance.stage(f"{stages}:prepare", lengths=[rows, FEW], folder=folder)
        times, _ = instance.stage(f"{stages}:compare", file=file, rounds=ROUNDS)
        taken, peak = instance.stage(f"{stages}:take_in", file=file)
        reading, _ = instance.stage(f"{stages}:reading_peak", file=file)
        by_rows, _ = instance.stage(f"{stages}:row_by_row", file=few)
    if taken["new"] != rows or by_rows["new"] != FEW:
        sys.exit(f"Of {rows} and {FEW} clean rows {taken['new']} and {by_rows['new']} were taken in.")
    results = [
        Result(
            f"whole import to bare pass and bulk_create, {rows} rows of {table}",
            round(times["ratio"], 2),
            RATIO_BAR,
            "ratio",
        ),
        Result(
            f"peak memory of import and reading, {rows} rows of {table}", round(peak + reading, 1), MEMORY_BAR, "MB"
        ),
    ]
    whole, rowwise = 1000 * times["whole"] / rows, 1000 * by_rows["seconds"] / FEW
    details = {
        "seconds": {"least": round(times["base"], 2), "import": round(times["whole"], 2), **taken["seconds"]},
        "megabytes": {"import": peak, "reading": round(reading, 1)},
        "milliseconds a row": {"import": round(whole, 3), "library, row by row": round(rowwise, 3)},
        "library to import": round(rowwise / whole, 1),
    }
    return results, details


if __name__ == "__main__":
    sys.exit(main())
