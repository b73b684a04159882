"""How a sample is to be drawn."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from audits.sampling.population import Population
from audits.sampling.sizes import Precision


class Method(StrEnum):
    """The three methods of selection; monetary units by a fixed interval or cell by cell."""

    RANDOM = "acak"
    STRATIFIED = "strata"
    INTERVAL = "interval"
    CELLS = "sel"

    @property
    def is_monetary(self) -> bool:
        return self in (Method.INTERVAL, Method.CELLS)


class By(StrEnum):
    """What the strata are, and what each stratum's share of the sample follows."""

    AMOUNT = "nilai"
    GROUP = "kelompok"


class Unfit(ValueError):
    """The plan does not fit the population; the text is a sentence for the auditor."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A method with its parameters.

    ``size`` is the number of items that is asked for. For monetary units ``precision`` may stand instead of it, or
    ``interval`` (rupiah), by which an auditor repeats a draw that was made elsewhere. ``edges`` are the amounts at
    which a new band begins; each stratum gets at least ``minimum`` items (fewer where it has fewer), the rest by its
    share of the items, or with ``by_value`` of the rupiah.
    """

    method: Method
    seed: str
    size: int = 0
    precision: Precision | None = None
    interval: int = 0
    strata: By = By.AMOUNT
    edges: tuple[int, ...] = ()
    minimum: int = 1
    by_value: bool = False

    def kept(self) -> dict[str, Any]:
        """The plan as plain values, to be kept as JSON."""
        return asdict(self)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Plan:
        """The plan that ``kept`` gave."""
        precision = kept["precision"]
        return cls(
            **kept
            | {
                "method": Method(kept["method"]),
                "strata": By(kept["strata"]),
                "edges": tuple(kept["edges"]),
                "precision": Precision(**precision) if precision else None,
            }
        )

    def interval_for(self, population: Population) -> int:
        """Rupiah between two hits: what is given, or the worth of the population by the size, whole rupiah, down."""
        if self.interval:
            return self.interval
        return max(population.amount // max(self.size_for(population), 1), 1)

    def size_for(self, population: Population) -> int:
        """How many items are asked for. Raises Unfit where nothing says so, or no size can reach the precision."""
        if self.size > 0:
            return self.size
        if self.precision is not None:
            try:
                return self.precision.size(population.amount)
            except ValueError as problem:
                raise Unfit(
                    "Salah saji yang diperkirakan terlalu dekat dengan salah saji yang dapat diterima, sehingga tidak "
                    "ada ukuran sampel yang cukup. Uji seluruh populasi, atau ubah kedua angka itu."
                ) from problem
        if self.interval > 0:
            return -(-population.amount // self.interval)
        raise Unfit("Isi ukuran sampel, paling sedikit 1.")
