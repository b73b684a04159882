"""What a state machine is: one table that makes the buttons, the permissions and the diagram."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed change of state.

    ``apart_from`` names fields that hold persons who must not be the one to take this step; ``apart_from_authors``
    keeps from it whoever wrote any of the record (``Workflow.writing``).
    ``stamp`` "approved" writes approved_by and approved_at on the record. ``example`` is a reason that would do,
    shown to who gives too short a one.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str
    apart_from: tuple[str, ...] = ()
    apart_from_authors: bool = False
    needs_reason: bool = False
    example: str = "Jumlah pada baris 3 berbeda dari notanya."
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Workflow:
    """A state machine: its states with their Indonesian names, where it begins, and its steps.

    ``writing`` are the verbs by which a person becomes an author of the record (``trail.authors``), beside drafting it.
    """

    title: str
    states: dict[str, str]
    initial: str
    steps: tuple[Step, ...]
    writing: tuple[str, ...] = ()

    def step(self, name: str) -> Step:
        """The step of that name; KeyError where the table has none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)

    def steps_from(self, state: str) -> list[Step]:
        return [step for step in self.steps if state in step.sources]

    def choices(self) -> list[tuple[str, str]]:
        return list(self.states.items())

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2", f"  [*] --> {self.initial}"]
        lines += [f"  {name}: {label}" for name, label in self.states.items()]
        lines += [f"  {source} --> {step.target}: {step.label}" for step in self.steps for source in step.sources]
        return "\n".join(lines)
