"""The tables of the year's end, figure by figure and group by group."""

from __future__ import annotations

from accounts.models import Office, User
from tests.play.reckoning import Reckoning
from tests.play.sums import Sums
from yearend.figures import FIGURES
from yearend.scope import Scope
from yearend.sources import Grouping
from yearend.table import year_table


def year(sums: Sums, reckoning: Reckoning, reader: User, office: int | None, of: int, by: Grouping) -> None:
    """Every figure of every group, the totals, and that the year begins as the last one ended."""
    home = None if office is None else Office.objects.get(pk=office)
    table = year_table(Scope.of(reader, of, home), by)
    reckoned = reckoning.figures(of, by.value, office)
    told = f"year {of}, {by.value}, office {office}"
    keys = {key for row in table.rows for key in row.amounts}
    for key in keys:
        shown = {row.group: row.amounts[key] for row in table.rows if row.amounts[key]}
        sums.same(f"{told}, {key}", shown, {group: sum_ for group, sum_ in reckoned[key].items() if sum_})
    for key in (*(figure.key for figure in FIGURES), "saldo-awal", "saldo-akhir"):
        sums.same(f"{told}, {key}, all", table.total.amounts[key], sum(reckoned[key].values()))
    # Opening and movements come to the end, but for what was paid back before its report was accepted.
    sums.same(f"{told}, difference", table.total.difference, -reckoning.ahead(of, office))
