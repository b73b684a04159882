"""How much memory the process holds that reads a workbook. The first half runs as a stage, the second in that process;
this module stays without Django, as all do that the process imports."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

from reports.intake import apart
from vault.apart import MEGABYTE, Answer, Task, work_apart


def child_peak(*, file: str, period: list[int]) -> float:
    """Peak memory in MB of a child that reads ``file`` as an upload has it read."""
    weigh = Task("tests.benchmarks.reading:read_and_weigh", apart.READ.limits)
    answer = work_apart(weigh, Path(file).read_bytes(), {"period": period})
    return float(answer.value)


def read_and_weigh(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: the work itself, and the most memory that it took."""
    book = apart.identify(content, {})
    expected = {key: book.value[key] for key in ("instalment_id", "agreement_number", "partner_id")}
    number = int(book.value["instalment_number"])
    answer = apart.read(content, {**expected, "instalment_number": number, "period": options["period"]})
    assert answer.value["entries"]["row"], "nothing was read: there is nothing to weigh"
    return Answer(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE)
