"""Tables of Sentra Kreasi that go out. A NIK is masked in each of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from activities.models import HandOver, MakerShare, SaleLine, SalesMonth
from activities.recap import COLUMNS, Recap
from vault.tables import Table, workbook


def months_workbook(months: Iterable[SalesMonth]) -> bytes:
    """Months with their sales, what each maker is due, and the hand-overs: a sheet each."""
    found = list(months)
    keys = [month.pk for month in found]
    with_maker = ("month__office", "maker__person", "maker__partner")
    lines = SaleLine.objects.filter(month__in=keys).select_related(*with_maker).order_by("-month__month", "pk")
    shares = MakerShare.objects.filter(month__in=keys).select_related(*with_maker).order_by("-month__month", "pk")
    handed = HandOver.objects.filter(share__month__in=keys).select_related(
        "share__month", "share__maker__person", "share__maker__partner"
    )
    return workbook([_months(found), _sales(lines), shares_table(shares), _hand_overs(handed)])


def _months(months: list[SalesMonth]) -> Table:
    headings = [
        ("Kantor", 34),
        ("Tempat", 34),
        ("Bulan", 12),
        ("Status", 14),
        ("Pengunjung", 14),
        ("Omzet (Rp)", 18),
        ("Bahan dan pokok (Rp)", 20),
        ("Bagian pembuat (Rp)", 20),
        ("Laba kotor (Rp)", 18),
        ("Jumlah penjualan (Rp)", 20),
        ("Alasan pembetulan", 40),
    ]
    rows = (
        [
            month.office.name,
            month.place,
            month.month,
            month.state_label,
            month.visitors,
            month.turnover,
            month.cost,
            month.makers_due,
            month.gross_profit,
            month.lines_total,
            month.because,
        ]
        for month in months
    )
    return Table("Bulan", headings, rows)


def _sales(lines: Iterable[Any]) -> Table:
    headings = [*_WHOSE, ("Produk", 34), ("Penjualan (Rp)", 18), ("Bagian pembuat (Rp)", 20)]
    rows = ([*_whose(line.month, line.maker), line.product, line.amount, line.due] for line in lines)
    return Table("Penjualan", headings, rows)


def shares_table(shares: Iterable[Any]) -> Table:
    """What each maker is due, was handed and is still owed."""
    headings = [
        *_WHOSE,
        ("Bagian (Rp)", 18),
        ("Diserahkan (Rp)", 18),
        ("Belum (Rp)", 18),
        ("Hari sejak akhir bulan", 14),
    ]
    rows = (
        [*_whose(share.month, share.maker), share.due, share.handed, share.owed, share.days if share.owed else None]
        for share in shares
    )
    return Table("Bagian pembuat", headings, rows)


def _hand_overs(found: Iterable[Any]) -> Table:
    headings = [*_WHOSE, ("Diserahkan", 14), ("Jumlah (Rp)", 18), ("Diterima oleh", 30), ("Status", 14)]
    rows = (
        [*_whose(one.share.month, one.share.maker), one.handed_on, one.amount, one.received_by, one.state_label]
        for one in found
    )
    return Table("Penyerahan", headings, rows)


def recap_workbook(year: Recap) -> bytes:
    headings = [("Bulan", 20), *((f"{heading} (Rp)" if key != "visitors" else heading, 20) for key, heading in COLUMNS)]
    rows = ([row.label, *(row.figures[key] for key, _ in COLUMNS)] for row in (*year.rows, year.total))
    return workbook([Table(f"Rekap {year.year}", headings, rows)])


_WHOSE = [("Tempat", 34), ("Bulan", 12), ("Pembuat", 34), ("Dikenal dengan", 20)]


def _whose(month: SalesMonth, maker: Any) -> list[Any]:
    return [month.place, month.month, maker.name, maker.known_by]
