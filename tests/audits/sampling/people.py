"""Populations for tests of sampling, and seeds that begin where a test wants them to."""

from __future__ import annotations

from itertools import count

from audits.sampling.monetary import first_rupiah
from audits.sampling.plan import Method, Plan
from audits.sampling.population import Item, Population


def of(*amounts: int) -> Population:
    """Items a, b, c … of these amounts."""
    return Population.of(Item(chr(ord("a") + place), amount) for place, amount in enumerate(amounts))


def starting_at(rupiah: int, interval: int, method: Method = Method.INTERVAL) -> Plan:
    """A plan of this interval whose random start is this rupiah."""
    plans = (Plan(method, str(seed), interval=interval) for seed in count())
    return next(plan for plan in plans if first_rupiah(plan, interval) == rupiah)
