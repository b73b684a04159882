"""Writes about what was sold in a month that is still a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Sum

from accounts.models import User
from accounts.roles import Permission
from activities.models import Maker, SaleLine, SalesMonth
from activities.sums import share_of
from partners.saving import save_checked
from partners.validity import require_permission
from trail.record import record_event
from trail.refusal import Refusal, StalePage


@dataclass(frozen=True, slots=True)
class NewSale:
    """What was sold of one maker's product; ``due`` None is the percentage of the month."""

    maker: Maker
    product: str
    amount: int
    due: int | None = None


@transaction.atomic
def record_sale(
    *, month: SalesMonth, maker: Maker, product: str, amount: int, by: User, due: int | None = None
) -> SaleLine:
    """Write down a sale of a draft month; the same maker's same product named again is mended."""
    record_sales(month=month, sales=[NewSale(maker, product, amount, due)], by=by)
    line: SaleLine = month.lines.get(maker=maker, product__iexact=_product(product))
    return line


@transaction.atomic
def record_sales(*, month: SalesMonth, sales: Sequence[NewSale], by: User) -> None:
    """Write down many sales of a draft month, all or none; the month's sums follow. One event tells of them."""
    row = open_month(month=month, by=by)
    own = set(Maker.objects.filter(office=row.office_id, pk__in=[sale.maker.pk for sale in sales]).values_list("pk"))
    for sale in sales:
        if (sale.maker.pk,) not in own:
            raise Refusal("Pembuat ini bukan dari kantor ini. Pilih dari daftar.")
        product, due = _product(sale.product), sale.due
        line = row.lines.filter(maker=sale.maker, product__iexact=product).first()
        line = line or SaleLine(month=row, maker=sale.maker, product=product)
        line.amount = sale.amount
        line.due = share_of(sale.amount, row.share_percent) if due is None else due
        if line.due > line.amount:
            raise Refusal("Bagian pembuat tidak dapat lebih dari penjualannya. Periksa kedua angkanya.")
        save_checked(line, taken="Penjualan ini baru saja dicatat orang lain. Muat ulang halaman, lalu periksa.")
    _sum_up(row)
    data = {"lines": len(sales), "amount": sum(sale.amount for sale in sales)}
    record_event(verb="salesmonth.sales", obj=row, by=by, data=data)
    month.refresh_from_db()


@transaction.atomic
def remove_sale(*, line: SaleLine, by: User) -> None:
    """Take a sale off a draft month; the trail keeps its amount. One that is gone already stays gone."""
    row = open_month(month=line.month, by=by)
    gone, _ = row.lines.filter(pk=line.pk).delete()
    if gone:
        _sum_up(row)
        record_event(verb="salesmonth.remove_sale", obj=row, by=by, data={"amount": line.amount, "due": line.due})


def open_month(*, month: SalesMonth, by: User) -> SalesMonth:
    """The month, locked; refuses one that is no draft any more, and who may not write about it."""
    require_permission(by, Permission.MANAGE_ACTIVITIES, "mencatat penjualan", month)
    row = SalesMonth.objects.select_for_update().get(pk=month.pk)
    if row.state != "draft":
        raise StalePage(f"{row} sudah berstatus “{row.state_label}”; penjualannya tidak berubah lagi.")
    return row


def _sum_up(row: SalesMonth) -> None:
    """The sums of the lines, and another version: who closes the month has seen these lines."""
    sums = row.lines.aggregate(total=Sum("amount"), due=Sum("due"))
    SalesMonth.objects.filter(pk=row.pk).update(
        lines_total=sums["total"] or 0, makers_due=sums["due"] or 0, version=models.F("version") + 1
    )


def _product(text: str) -> str:
    return " ".join(text.split())
