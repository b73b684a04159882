"""The same sample once more: from the list that was kept, and from what stands in the records today."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from audits.models.sample import AuditSample
from audits.populations import Listing, listing_of
from audits.sampling import Population, Repetition, draw, repeat
from audits.sampling.draw import Draw

#: So many changes are named on the page.
NAMED = 25


@dataclass(frozen=True, slots=True)
class Repeated:
    """``kept``: whether the list that was kept gives the very items that were kept. ``today``: what has changed since,
    as far as this reader may see; ``changes`` names the first of it."""

    kept: bool
    today: Repetition
    changes: list[tuple[str, str]]

    @property
    def more(self) -> int:
        """Changes beyond those that are named."""
        today = self.today
        return len(today.added) + len(today.removed) + len(today.changed) - len(self.changes)


def repeat_sample(sample: AuditSample, user: User) -> Repeated:
    """Draw again. Raises ValueError or FileNotFoundError where the kept list is not whole any more."""
    with sample.population.open() as content:
        before = Population.read(content.read())
    drawn = draw(sample.drawn_by_plan, before)
    listing = listing_of(sample.source, sample.engagement, user)
    today = repeat(drawn, listing.population, before)
    return Repeated(before.hash == sample.population_hash and _same(drawn, sample), today, _named(today, listing))


def _same(drawn: Draw, sample: AuditSample) -> bool:
    """Whether the draw is what was kept, item by item."""
    kept = [(item.key, item.amount, item.stratum, item.rupiah, item.certain) for item in sample.items.all()]
    again = [(pick.item.key, pick.item.amount, pick.stratum, list(pick.rupiah), pick.certain) for pick in drawn.picks]
    return kept == again


def _named(today: Repetition, listing: Listing) -> list[tuple[str, str]]:
    found = []
    for what, keys in (("baru", today.added), ("hilang", today.removed), ("nilainya berubah", today.changed)):
        for key in keys:
            shown = listing.listed.get(key)
            found.append((what, f"{shown.partner}: {shown.label}" if shown else key))
    return found[:NAMED]
