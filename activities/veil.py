"""Figures of people for who may not know single persons: small numbers are hidden, and cannot be reckoned back. Pure.

A number from 1 to 4 could point at somebody. Hiding it alone would not do: the sum of its column, or its pair in the
row, would give it away. So its pair is hidden with it, and in its column a second one, the smallest of the others;
where a column has no other, its sum is hidden too. This goes on until nothing more has to be hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Fewer than these are hidden; nought is told, for it points at nobody.
LEAST = 5
SMALL = f"<{LEAST}"
#: What stands in place of a larger number that was hidden to keep a small one.
KEPT_BACK = "disembunyikan"


@dataclass(frozen=True, slots=True)
class Veiled:
    """Figures as they may be told: a number, or what stands in its place."""

    rows: list[dict[str, int | str]]
    total: dict[str, int | str]


def veil(
    rows: Sequence[Mapping[str, int]],
    total: Mapping[str, int],
    *,
    whole: str,
    pairs: Sequence[tuple[str, str]],
) -> Veiled:
    """``pairs`` come to the figure ``whole`` two by two; ``total`` has the sum of each column."""
    hidden = {(place, key) for place, row in enumerate(rows) for key, count in row.items() if 0 < count < LEAST}
    sums = {key for key, count in total.items() if 0 < count < LEAST}
    while True:
        more, more_sums = _given_away(rows, total, hidden, sums, whole, pairs)
        if more <= hidden and more_sums <= sums:
            break
        hidden |= more
        sums |= more_sums
    told = [{key: _told(count, (place, key) in hidden) for key, count in row.items()} for place, row in enumerate(rows)]
    return Veiled(told, {key: _told(count, key in sums) for key, count in total.items()})


def _given_away(
    rows: Sequence[Mapping[str, int]],
    total: Mapping[str, int],
    hidden: set[tuple[int, str]],
    sums: set[str],
    whole: str,
    pairs: Sequence[tuple[str, str]],
) -> tuple[set[tuple[int, str]], set[str]]:
    """What else must be hidden so that nothing hidden can be reckoned from what is told."""
    more: set[tuple[int, str]] = set()
    more_sums: set[str] = set()
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            # With the whole told, one of a pair gives the other away; with the whole hidden, both together do.
            more |= {(place, other) for place, key in hidden if key in (one, whole)}
            if one in sums or whole in sums:
                more_sums.add(other)
    for key in total:
        out = [place for place in range(len(rows)) if (place, key) in hidden]
        if len(out) == 1 and key not in sums:
            others = sorted((row[key], place) for place, row in enumerate(rows) if place not in out and row[key])
            if others:
                more.add((others[0][1], key))
            else:
                more_sums.add(key)
        if key in sums and not out:
            # Otherwise the sum is the sum of what is told.
            more |= {(place, key) for place, row in enumerate(rows) if row[key]}
    return more, more_sums


def _told(count: int, is_hidden: bool) -> int | str:
    if not is_hidden:
        return count
    return SMALL if 0 < count < LEAST else KEPT_BACK
