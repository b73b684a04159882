"""What was used of each budget line, and the sums of a report; all in rupiah."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Sum

from partners.models import BudgetLine
from regulations.cashbook import code_key
from reports.facts import spent_by_code
from reports.intake.layout import PM, TAX, Table
from reports.models import Report, Revision


@dataclass(frozen=True, slots=True)
class UsedLine:
    """A line of the RAB: what it allows, what earlier reports used, what this one does."""

    line: BudgetLine
    before: int
    spent: int

    @property
    def left(self) -> int:
        return self.line.amount - self.before - self.spent


@dataclass(frozen=True, slots=True)
class Realisation:
    lines: list[UsedLine]
    #: spent under a code that the RAB does not know
    unknown: int

    @property
    def budget(self) -> int:
        return sum(used.line.amount for used in self.lines)

    @property
    def before(self) -> int:
        return sum(used.before for used in self.lines)

    @property
    def spent(self) -> int:
        return sum(used.spent for used in self.lines) + self.unknown

    @property
    def left(self) -> int:
        return self.budget - self.before - self.spent


def realisation(report: Report, revision: Revision) -> Realisation:
    """Use of the RAB by this revision, beside what accepted reports of earlier instalments used.

    Reports of later instalments do not count, so that a print says the same whenever it is made.
    """
    agreement = report.instalment.agreement
    now = _spent_in(revision)
    before = spent_by_code(agreement, before=report.instalment)
    lines = []
    for line in agreement.budget_lines.all():
        key = code_key(line.code)
        lines.append(UsedLine(line, before.get(key, 0), now.pop(key, 0)))
    return Realisation(lines, sum(now.values()))


def _spent_in(revision: Revision) -> dict[str, int]:
    rows = revision.entries.filter(paid__gt=0).values_list("budget_code").annotate(total=Sum("paid")).order_by()
    spent: dict[str, int] = {}
    for code, total in rows:
        key = code_key(code)
        spent[key] = spent.get(key, 0) + total
    return spent


@dataclass(frozen=True, slots=True)
class ComponentSum:
    """Beneficiaries of one component: how many, and what they were given."""

    component: str
    people: int
    value: int


def beneficiary_sums(revision: Revision) -> list[ComponentSum]:
    rows = (
        revision.beneficiaries.values_list("component")
        .annotate(people=Count("pk"), value=Sum("value"))
        .order_by("component")
    )
    return [
        ComponentSum(chosen(PM, "component", component) or "tanpa komponen", people, value or 0)
        for component, people, value in rows
    ]


def chosen(table: Table, key: str, value: str) -> str:
    """What a choice is called on paper and screen; a text that is none of the choices stays as it is."""
    return next((choice.label for choice in table.column(key).choices if choice.value == value), value)


@dataclass(frozen=True, slots=True)
class TaxSum:
    """Taxes of one kind: how many payments, their base, and what was paid in."""

    kind: str
    count: int
    base: int
    amount: int


def tax_sums(revision: Revision) -> list[TaxSum]:
    rows = (
        revision.taxes.values_list("kind")
        .annotate(count=Count("pk"), base=Sum("base"), amount=Sum("amount"))
        .order_by("kind")
    )
    return [
        TaxSum(chosen(TAX, "kind", kind) or "tanpa jenis", count, base or 0, amount or 0)
        for kind, count, base, amount in rows
    ]
