"""Terms before and after an addendum, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from partners.terms import BudgetLineInput, InstalmentInput, Terms

T = TypeVar("T", BudgetLineInput, InstalmentInput)


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A line or an instalment before and after; None where it was not yet, or is no longer. Amounts in rupiah."""

    before: T | None
    after: T | None

    @property
    def either(self) -> T:
        """What names it: as it shall be, or as it was."""
        found = self.after or self.before
        assert found is not None, "a pair has at least one side"
        return found

    @property
    def amount_before(self) -> int:
        return self.before.amount if self.before else 0

    @property
    def amount_after(self) -> int:
        return self.after.amount if self.after else 0

    @property
    def difference(self) -> int:
        return self.amount_after - self.amount_before

    @property
    def state(self) -> str:
        """In a word: "Baru", "Dihapus", "Berubah" or "Tetap"."""
        if self.before is None:
            return "Baru"
        if self.after is None:
            return "Dihapus"
        return "Tetap" if self.before == self.after else "Berubah"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an addendum changes; the sums are those of the pairs."""

    before: Terms
    after: Terms
    lines: tuple[Pair[BudgetLineInput], ...]
    instalments: tuple[Pair[InstalmentInput], ...]

    @property
    def difference(self) -> int:
        return self.after.value - self.before.value

    @property
    def budget_difference(self) -> int:
        return self.after.budget_total - self.before.budget_total

    @property
    def instalment_difference(self) -> int:
        return self.after.instalment_total - self.before.instalment_total

    @property
    def changes_end(self) -> bool:
        return self.before.ends_on != self.after.ends_on


def compare(before: Terms, after: Terms) -> Comparison:
    """Lines are the same by their code, instalments by their number."""
    lines_before = {line.code: line for line in before.budget}
    lines_after = {line.code: line for line in after.budget}
    parts_before = {part.number: part for part in before.instalments}
    parts_after = {part.number: part for part in after.instalments}
    codes = sorted(lines_before.keys() | lines_after.keys())
    numbers = sorted(parts_before.keys() | parts_after.keys())
    return Comparison(
        before,
        after,
        tuple(Pair(lines_before.get(code), lines_after.get(code)) for code in codes),
        tuple(Pair(parts_before.get(number), parts_after.get(number)) for number in numbers),
    )
