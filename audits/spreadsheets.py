"""Lists of the auditor's room as they go out in a workbook."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from audits.models.sample import AuditSample
from vault.exports import Column, ListExport
from vault.tables import Table


class DuplicatesExport(ListExport):
    """Pairs of one kind as the page shows them: both places, as far as the reader may see."""

    reason = Column("Alasan", 44)
    amount = Column("Jumlah", 16)
    first_label = Column("Pertama: apa", 44, "first__label")
    first_partner = Column("Pertama: LKS", 28, "first__partner")
    first_office = Column("Pertama: kantor", 34, "first__office")
    first_day = Column("Pertama: tanggal", 14, "first__day")
    second_label = Column("Kedua: apa", 44, "second__label")
    second_partner = Column("Kedua: LKS", 28, "second__partner")
    second_office = Column("Kedua: kantor", 34, "second__office")
    second_day = Column("Kedua: tanggal", 14, "second__day")

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.title = kind


class SampleExport(ListExport):
    """The items of a sample as they were drawn."""

    title = "Sampel"
    place = Column("No.", 6)
    label = Column("Apa", 48)
    partner = Column("LKS", 28)
    office = Column("Kantor", 34)
    day = Column("Tanggal", 14)
    amount = Column("Nilai", 16)
    stratum = Column("Strata", 12)
    why = Column("Mengapa", 28)
    key = Column("Kunci", 18)


def sample_workbook(sample: AuditSample) -> bytes:
    """A sample: its items, and how to draw it again."""
    about: list[list[Any]] = [
        ["Penugasan", sample.engagement.title],
        ["Untuk menguji", sample.purpose],
        ["Populasi", sample.get_source_display()],
        ["Metode", sample.get_method_display()],
        ["Benih", sample.seed],
        ["Hash populasi (SHA-256)", sample.population_hash],
        ["Butir dalam populasi", sample.population_count],
        ["Nilai populasi", sample.population_amount],
        ["Dikeluarkan karena nol atau kurang", sample.left_out],
        ["Interval", sample.interval],
        ["Rupiah awal", sample.start],
        ["Butir terpilih", sample.count],
        ["Nilai terpilih", sample.amount],
        ["Ditarik oleh", str(sample.drawn_by)],
        ["Ditarik pada", timezone.localdate(sample.drawn_at)],
    ]
    return SampleExport().workbook(sample.items.all(), Table("Cara menarik", [("Hal", 36), ("Isi", 70)], about))
