"""How much memory the process holds that reads a workbook. The first half runs as a stage, the second in that process;
this module stays without Django, as all do that the process imports."""

from __future__ import annotations

import resource
from datetime import date
from pathlib import Path
from typing import Any

from reports.intake import apart
from reports.intake.read import Expected, Identity
from vault.apart import MEGABYTE, Answer, Task, work_apart
from vault.wire import heard, said


def child_peak(*, file: str, period: list[int]) -> float:
    """Peak memory in MB of a child that reads ``file`` as an upload has it read."""
    weigh = Task("tests.benchmarks.reading:read_and_weigh", apart.READ.limits)
    answer = work_apart(weigh, Path(file).read_bytes(), {"period": period})
    return float(answer.value)


def read_and_weigh(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: the work itself, and the most memory that it took."""
    whose = heard(Identity, apart.identify(content, {}).value)
    first, last = (date.fromordinal(day) for day in options["period"])
    expected = Expected(
        whose.instalment_id, int(whose.instalment_number), whose.agreement_number, whose.partner_id, (first, last)
    )
    answer = apart.read(content, {"expected": said(Expected, expected)})
    (entries,), _ = answer.value["entries"]
    assert entries, "nothing was read: there is nothing to weigh"
    return Answer(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE)
