"""A picture of a table, drawn on the server: one bar for each group, its parts side by side.

Widths are shares of the picture's own width: it fits a phone without shrinking its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: So many groups have a bar; the table has them all.
MOST_BARS = 12
#: Pixels of one bar with its name above it, and where in them the bar stands.
STEP, BAR_TOP, BAR_HEIGHT = 44, 20, 14


@dataclass(frozen=True, slots=True)
class Group:
    """What a bar is drawn of: its name, what is written at its end, what is said of it, and its whole with the parts.

    ``parts`` are kinds of the key ("accounted", "returned", "open") with their amounts, none below nought.
    """

    label: str
    amount: str
    said: str
    whole: int
    parts: Sequence[tuple[str, int]]


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


def draw(groups: Sequence[Group]) -> Picture | None:
    """Bars of the groups in the order given, as far as there is room; None where none of them is more than nought."""
    shown = [group for group in groups if group.whole > 0]
    if not shown:
        return None
    longest = max(group.whole for group in shown)
    bars = [_bar(group, place, longest) for place, group in enumerate(shown[:MOST_BARS])]
    text = ". ".join(f"{group.label}: {group.said}" for group in shown[:MOST_BARS])
    return Picture(bars, STEP * len(bars), BAR_HEIGHT, f"{text}.", max(0, len(shown) - MOST_BARS))


def _bar(group: Group, place: int, longest: int) -> Bar:
    parts, begins = [], 0
    for kind, amount in group.parts:
        # Where the parts come to more than the whole of the longest bar, the picture ends there.
        width = min(amount, longest - begins)
        if width > 0:
            parts.append(Part(kind, _share(begins, longest), _share(width, longest)))
            begins += width
    top = place * STEP
    return Bar(group.label, group.amount, top + BAR_TOP - 6, top + BAR_TOP, parts)


def _share(amount: int, whole: int) -> str:
    """Percent with three decimals and a point, whatever the language of the page."""
    return f"{100 * amount / whole:.3f}"
