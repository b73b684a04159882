"""“Selisih”: what opening and movements of a year make more than what is open at its end, told by instalment."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Sum
from django.urls import reverse

from partners.models import Instalment
from rupiah.format import format_rupiah
from yearend.figures import BY_KEY, OPEN
from yearend.records import Line, records_of
from yearend.scope import Scope
from yearend.sources import Grouping

#: Figure, whether it is asked of the year before, and whether it adds or takes away: the sum that a row's
#: ``difference`` is, each record of it belonging to one instalment.
_PARTS = (
    *((key, True, 1) for key in OPEN),
    ("disalurkan", False, 1),
    ("tambahan", False, 1),
    ("dipertanggungjawabkan", False, -1),
    ("dikembalikan", False, -1),
    *((key, False, -1) for key in OPEN),
)

#: Signed rupiah of an instalment by words for the part.
Parts = dict[str, int]


def differing(scope: Scope, group: tuple[Grouping, str] | None) -> dict[int, Parts]:
    """Instalments that do not come out at nought, by id, with their parts; the sums of all are the difference.

    One query for each part: every instalment of the year takes part in the sum, few of them are left.
    """
    found: dict[int, Parts] = defaultdict(lambda: defaultdict(int))
    for key, before, sign in _PARTS:
        figure, label = BY_KEY[key], f"{BY_KEY[key].label}{' (tahun lalu)' if before else ''}"
        rows = records_of(figure, scope.last() if before else scope, group).order_by()
        sums = rows.values("instalment").annotate(total=Sum(figure.source.amount)).values_list("instalment", "total")
        for instalment, total in sums:
            found[instalment][label] += sign * total
    return {instalment: parts for instalment, parts in sorted(found.items()) if sum(parts.values())}


def line_of_difference(instalment: Instalment, parts: Parts) -> Line:
    """An instalment with what it is reckoned from, one click from its payments, reports and returns."""
    agreement = instalment.agreement
    reckoned = " ".join(
        f"{'+' if part > 0 else '−'} {name} {format_rupiah(abs(part))}" for name, part in parts.items() if part
    )
    url = reverse("grants:agreement_money", args=[agreement.pk])
    label, amount = f"{agreement.partner}, termin {instalment.number}", sum(parts.values())
    return Line(label, url, reckoned, None, amount, "termin", instalment.pk)
