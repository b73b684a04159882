"""The records that a figure is the sum of, each named for a reader and one click away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from grants.models import Allocation, Decree, Disbursement, TreasuryReturn
from reports.models import Report
from yearend.figures import Figure
from yearend.filters import of_group
from yearend.scope import Scope
from yearend.sources import Grouping
from yearend.table import label_of


@dataclass(frozen=True, slots=True)
class Line:
    """A record on the list: whose it is, its number or state, its day, its amount in rupiah."""

    label: str
    url: str
    note: str
    day: date | None
    amount: int
    #: By which word, and under which key, the money is followed from it.
    start: str
    pk: int


def records_of(figure: Figure, scope: Scope, group: tuple[Grouping, str] | None) -> QuerySet[Any]:
    """What the figure is the sum of: all of it, or one group's part; no two alike in order, so that pages lose none."""
    rows = figure.rows(scope)
    rows = rows.order_by(*rows.model._meta.ordering, "pk")
    return of_group(rows, figure.source, *group) if group else rows


def group_label(scope: Scope, group: tuple[Grouping, str] | None) -> str:
    """“LKS: Sakura”, as the table names it; "" for no group."""
    return f"{group[0].label}: {label_of(scope, *group)}" if group else ""


def line_of(record: Any) -> Line:
    """A record of any of the tables."""
    pk: int = record.pk
    if isinstance(record, Allocation):
        url = record.get_absolute_url()
        return Line(record.budget_code, url, record.description, None, record.amount, "alokasi", pk)
    if isinstance(record, Decree):
        amount: int = record.amount  # type: ignore[attr-defined]
        label, url = f"{record.agreement.partner}, {record}", record.get_absolute_url()
        return Line(label, url, record.agreement.number, record.decided_on, amount, "sk", pk)
    instalment = record.instalment
    label = f"{record.partner}, termin {instalment.number}"
    url = record.get_absolute_url()
    if isinstance(record, Disbursement):
        note = f"SP2D {record.sp2d_number}" if record.sp2d_number else f"SPP {record.spp_number}"
        day: date | None = record.sp2d_date or record.spp_date
        return Line(label, url, f"{note} · {record.state_label}", day, record.amount, "penyaluran", pk)
    if isinstance(record, Report):
        return Line(label, url, f"LPJ · {record.state_label}", _day(record.accepted_at), record.spent, "laporan", pk)
    assert isinstance(record, TreasuryReturn)
    note = f"{record.get_kind_display()} · {record.state_label}"
    day = _day(record.confirmed_at or record.opened_at)
    return Line(label, url, note, day, record.amount, "pengembalian", pk)


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None
