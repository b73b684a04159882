"""What errors in a monetary-unit sample say of the whole population: projected misstatement and its upper limit.

By tainting: an item below the interval stands for one interval, and is wrong by the share of its amount that is wrong.
Errors in certain items are known and stand for themselves. The upper limit adds the basic precision (what may be wrong
though nothing was found) and, for each tainting from the greatest down, the increment of the confidence factor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audits.sampling.draw import Draw
from audits.sampling.sizes import factor


@dataclass(frozen=True, slots=True)
class Projection:
    """Overstatements in rupiah, rounded up: what was found, what that means for all, and the limit upwards.

    ``understated`` is what was found the other way; it is shown apart and never set off.
    """

    found: int
    projected: int
    basic_precision: int
    upper_limit: int
    understated: int


def project(drawn: Draw, confidence: int, audited: Mapping[str, int] | None = None) -> Projection:
    """``audited`` gives the right amount of the items that are wrong, by key. Raises ValueError for another method, a
    key that was not chosen, or an amount below nought."""
    if not drawn.plan.method.is_monetary:
        raise ValueError("only monetary-unit samples are projected by tainting")
    picks = {pick.item.key: pick for pick in drawn.picks}
    known, understated, found = 0, 0, 0
    taintings: list[float] = []
    for key, right in (audited or {}).items():
        if key not in picks or right < 0:
            raise ValueError(f"not a chosen item, or not an amount: {key}")
        pick = picks[key]
        error = pick.item.amount - right
        if error <= 0:
            understated -= error
            continue
        found += error
        if pick.certain:
            known += error
        else:
            taintings += [error / pick.item.amount] * len(pick.rupiah)
    level = confidence / 100
    unknown = 0 if all(pick.certain for pick in drawn.picks) and drawn.whole else drawn.interval
    basic = factor(0, level) * unknown
    steps = sorted(taintings, reverse=True)
    limit = basic + sum(
        (factor(turn, level) - factor(turn - 1, level)) * share * unknown for turn, share in enumerate(steps, start=1)
    )
    return Projection(found, known + _up(sum(steps) * unknown), _up(basic), known + _up(limit), understated)


def _up(rupiah: float) -> int:
    return -int(-rupiah // 1)
