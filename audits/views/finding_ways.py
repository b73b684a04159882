"""The steps of a finding as its page offers them: what each asks for, which action takes it, what is said then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from accounts.models import User
from audits.actions.findings import (
    ask_finding_again,
    drop_finding,
    finalise_finding,
    recall_finding,
    show_finding,
)
from audits.finalising import finalisers
from audits.forms.findings import AskAgainForm, FinaliseForm, ShowForm
from audits.models import Finding
from audits.rights import is_in_team
from trail.forms import ReasonForm, StepForm
from trail.workflow import Step

#: Days that a finding is waited for unless the auditor says otherwise.
DAYS_TO_ANSWER = 14


@dataclass(frozen=True, slots=True)
class Way:
    """How a step is taken: what it asks for, which action takes it, and what is said when it is done."""

    form: type[StepForm]
    take: Callable[..., Any]
    said: str
    text: str = ""

    def blank(self, name: str, initial: Mapping[str, Any]) -> StepForm:
        """Its form as the page offers it; several stand on one page, each with ids of its own."""
        return self.form(initial=initial, auto_id=ids_of(name))


def ids_of(name: str) -> str:
    """What the fields of a step's form are called on the page."""
    return f"id_{name}_%s"


WAYS = {
    "show": Way(
        ShowForm,
        show_finding,
        "Temuan disampaikan. Yang dimintai tanggapan melihatnya di berandanya.",
        "Sesudah disampaikan, isinya hanya berubah bila temuan ditarik kembali.",
    ),
    "ask_again": Way(AskAgainForm, ask_finding_again, "Tanggapan diminta lagi."),
    "recall": Way(
        ReasonForm,
        recall_finding,
        "Temuan ditarik kembali menjadi konsep.",
        "Alasannya dibaca LKS dan balai bila temuan ini disampaikan lagi.",
    ),
    "finalise": Way(
        FinaliseForm,
        finalise_finding,
        "Temuan ditetapkan final. Tindak lanjutnya kini berjalan.",
        "Sesudah final isinya tidak dapat diubah lagi; yang berjalan hanya tindak lanjutnya.",
    ),
    "drop": Way(ReasonForm, drop_finding, "Temuan tidak dilanjutkan."),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A step with its form, as the page shows it."""

    step: Step
    form: StepForm
    text: str

    @property
    def tone(self) -> str:
        return "primary" if self.step.name in {"show", "finalise"} else "danger" if self.step.name == "drop" else ""


def step_forms(finding: Finding, user: User, typed: Mapping[str, StepForm]) -> list[Offered]:
    """The steps that this reader may take now, each with its form."""
    if not is_in_team(finding.engagement, user):
        return []
    soon = finding.office.today + timedelta(days=DAYS_TO_ANSWER)
    initial = {"version": finding.version, "answer_by": soon, "received_on": finding.office.today}
    names = {step.name: step for step in finding.workflow.steps_from(finding.state) if step.name in WAYS}
    if "finalise" in names and (_is_waited_for(finding) or user not in finalisers(finding)):
        del names["finalise"]
    order = [name for name in ("show", "finalise", "ask_again", "recall", "drop") if name in names]
    return [Offered(names[name], typed.get(name) or WAYS[name].blank(name, initial), WAYS[name].text) for name in order]


def _is_waited_for(finding: Finding) -> bool:
    left = finding.days_to_answer
    return finding.state == "shown" and left is not None and left >= 0
