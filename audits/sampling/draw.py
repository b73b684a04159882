"""A sample as it was drawn, and the same draw once more."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from audits.sampling.chance import Stratum, into_strata, lowest, shares
from audits.sampling.monetary import certain, first_rupiah, hits
from audits.sampling.plan import Method, Plan
from audits.sampling.population import Item, Population


@dataclass(frozen=True, slots=True)
class Pick:
    """A chosen item: its stratum where there are strata, the rupiah that hit it, or that it was certain."""

    item: Item
    stratum: str = ""
    rupiah: tuple[int, ...] = ()
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample with all that another auditor needs to draw it again: plan with seed, and the population's hash.

    ``interval`` and ``start`` in rupiah; 0 where the method has none. ``whole`` says that the population was no larger
    than the sample, so that all of it was taken.
    """

    plan: Plan
    population_hash: str
    population_count: int
    population_amount: int
    left_out: int
    picks: tuple[Pick, ...]
    interval: int = 0
    start: int = 0
    strata: tuple[Stratum, ...] = ()
    whole: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the chosen items, in the population's order."""
        return tuple(pick.item.key for pick in self.picks)

    @property
    def amount(self) -> int:
        """Rupiah of the chosen items."""
        return sum(pick.item.amount for pick in self.picks)


@dataclass(frozen=True, slots=True)
class Repetition:
    """What came of drawing again: whether population and selection are the same, and what has changed.

    ``added``, ``removed`` and ``changed`` are keys of the population, and known only where the old one is at hand;
    ``newly_chosen`` and ``no_longer_chosen`` are keys of the selection.
    """

    same_population: bool
    same_selection: bool
    newly_chosen: tuple[str, ...] = ()
    no_longer_chosen: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def draw(plan: Plan, population: Population) -> Draw:
    """The sample of this plan. Items of nought or less are left out. Raises Unfit where the plan says no size."""
    items, size = population.worth, plan.size_for(population)
    interval = plan.interval_for(population) if plan.method.is_monetary and items else 0
    start = first_rupiah(plan, interval) if plan.method is Method.INTERVAL and interval else 0
    whole = not plan.interval and size >= len(items)
    strata: tuple[Stratum, ...] = ()
    if plan.method is Method.STRATIFIED:
        picks, strata = _stratified(plan, items, size)
    elif whole:
        picks = [Pick(item, certain=True) for item in items]
    elif plan.method is Method.RANDOM:
        picks = [Pick(item) for item in lowest(items, size, plan.seed)]
    else:
        picks = _monetary(plan, items, interval)
    return Draw(
        plan=plan,
        population_hash=population.hash,
        population_count=len(population.items),
        population_amount=population.amount,
        left_out=len(population.worthless),
        picks=tuple(sorted(picks, key=lambda pick: pick.item.key)),
        interval=interval,
        start=start,
        strata=strata,
        whole=whole,
    )


def _stratified(plan: Plan, items: tuple[Item, ...], size: int) -> tuple[list[Pick], tuple[Stratum, ...]]:
    strata = into_strata(items, plan)
    room = {name: len(members) for name, members in strata.items()}
    worth = {name: sum(item.amount for item in members) for name, members in strata.items()}
    given = shares(worth if plan.by_value else room, room, size, plan.minimum)
    chosen = {name: lowest(members, given[name], plan.seed) for name, members in strata.items()}
    shown = tuple(
        Stratum(name, room[name], worth[name], len(taken), sum(item.amount for item in taken))
        for name, taken in chosen.items()
    )
    picks = [Pick(item, name, certain=given[name] == room[name]) for name, taken in chosen.items() for item in taken]
    return picks, shown


def _monetary(plan: Plan, items: tuple[Item, ...], interval: int) -> list[Pick]:
    if not items:
        return []
    sure = certain(items, interval)
    found: dict[Item, list[int]] = {}
    for hit in hits([item for item in items if item.amount < interval], plan, interval):
        found.setdefault(hit.item, []).append(hit.rupiah)
    picked = (Pick(item, rupiah=tuple(at)) for item, at in found.items())
    return list(chain((Pick(item, certain=True) for item in sure), picked))


def repeat(drawn: Draw, population: Population, before: Population | None = None) -> Repetition:
    """Draw again by the plan of ``drawn`` from ``population``, and say what is the same.

    ``before`` is the population that was drawn from, where it was kept: with it, each change in the population is
    named. Raises ValueError where it is not the one that was drawn from.
    """
    again = draw(drawn.plan, population)
    old, new = set(drawn.keys), set(again.keys)
    changes: dict[str, tuple[str, ...]] = {}
    if before is not None:
        if before.hash != drawn.population_hash:
            raise ValueError("this is not the population that was drawn from")
        then = {item.key: item for item in before.items}
        now = {item.key: item for item in population.items}
        changes = {
            "added": tuple(sorted(now.keys() - then.keys())),
            "removed": tuple(sorted(then.keys() - now.keys())),
            "changed": tuple(sorted(key for key in then.keys() & now.keys() if then[key] != now[key])),
        }
    return Repetition(
        same_population=again.population_hash == drawn.population_hash,
        same_selection=again.picks == drawn.picks,
        newly_chosen=tuple(sorted(new - old)),
        no_longer_chosen=tuple(sorted(old - new)),
        **changes,
    )
