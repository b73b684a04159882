"""A picture of a table, drawn on the server: one bar for each group, of what is settled and what is still open.

The bar's length is what had to be answered for in the year; its parts are accounted for, given back, and open, so that
nothing of it is left out. Widths are shares of the picture's own width: it fits a phone without shrinking its text.
"""

from __future__ import annotations

from dataclasses import dataclass

from rupiah.format import format_rupiah
from yearend.table import Row, YearTable

#: So many groups have a bar; the table has them all.
MOST_BARS = 12
#: Pixels of one bar with its name above it, and where in them the bar stands.
STEP, BAR_TOP, BAR_HEIGHT = 44, 20, 14


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar; ``x`` and ``width`` in percent of the picture."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    amount: str
    text_y: int
    bar_y: int
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Picture:
    """``text`` says in words what the bars show; ``left_out`` counts the groups without a bar."""

    bars: list[Bar]
    height: int
    bar_height: int
    text: str
    left_out: int


def picture_of(table: YearTable) -> Picture | None:
    """The largest groups, the largest on top; None where nothing had to be answered for."""
    shown = [row for row in table.rows if row.to_answer_for > 0]
    shown.sort(key=lambda row: -row.to_answer_for)
    if not shown:
        return None
    longest = shown[0].to_answer_for
    bars = [_bar(row, place, longest) for place, row in enumerate(shown[:MOST_BARS])]
    text = ". ".join(
        f"{row.label}: {format_rupiah(row.to_answer_for)}, terbuka {format_rupiah(row.closing)}"
        for row in shown[:MOST_BARS]
    )
    return Picture(bars, STEP * len(bars), BAR_HEIGHT, f"{text}.", max(0, len(shown) - MOST_BARS))


def _bar(row: Row, place: int, longest: int) -> Bar:
    parts, begins = [], 0
    for kind, amount in (
        ("accounted", row.amounts["dipertanggungjawabkan"]),
        ("returned", row.amounts["dikembalikan"]),
        ("open", row.closing),
    ):
        # Where reports say other sums than were paid, the parts may be more than the whole: the picture ends there.
        width = min(amount, longest - begins)
        if width > 0:
            parts.append(Part(kind, _share(begins, longest), _share(width, longest)))
            begins += width
    top = place * STEP
    return Bar(row.label, format_rupiah(row.to_answer_for), top + BAR_TOP - 6, top + BAR_TOP, parts)


def _share(amount: int, whole: int) -> str:
    """Percent with three decimals and a point, whatever the language of the page."""
    return f"{100 * amount / whole:.3f}"
