"""Lists of the auditor's room as they go out in a workbook."""

from __future__ import annotations

from collections.abc import Iterable

from audits.duplicates.places import Pair
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
