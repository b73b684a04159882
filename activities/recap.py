"""A year of an office's Sentra Kreasi, month by month, of the records that count."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from accounts.models import Office, User
from activities.models import MakerShare, SalesMonth
from activities.months import month_name
from partners.pictures import Group, Picture, draw
from rupiah.format import format_rupiah

#: What a row of the year has, in the order of its columns, with its heading.
COLUMNS = (
    ("visitors", "Pengunjung"),
    ("turnover", "Omzet"),
    ("cost", "Bahan dan pokok"),
    ("makers_due", "Bagian pembuat"),
    ("gross_profit", "Laba kotor"),
    ("handed", "Diserahkan"),
    ("owed", "Belum diserahkan"),
)
#: Parts of a bar, and what they are called.
KEY = (("accounted", "bagian pembuat"), ("returned", "bahan dan pokok barang"), ("open", "laba kotor"))


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of all places together; figures by the keys of ``COLUMNS``."""

    label: str
    figures: dict[str, int]
    records: list[SalesMonth] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Recap:
    year: int
    office: Office | None
    rows: list[MonthRow]
    total: MonthRow


def recap(user: User, year: int, office: Office | None = None) -> Recap:
    """The months of the year that are closed, as far as the reader may see them; ``office`` None is all of those."""
    months = SalesMonth.objects.visible_to(user).standing().filter(month__year=year)
    if office is not None:
        months = months.filter(office=office)
    handed = dict(
        MakerShare.objects.filter(month__in=months).order_by().values_list("month").annotate(total=Sum("handed"))
    )
    by_month: dict[date, list[SalesMonth]] = defaultdict(list)
    for record in months.select_related("office").order_by("month", "place", "pk"):
        by_month[record.month].append(record)
    rows = [MonthRow(month_name(day), _sums(found, handed), found) for day, found in by_month.items()]
    return Recap(year, office, rows, MonthRow("Jumlah", added(rows)))


def added(rows: list[MonthRow]) -> dict[str, int]:
    return {key: sum(row.figures[key] for row in rows) for key, _ in COLUMNS}


def _sums(records: list[SalesMonth], handed: dict[int, int]) -> dict[str, int]:
    kept = ("visitors", "turnover", "cost", "makers_due", "gross_profit")
    figures = {name: sum(getattr(record, name) for record in records) for name in kept}
    given = sum(handed.get(record.pk, 0) for record in records)
    return {**figures, "handed": given, "owed": figures["makers_due"] - given}


def picture_of(year: Recap) -> Picture | None:
    """One bar for each month: its turnover, and what became of it."""
    return draw([_group(row) for row in year.rows])


def _group(row: MonthRow) -> Group:
    figures = row.figures
    profit = figures["gross_profit"]
    return Group(
        row.label,
        format_rupiah(figures["turnover"]),
        f"omzet {format_rupiah(figures['turnover'])}, laba kotor {format_rupiah(profit)}",
        figures["turnover"],
        (("accounted", figures["makers_due"]), ("returned", figures["cost"]), ("open", max(profit, 0))),
    )
