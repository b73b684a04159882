"""Budget lines as pages and workbooks show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants.budget_codes import PARTS
from grants.models import Allocation, AllocationRevision
from partners.choices import AssistanceForm, AssistancePurpose
from regulations.allocations import LineFinding
from vault.tables import Table

_PURPOSES, _FORMS = dict(AssistancePurpose.choices), dict(AssistanceForm.choices)
_HEADINGS = (
    ("Tahun", 8),
    ("Kode anggaran", 36),
    *((name, 14) for name in PARTS.values()),
    ("Uraian", 44),
    ("Pagu", 18),
    ("Terpakai", 18),
    ("Sisa", 18),
    ("Revisi ke", 10),
    ("Perlu dilihat", 18),
    ("Sebabnya", 60),
    ("Kantor", 30),
)


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


def allocations_table(lines: Iterable[Allocation], found: Mapping[int, Sequence[LineFinding]]) -> Table:
    """The lines with their use; the columns of the import are named as there, so that the file may come back."""
    return Table("Alokasi", _HEADINGS, _rows(lines, found))


def _rows(lines: Iterable[Allocation], found: Mapping[int, Sequence[LineFinding]]) -> Iterator[list[Any]]:
    for line in lines:
        findings = found.get(line.pk, ())
        yield [
            str(line.year),
            line.budget_code,
            *line.code.parts.values(),
            line.description,
            line.amount,
            line.used,
            line.remaining,
            line.revision,
            sum(each.amount for each in findings),
            "; ".join(f"{each.rule} {each.fault}, seharusnya {each.expected}" for each in findings),
            str(line.office),
        ]


def _text(value: Any) -> str:
    return "–" if value in (None, "") else str(value)
