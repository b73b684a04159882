"""`bin/bench annotate`: writing 500 findings into a workbook of 10,000 lines, against one openpyxl load and save of it.

Bar: at most 1.2 times the time of that, which does nothing but open the workbook and write it again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.harness import Result, fresh_instance, report

RATIO_BAR = 1.2
ROUNDS = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench annotate", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000, help="lines of the cash book")
    parser.add_argument("--findings", type=int, default=500, help="cells with a finding")
    chosen = parser.parse_args()
    with fresh_instance() as instance, tempfile.TemporaryDirectory(prefix="amanah-bench-") as folder:
        file = str(Path(folder, "lpj.xlsx"))
        sized = {"rows": chosen.rows, "findings": chosen.findings}
        instance.stage("tests.benchmarks.findings:prepare", file=file, rows=chosen.rows)
        times, _ = instance.stage("tests.benchmarks.findings:compare", file=file, rounds=ROUNDS, **sized)
        written, _ = instance.stage("tests.benchmarks.findings:written", file=file, **sized)
    if written != chosen.findings:
        sys.exit(f"Of {chosen.findings} findings {written} stand in the workbook.")
    name = f"annotation of {chosen.findings} findings to openpyxl load and save"
    results = [Result(name, round(times["ratio"], 2), RATIO_BAR, "ratio")]
    seconds = {"load and save": round(times["base"], 2), "annotation": round(times["whole"], 2)}
    return report("annotate", results, rows=chosen.rows, seconds=seconds)


if __name__ == "__main__":
    sys.exit(main())
