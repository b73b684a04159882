"""Lists of the auditor's room as they go out in a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from audits.duplicates.places import Pair
from audits.models.sample import AuditSample
from vault.tables import Table


def duplicates_table(name: str, pairs: Iterable[Pair]) -> Table:
    """Pairs as the page shows them: both places, as far as the reader may see."""
    headings = [("Alasan", 44), ("Jumlah", 16)]
    for place in ("Pertama", "Kedua"):
        headings += [(f"{place}: apa", 44), (f"{place}: LKS", 28), (f"{place}: kantor", 34), (f"{place}: tanggal", 14)]
    rows = (
        [
            pair.reason,
            pair.amount,
            *(
                value
                for place in (pair.first, pair.second)
                for value in (place.label, place.partner, place.office, place.day)
            ),
        ]
        for pair in pairs
    )
    return Table(name, headings, rows)


def sample_tables(sample: AuditSample) -> list[Table]:
    """A sample as it was drawn: its items, and how to draw it again."""
    headings = [
        ("No.", 6), ("Apa", 48), ("LKS", 28), ("Kantor", 34), ("Tanggal", 14), ("Nilai", 16), ("Strata", 12),
        ("Mengapa", 28), ("Kunci", 18),
    ]  # fmt: skip
    rows = (
        [
            item.place,
            item.label,
            item.partner,
            item.office,
            item.day,
            item.amount,
            item.stratum,
            item.why,
            item.key,
        ]
        for item in sample.items.all()
    )
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
    return [Table("Sampel", headings, rows), Table("Cara menarik", [("Hal", 36), ("Isi", 70)], about)]
