"""How far a payment is: its papers as steps, each with its number, its date and who handed it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from grants.history import Happening
from grants.models import Disbursement
from regulations.dates import tanggal


@dataclass(frozen=True, slots=True)
class Stage:
    """One paper on the way; ``state`` is "done", "now", "stuck" or "todo"."""

    label: str
    state: str
    note: str
    url: str = ""


#: Event that ends a stage, the paper's name, and the fields of its number and date.
_PAPERS = (
    ("propose", "SPP", "spp_number", "spp_date"),
    ("approve", "SPM", "spm_number", "spm_date"),
    ("pay", "SP2D", "sp2d_number", "sp2d_date"),
)
_WAITING = {"approve": "Menunggu PPSPM menguji SPP", "pay": "Menunggu SP2D dari KPPN"}


def stages_of(payment: Disbursement, history: Sequence[Happening]) -> list[Stage]:
    """SPP, SPM, SP2D and the report, in their order."""
    done = {happening.step: happening for happening in history}
    stages: list[Stage] = []
    for step, paper, number, day in _PAPERS:
        if step in done:
            written = _say(getattr(payment, number), getattr(payment, day), done[step].actor_name)
            stages.append(Stage(paper, "done", written))
        elif payment.state == "rejected":
            stages.append(Stage(paper, "stuck" if stages[-1].state == "done" else "todo", "Ditolak"))
        else:
            waits = stages[-1].state == "done"
            stages.append(Stage(paper, "now" if waits else "todo", _WAITING[step] if waits else ""))
    accounted = done.get("account")
    if accounted:
        stages.append(Stage("Laporan diterima", "done", accounted.actor_name))
    else:
        paid = payment.state == "paid"
        stages.append(Stage("Laporan diterima", "now" if paid else "todo", "Menunggu laporan LKS" if paid else ""))
    return stages


def _say(number: str, day: date, who: str) -> str:
    return f"{number}, {tanggal(day)} · {who}"
