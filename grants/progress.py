"""How far a payment is: its papers as steps, each with its number, its date and who handed it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grants.models import Disbursement
from grants.workflow import CAME_BACK
from regulations.dates import tanggal
from trail.models import Event


@dataclass(frozen=True, slots=True)
class Stage:
    """One paper on the way; ``state`` is "done", "now", "stuck" or "todo"."""

    label: str
    state: str
    note: str
    url: str = ""


#: The step that hands in a paper, the paper's name, and the fields of its number and date.
_PAPERS = (
    ("propose", "SPP", "spp_number", "spp_date"),
    ("approve", "SPM", "spm_number", "spm_date"),
    ("pay", "SP2D", "sp2d_number", "sp2d_date"),
)
_WAITING = {"approve": "Menunggu PPSPM menguji SPP", "pay": "Menunggu SP2D dari KPPN"}


def stages_of(payment: Disbursement, history: Sequence[Event]) -> list[Stage]:
    """SPP, SPM, SP2D and the report, in their order; ``history`` is the payment's trail, latest first."""
    who = {event.step: event.actor_name for event in reversed(history)}
    stages: list[Stage] = []
    for step, paper, number, day in _PAPERS:
        if getattr(payment, number):
            came_back = step == "pay" and payment.state in CAME_BACK
            state = "stuck" if came_back else "done"
            by = who.get("repay" if step == "pay" and "repay" in who else step)
            written = f"{getattr(payment, number)}, {tanggal(getattr(payment, day))}"
            stages.append(Stage(paper, state, " · ".join(filter(None, [written, "diretur bank" if came_back else by]))))
        elif stages[-1].state != "done":
            stages.append(Stage(paper, "todo", ""))
        elif payment.state == "rejected":
            stages.append(Stage(paper, "stuck", "Ditolak"))
        else:
            stages.append(Stage(paper, "now", _WAITING[step]))
    report = {"accounted": ("done", who.get("account", "")), "paid": ("now", "Menunggu laporan LKS")}
    stages.append(Stage("Laporan diterima", *report.get(payment.state, ("todo", ""))))
    return stages
