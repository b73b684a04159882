"""How much memory the process holds that reads a table to be imported. This module stays without Django, as all do that
the process imports."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

from imports import apart
from imports.columns import FlatTable
from imports.sheet import Sheet
from vault.apart import MEGABYTE, Answer, Task, work_apart
from vault.wire import heard, said


def child_peak_of_table(file: str, table: FlatTable) -> float:
    """Peak memory in MB of a child that reads ``file`` as an import of this table has it read."""
    weigh = Task("tests.benchmarks.weighing:read_and_weigh", apart.READ.limits)
    answer = work_apart(weigh, Path(file).read_bytes(), {"kind": "xlsx", "table": said(FlatTable, table)})
    return float(answer.value)


def read_and_weigh(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: the work itself, and the most memory that it took."""
    read = apart.read(content, options)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
    assert len(heard(Sheet, read.value).rows), "nothing was read: there is nothing to weigh"
    return Answer(most)
