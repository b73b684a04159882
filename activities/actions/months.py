"""Writes about a month of a Sentra Kreasi: begun, revised, closed by somebody else, corrected by a further record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Sum

from accounts.models import User
from accounts.roles import Permission
from activities.actions.sales import open_month
from activities.models import MakerShare, SaleLine, SalesMonth
from activities.sums import due_by_maker, overpaid, share_of
from partners.saving import save_checked
from partners.validity import require_permission
from rupiah.format import format_rupiah
from trail.authors import has_written
from trail.changed import difference
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.transition import transition

#: What makes a person one of a month's authors, who does not close it.

EXAMPLE = "Nota 14 tertinggal: penjualan batik Rp150.000."


@transaction.atomic
def record_month(
    *, by: User, place: str, month: date, visitors: int, turnover: int, cost: int = 0, share_percent: int = 100
) -> SalesMonth:
    """Begin the record of a month at a Sentra Kreasi of the office of ``by``; any day of the month names it.

    Refuses a month to come, and one that has a draft or is closed already: that one is corrected.
    """
    require_permission(by, Permission.MANAGE_ACTIVITIES, "mencatat Sentra Kreasi")
    row = SalesMonth(
        office=by.office,
        place=_known_place(place, by),
        month=_first_of(month, by),
        visitors=visitors,
        turnover=turnover,
        cost=cost,
        share_percent=share_percent,
        drafted_by=by,
    )
    _require_free(row)
    save_checked(row, taken=f"{row} sudah dicatat. Cari di daftarnya.")
    record_event(verb="salesmonth.record", obj=row, by=by, data={"turnover": turnover})
    return row


@transaction.atomic
def revise_month(*, record: SalesMonth, by: User, version: int, **fields: Any) -> SalesMonth:
    """Mend what is written of a draft; ``version`` is what the page showed, another one raises StalePage.

    Another percentage is reckoned again for the lines that stood at the old one. A correction keeps place and month.
    """
    row = open_month(month=record, by=by)
    if row.version != version:
        raise StalePage(f"{row} sudah diubah orang lain sejak Anda membuka halaman ini. Muat ulang, lalu periksa.")
    fields = {**fields, "month": _first_of(fields["month"], by), "place": _known_place(fields["place"], by, row)}
    if row.corrects_id and (fields["month"], fields["place"]) != (row.month, row.place):
        raise Refusal("Pembetulan tetap untuk bulan dan tempat yang sama.")
    changes = difference(row, fields)
    if not changes:
        return record
    before = row.share_percent
    for name, value in fields.items():
        setattr(row, name, value)
    row.version = version + 1
    _require_free(row)
    save_checked(row, taken=f"{row} sudah dicatat. Cari di daftarnya.")
    if row.share_percent != before:
        _share_again(row, before)
    record_event(verb="salesmonth.revise", obj=row, by=by, data={"changes": changes})
    record.refresh_from_db()
    return record


@transaction.atomic
def discard_month(*, month: SalesMonth, reason: str, by: User, version: int) -> SalesMonth:
    """Give up a draft; what stood in it stays to be read."""
    return transition(month, "discard", by=by, version=version, reason=reason)


@transaction.atomic
def close_month(*, month: SalesMonth, by: User, version: int) -> SalesMonth:
    """Close a draft whose sales come to the turnover, and fix what each maker is due. Not by who wrote any of it.

    A correction takes the place of the record that it corrects, with all that was handed over for it; refused where a
    maker has been handed more than the correction leaves them.
    """
    require_permission(by, Permission.CLOSE_ACTIVITIES, "menutup bulan Sentra Kreasi", month)
    row = SalesMonth.objects.select_for_update().get(pk=month.pk)
    if row.state == "draft":
        _require_closable(row, by)
    handed: dict[int, int] = {}
    due = due_by_maker(row.lines.values_list("maker", "due"))
    # On a stale page there is nothing to take the place of; the step itself says so.
    if row.state == "draft" and row.version == version and row.corrects is not None:
        before = SalesMonth.objects.select_for_update().get(pk=row.corrects_id)
        handed = dict(before.shares.filter(handed__gt=0).values_list("maker", "handed"))
        _require_not_overpaid(due, handed, before)
        transition(before, "replace", by=by, version=before.version, reason=row.because)
    data = {"turnover": row.turnover, "due": row.makers_due, "gross_profit": row.gross_profit}
    transition(month, "close", by=by, version=version, data=data)
    MakerShare.objects.bulk_create(
        MakerShare(month=month, maker_id=maker, due=part, handed=handed.get(maker, 0)) for maker, part in due.items()
    )
    return month


@transaction.atomic
def correct_month(*, month: SalesMonth, because: str, by: User) -> SalesMonth:
    """Begin a further record of a closed month, with its figures and sales to be mended; the old one still counts."""
    require_permission(by, Permission.MANAGE_ACTIVITIES, "membetulkan bulan Sentra Kreasi", month)
    because = sentence_in(because, example=EXAMPLE)
    before = SalesMonth.objects.select_for_update().get(pk=month.pk)
    if before.state != "closed":
        raise StalePage(f"{before} berstatus “{before.state_label}”; hanya bulan yang ditutup yang dibetulkan.")
    row = SalesMonth(
        office=before.office,
        corrects=before,
        first_id=before.thread,
        because=because,
        drafted_by=by,
        **{
            name: getattr(before, name)
            for name in ("place", "month", "visitors", "turnover", "cost", "share_percent", "lines_total", "makers_due")
        },
    )
    save_checked(row, taken=f"Pembetulan {before} sudah dimulai. Lanjutkan yang ada di daftarnya.")
    SaleLine.objects.bulk_create(
        SaleLine(month=row, maker_id=line.maker_id, product=line.product, amount=line.amount, due=line.due)
        for line in before.lines.all()
    )
    record_event(verb="salesmonth.record", obj=row, by=by, data={"turnover": row.turnover, "corrects": before.pk})
    return row


def _first_of(day: date, by: User) -> date:
    first = day.replace(day=1)
    if by.office is not None and first > by.office.today:
        raise Refusal("Bulan ini belum terjadi. Pilih bulan yang sudah berjalan.")
    return first


def _known_place(typed: str, by: User, besides: SalesMonth | None = None) -> str:
    """The name of a place without doubled blanks; written as the office wrote it before, whatever its letters now.

    Of a record that is alone in naming the place so, ``besides``, the letters may be mended.
    """
    name = " ".join(typed.split())
    others = SalesMonth.objects.filter(office=by.office).exclude(pk=besides.pk if besides else None)
    return next((place for place in others.places() if place.casefold() == name.casefold()), name)


def _require_free(row: SalesMonth) -> None:
    same = SalesMonth.objects.filter(office=row.office, place__iexact=row.place, month=row.month, state="closed")
    if row.corrects_id is None and same.exists():
        raise Refusal(f"{row} sudah ditutup. Buka halamannya, lalu pilih Betulkan.")


def _require_closable(row: SalesMonth, by: User) -> None:
    if has_written(row, by):
        raise NotAllowed("Bulan ini ditutup orang lain: Anda sendiri yang mencatatnya.", "Mintalah pejabat lain.")
    if by.office is not None and row.last_day >= by.office.today:
        raise Refusal(f"{row.label} belum berakhir. Tutup sesudah hari terakhirnya.")
    if row.difference:
        raise Refusal(
            f"Penjualan menurut pembuat berjumlah {format_rupiah(row.lines_total)}, sedangkan omzet "
            f"{format_rupiah(row.turnover)}: selisih {format_rupiah(abs(row.difference))}.",
            "Lengkapi penjualannya atau betulkan omzetnya, lalu tutup lagi.",
        )


def _require_not_overpaid(due: dict[int, int], handed: dict[int, int], before: SalesMonth) -> None:
    over = overpaid(due, handed)
    if over:
        shares = before.shares.filter(maker__in=over).select_related("maker__person", "maker__partner")
        raise Refusal(
            *(
                f"{share.maker.name} sudah menerima {format_rupiah(handed[share.maker_id])}, "
                f"{format_rupiah(over[share.maker_id])} lebih dari bagiannya menurut pembetulan ini."
                for share in shares
            ),
            "Betulkan bagiannya, atau tarik penyerahan yang salah dahulu.",
        )


def _share_again(row: SalesMonth, before: int) -> None:
    for line in row.lines.all():
        if line.due == share_of(line.amount, before):
            row.lines.filter(pk=line.pk).update(due=share_of(line.amount, row.share_percent))
    due = row.lines.aggregate(due=Sum("due"))["due"] or 0
    SalesMonth.objects.filter(pk=row.pk).update(makers_due=due, version=models.F("version") + 1)
