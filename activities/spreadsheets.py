"""Lists of Sentra Kreasi as they go out, and the recap of a year. A NIK is masked in each of them."""

from __future__ import annotations

from activities.models import HandOver, MakerShare, SaleLine, SalesMonthQuerySet
from activities.recap import COLUMNS, Recap
from vault.exports import Column, ListExport
from vault.tables import Table, workbook


class MonthsExport(ListExport):
    """Months with their sums."""

    title = "Bulan"
    office = Column("Kantor", 34, "office__name")
    place = Column("Tempat", 34)
    month = Column("Bulan", 12)
    state = Column("Status", 14, "state_label")
    visitors = Column("Pengunjung", 14)
    turnover = Column("Omzet (Rp)", 18)
    cost = Column("Bahan dan pokok (Rp)", 20)
    makers_due = Column("Bagian pembuat (Rp)", 20)
    gross_profit = Column("Laba kotor (Rp)", 18)
    lines_total = Column("Jumlah penjualan (Rp)", 20)
    because = Column("Alasan pembetulan", 40)


class _OfMaker(ListExport):
    """What is told of one maker in one month."""

    place = Column("Tempat", 34, "month__place")
    month = Column("Bulan", 12, "month__month")
    maker = Column("Pembuat", 34, "maker__name")
    known_by = Column("Dikenal dengan", 20, "maker__known_by")


class SalesExport(_OfMaker):
    """What was sold."""

    title = "Penjualan"
    product = Column("Produk", 34)
    amount = Column("Penjualan (Rp)", 18)
    due = Column("Bagian pembuat (Rp)", 20)


class SharesExport(_OfMaker):
    """What each maker is due, was handed and is still owed."""

    title = "Bagian pembuat"
    due = Column("Bagian (Rp)", 18)
    handed = Column("Diserahkan (Rp)", 18)
    owed = Column("Belum (Rp)", 18)
    days = Column("Hari sejak akhir bulan", 14)

    def dehydrate_days(self, share: MakerShare) -> int | None:
        return share.days if share.owed else None


class HandOversExport(ListExport):
    """What makers were handed."""

    title = "Penyerahan"
    place = Column("Tempat", 34, "share__month__place")
    month = Column("Bulan", 12, "share__month__month")
    maker = Column("Pembuat", 34, "share__maker__name")
    known_by = Column("Dikenal dengan", 20, "share__maker__known_by")
    handed_on = Column("Diserahkan", 14)
    amount = Column("Jumlah (Rp)", 18)
    received_by = Column("Diterima oleh", 30)
    state = Column("Status", 14, "state_label")


def months_workbook(months: SalesMonthQuerySet) -> bytes:
    """Months with their sales, what each maker is due, and the hand-overs: a sheet each."""
    keys = months.order_by().values("pk")
    with_maker = ("month__office", "maker__person", "maker__partner")
    lines = SaleLine.objects.filter(month__in=keys).select_related(*with_maker).order_by("-month__month", "pk")
    shares = MakerShare.objects.filter(month__in=keys).select_related(*with_maker).order_by("-month__month", "pk")
    handed = HandOver.objects.filter(share__month__in=keys).select_related(
        "share__month", "share__maker__person", "share__maker__partner"
    )
    return MonthsExport().workbook(
        months, SalesExport().table(lines), SharesExport().table(shares), HandOversExport().table(handed)
    )


def recap_workbook(year: Recap) -> bytes:
    """The sums of a year by month. They are no records, so no resource writes them."""
    headings = [("Bulan", 20), *((f"{heading} (Rp)" if key != "visitors" else heading, 20) for key, heading in COLUMNS)]
    rows = ([row.label, *(row.figures[key] for key, _ in COLUMNS)] for row in (*year.rows, year.total))
    return workbook([Table(f"Rekap {year.year}", headings, rows)])
