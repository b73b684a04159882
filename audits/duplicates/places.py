"""Where a thing stands, as the reader may know it: of what may not be seen, the office and the month alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.models import User
from partners.models import Partner
from regulations.dates import month_of
from reports.models import Report
from trail.parts import in_parts


@dataclass(frozen=True, slots=True)
class Place:
    """One of the two: what it is, whose, at which office, of which day; ``picture`` is a small image of it."""

    label: str
    partner: str
    office: str
    office_id: int
    day: date | None = None
    url: str = ""
    picture: str = ""

    @property
    def hidden(self) -> Place:
        """The same for somebody who may not see it."""
        when = f", {month_of(self.day)}" if self.day else ""
        return replace(self, label=f"di luar jangkauan Anda{when}", partner="", day=None, url="", picture="")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places of what looks the same, the earlier first, why it looks so, and rupiah where there are any.

    ``group`` is the word in the address by which a list parts its reasons; of a higher ``rank`` it stands below.
    """

    reason: str
    first: Place
    second: Place
    amount: int | None = None
    group: str = ""
    rank: int = 0

    @property
    def between_offices(self) -> bool:
        return self.first.office_id != self.second.office_id

    @property
    def between_partners(self) -> bool:
        return self.between_offices or self.first.partner != self.second.partner

    @property
    def years(self) -> set[int]:
        """The years of its known days; empty for what has none."""
        return {place.day.year for place in (self.first, self.second) if place.day}


#: What tells of a report where it stands; before each stands the way to the report.
_OF_REPORT = (
    "pk",
    "partner__name",
    "office__name",
    "office",
    "instalment",
    "instalment__number",
    "instalment__agreement__number",
)


class Reports:
    """The reports among which pairs were found, each as this reader may know it; two queries."""

    def __init__(self, user: User, keys: Iterable[int]) -> None:
        self._rows: dict[int, dict[str, Any]] = {}
        self._seen: set[int] = set()
        for some in in_parts(sorted(set(keys))):
            self._rows |= {row["pk"]: row for row in Report.objects.filter(pk__in=some).values(*_OF_REPORT)}
            self._seen |= set(Report.objects.visible_to(user).filter(pk__in=some).values_list("pk", flat=True))

    def may_see(self, report: int) -> bool:
        return report in self._seen

    def place(self, report: int, what: str, *, day: date | None, url: str = "", picture: str = "") -> Place:
        """``what`` (a receipt, a photo) in this report."""
        row = self._rows[report]
        label = f"{what}, LPJ termin {row['instalment__number']} PKS {row['instalment__agreement__number']}"
        address = url or reverse("audits:follow", args=[row["instalment"]])
        place = Place(label, row["partner__name"], row["office__name"], row["office"], day, address, picture)
        return place if self.may_see(report) else place.hidden


class Partners:
    """The LKS among which pairs were found, each as this reader may know it; two queries."""

    def __init__(self, user: User, keys: Iterable[int]) -> None:
        wanted = set(keys)
        rows = Partner.objects.filter(pk__in=wanted).values_list("pk", "name", "office__name", "office")
        self._rows = {pk: (name, office, office_id) for pk, name, office, office_id in rows}
        self._seen = set(Partner.objects.visible_to(user).filter(pk__in=wanted).values_list("pk", flat=True))

    def may_see(self, partner: int) -> bool:
        return partner in self._seen

    def place(self, partner: int, what: str) -> Place:
        """``what`` (an account, an officer) of this LKS."""
        name, office, office_id = self._rows[partner]
        place = Place(what, name, office, office_id, url=reverse("partners:partner", args=[partner]))
        return place if self.may_see(partner) else place.hidden
