"""The picture of a year: one bar for each group, of what is settled and what is still open.

The bar's length is what had to be answered for in the year; its parts are accounted for, given back, and open, so that
nothing of it is left out.
"""

from __future__ import annotations

from partners.pictures import Group, Picture, draw
from rupiah.format import format_rupiah
from yearend.table import Row, YearTable


def picture_of(table: YearTable) -> Picture | None:
    """The largest groups, the largest on top; None where nothing had to be answered for."""
    return draw([_group(row) for row in sorted(table.rows, key=lambda row: -row.to_answer_for)])


def _group(row: Row) -> Group:
    return Group(
        row.label,
        format_rupiah(row.to_answer_for),
        f"{format_rupiah(row.to_answer_for)}, terbuka {format_rupiah(row.closing)}",
        row.to_answer_for,
        (
            ("accounted", row.amounts["dipertanggungjawabkan"]),
            ("returned", row.amounts["dikembalikan"]),
            ("open", row.closing),
        ),
    )
