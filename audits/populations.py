"""What a sample may be drawn from, within the scope of an engagement, as far as whoever draws may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from audits.models import Engagement
from audits.models.sample import Source
from audits.sampling import Item, Population
from audits.scope import paid_in_scope
from grants.models import Disbursement
from reports.models import Entry, Report
from reports.workflow import OPEN_STATES


@dataclass(frozen=True, slots=True)
class Listed:
    """What an item of a population is called, whose it is, and where it leads."""

    label: str
    partner: str
    office: str
    day: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A population, and what each of its items is."""

    population: Population
    listed: Mapping[str, Listed]


def listing_of(source: str, engagement: Engagement, user: User) -> Listing:
    """The population of an engagement; one query for the items. Groups, for strata, are LKS."""
    items, listed = [], {}
    for key, amount, partner_id, shown in _FINDERS[Source(source)](engagement, user):
        items.append(Item(key, amount, str(partner_id)))
        listed[key] = shown
    return Listing(Population.of(items), listed)


def _within(rows: QuerySet[Any], engagement: Engagement, user: User, way: str = "") -> QuerySet[Any]:
    """Those of the LKS and offices in the engagement's scope, and of its years and programmes; ``way`` leads to the
    record that names them."""
    if partners := list(engagement.partners.values_list("pk", flat=True)):
        rows = rows.filter(**{f"{way}partner__in": partners})
    elif offices := list(engagement.offices.values_list("pk", flat=True)):
        rows = rows.filter(**{f"{way}office__in": offices})
    paid = paid_in_scope(engagement, Disbursement.objects.visible_to(user).living())
    return rows.filter(**{f"{way}instalment__in": paid.values("instalment")})


_INSTALMENT = ("instalment", "instalment__number", "instalment__agreement__number", "partner", "partner__name")
_Row = tuple[str, int, int, Listed]


def _reports(engagement: Engagement, user: User) -> list[_Row]:
    rows = _within(Report.objects.visible_to(user).exclude(state__in=OPEN_STATES), engagement, user)
    found = rows.order_by("pk").values("pk", "spent", "office__name", "due_on", *_INSTALMENT)
    return [
        (
            f"laporan:{row['pk']}",
            row["spent"],
            row["partner"],
            _shown("LPJ", row, row["due_on"], reverse("reports:report", args=[row["pk"]])),
        )
        for row in found
    ]


def _payments(engagement: Engagement, user: User) -> list[_Row]:
    rows = _within(Disbursement.objects.visible_to(user).paid(), engagement, user)
    found = rows.order_by("pk").values("pk", "amount", "office__name", "sp2d_date", "sp2d_number", *_INSTALMENT)
    return [
        (
            f"penyaluran:{row['pk']}",
            row["amount"],
            row["partner"],
            _shown(
                f"SP2D {row['sp2d_number']},", row, row["sp2d_date"], reverse("audits:follow", args=[row["instalment"]])
            ),
        )
        for row in found
    ]


def _lines(engagement: Engagement, user: User, *, accepted: bool) -> list[_Row]:
    reports = Report.objects.visible_to(user).exclude(state__in=OPEN_STATES)
    chosen = _within(reports.filter(state="accepted") if accepted else reports, engagement, user)
    entries = Entry.objects.filter(revision__report__in=chosen, revision__replaced_by__isnull=True, paid__isnull=False)
    way = "revision__report__"
    columns = [f"{way}{name}" for name in ("office__name", *_INSTALMENT)]
    found = []
    for raw in entries.order_by("pk").values("pk", "row", "date", "paid", "evidence_number", *columns):
        row = {name.removeprefix(way): value for name, value in raw.items()}
        what = f"Bukti {row['evidence_number'] or 'tanpa nomor'}, BKU baris {row['row']},"
        url = f"{reverse('audits:follow', args=[row['instalment']])}?baris={row['row']}#baris-{row['row']}"
        found.append((f"bku:{row['pk']}", row["paid"], row["partner"], _shown(what, row, row["date"], url)))
    return found


def _shown(what: str, row: Mapping[str, Any], day: date | None, url: str) -> Listed:
    label = f"{what} termin {row['instalment__number']} PKS {row['instalment__agreement__number']}"
    return Listed(label, row["partner__name"], row["office__name"], day, url)


_FINDERS = {
    Source.REPORTS: _reports,
    Source.PAYMENTS: _payments,
    Source.ACCEPTED_LINES: lambda engagement, user: _lines(engagement, user, accepted=True),
    Source.SENT_LINES: lambda engagement, user: _lines(engagement, user, accepted=False),
}
