"""The terms of an agreement that an addendum may change: value, end, RAB and instalments, as data and as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from partners.bounds import validate_day
from partners.models import Agreement
from trail.changed import plain

#: No agreement of an LKS comes near this; more is a slip of the keyboard, and would not fit the column.
MOST_RUPIAH = 10**15


@dataclass(frozen=True, slots=True)
class BudgetLineInput:
    """A line of the RAB; ``unit_price`` in rupiah."""

    code: str
    description: str
    volume: int
    unit: str
    unit_price: int

    @property
    def amount(self) -> int:
        return self.volume * self.unit_price


@dataclass(frozen=True, slots=True)
class InstalmentInput:
    """A planned instalment (termin); ``amount`` in rupiah."""

    number: int
    amount: int
    planned_on: date


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed of money and time; ``value`` in rupiah."""

    value: int
    ends_on: date
    budget: tuple[BudgetLineInput, ...]
    instalments: tuple[InstalmentInput, ...]

    @property
    def budget_total(self) -> int:
        return sum(line.amount for line in self.budget)

    @property
    def instalment_total(self) -> int:
        return sum(part.amount for part in self.instalments)

    @property
    def data(self) -> dict[str, Any]:
        """As JSON has it; ``read_terms`` takes it back."""
        return {"value": self.value, "ends_on": self.ends_on.isoformat(), **parts(self.budget, self.instalments)}


def read_terms(data: Mapping[str, Any]) -> Terms:
    """The terms that ``Terms.data`` wrote down."""
    return Terms(
        value=data["value"],
        ends_on=date.fromisoformat(data["ends_on"]),
        budget=tuple(BudgetLineInput(**line) for line in data["budget"]),
        instalments=tuple(
            InstalmentInput(part["number"], part["amount"], date.fromisoformat(part["planned_on"]))
            for part in data["instalments"]
        ),
    )


def terms_of(agreement: Agreement) -> Terms:
    """What holds now, in two queries."""
    return Terms(agreement.value, agreement.ends_on, tuple(lines_of(agreement)), tuple(instalments_of(agreement)))


def lines_of(agreement: Agreement) -> list[BudgetLineInput]:
    return [
        BudgetLineInput(line.code, line.description, line.volume, line.unit, line.unit_price)
        for line in agreement.budget_lines.all()
    ]


def instalments_of(agreement: Agreement) -> list[InstalmentInput]:
    return [
        InstalmentInput(part.number, part.amount, part.planned_on) for part in agreement.instalments.order_by("number")
    ]


def parts(
    budget_lines: Sequence[BudgetLineInput], instalments: Sequence[InstalmentInput]
) -> dict[str, list[dict[str, Any]]]:
    """RAB and instalments as the trail keeps them."""
    return {
        "budget": [asdict(line) for line in sorted(budget_lines, key=lambda line: line.code)],
        "instalments": [{name: plain(value) for name, value in asdict(part).items()} for part in instalments],
    }


def impossible(
    value: int, budget_lines: Sequence[BudgetLineInput], instalments: Sequence[InstalmentInput]
) -> list[str]:
    """What not even a draft can hold, as sentences."""
    wrong = []
    codes = [line.code.strip() for line in budget_lines]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        wrong.append(f"Kode RAB {code} dipakai lebih dari satu baris. Beri kode yang berbeda.")
    for line in budget_lines:
        if not line.code.strip() or line.volume < 1 or line.unit_price < 1:
            wrong.append(f"Baris RAB “{line.description}” memerlukan kode, volume, dan harga lebih dari nol.")
    if [instalment.number for instalment in instalments] != list(range(1, len(instalments) + 1)):
        wrong.append("Nomor termin harus berurutan mulai dari 1.")
    for instalment in instalments:
        if instalment.amount < 1:
            wrong.append(f"Jumlah termin {instalment.number} harus lebih dari nol.")
        try:
            validate_day(instalment.planned_on)
        except ValidationError as problem:
            wrong += [f"Rencana penyaluran termin {instalment.number}: {message}" for message in problem.messages]
    amounts = [value, *(line.amount for line in budget_lines), *(part.amount for part in instalments)]
    if max(amounts) > MOST_RUPIAH:
        wrong.append("Ada jumlah yang terlalu besar. Periksa banyaknya angka nol.")
    return wrong
