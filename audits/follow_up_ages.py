"""How long recommendations are overdue: bands of days past the last one, each tied with the list behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from audits.models import RecommendationQuerySet
from audits.models.follow_up import days_past


@dataclass(frozen=True, slots=True)
class Band:
    """From ``least`` to ``most`` days past the last one, both included; None is without end."""

    key: str
    label: str
    least: int
    most: int | None

    @property
    def late(self) -> Q:
        """Recommendations that are so late today, by the calendar of their balai."""
        return days_past(self.least, self.most)


BANDS = (
    Band("1-30", "Lewat 1–30 hari", 1, 30),
    Band("31-60", "Lewat 31–60 hari", 31, 60),
    Band("61-90", "Lewat 61–90 hari", 61, 90),
    Band("90-lebih", "Lewat lebih dari 90 hari", 91, None),
)
BY_KEY = {band.key: band for band in BANDS}


@dataclass(frozen=True, slots=True)
class Age:
    """So many recommendations are so late."""

    band: Band
    count: int


def ages_of(rows: RecommendationQuerySet) -> list[Age]:
    """The overdue of these recommendations by age, in one query."""
    counts = {band.key.replace("-", "_"): Count("pk", filter=band.late) for band in BANDS}
    found = rows.undone().order_by().aggregate(**{f"late_{key}": count for key, count in counts.items()})
    return [Age(band, found[f"late_{band.key.replace('-', '_')}"]) for band in BANDS]
