"""Budget lines as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grants.models import Allocation, AllocationRevision
from partners.choices import AssistanceForm, AssistancePurpose
from regulations.allocations import LineFinding

_PURPOSES, _FORMS = dict(AssistancePurpose.choices), dict(AssistanceForm.choices)


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding about a line in the words of a page."""

    finding: LineFinding

    @property
    def title(self) -> str:
        return f"{self.finding.rule}: {self.finding.fault}"

    @property
    def what(self) -> str:
        """What the money was used for: "rehabilitasi sosial, uang"."""
        use = self.finding.use
        return f"{_PURPOSES.get(use.purpose, use.purpose)}, {_FORMS.get(use.form, use.form)}".lower()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that a revision changed, besides the amount."""

    label: str
    was: str
    will: str


def changes_of(revision: AllocationRevision) -> list[FieldChange]:
    """What a revision changed besides the amount, with the names of the screen."""
    fields = {each.name: str(getattr(each, "verbose_name", each.name)) for each in Allocation._meta.get_fields()}
    return [
        FieldChange(fields.get(name, name), _text(change.get("from")), _text(change.get("to")))
        for name, change in revision.changes.items()
    ]


def _text(value: Any) -> str:
    return "–" if value in (None, "") else str(value)
