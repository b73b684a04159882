"""Budget lines whose money stands under an account that the rules do not want it under, with the amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from itertools import product
from operator import or_

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from grants.models import Allocation, Disbursement
from partners.choices import AssistanceForm, AssistancePurpose
from partners.models import Agreement, Instalment
from regulations.allocations import LineFinding, LineUse, judge_line, judge_year, unfit_uses
from regulations.law import Law

#: Every purpose and form that an agreement may have.
_EVERY_USE = frozenset(product(AssistancePurpose.values, AssistanceForm.values))

_Uses = frozenset[tuple[str, str]]


def findings_of(lines: QuerySet[Allocation], law: Law) -> dict[int, list[LineFinding]]:
    """Findings of those lines that have any, by primary key, in three queries.

    Only uses that would be wrong are asked for, so that many payments that are right cost little. What stands under a
    wrong account is not told a second time for its year.
    """
    wrongly, found = _of_accounts_unfit(lines, law)
    by = ("allocation", "allocation__account", "allocation__year")
    agreement = ("instalment__agreement__purpose", "instalment__agreement__form")
    late = Disbursement.objects.paid().filter(allocation__in=lines.order_by().values("pk"))
    late = late.annotate(paid_in=ExtractYear("sp2d_date")).exclude(paid_in=F("allocation__year"))
    if wrongly is not None:
        late = late.exclude(wrongly)
    for pk, account, year, paid_in, purpose, form, amount in (
        late.order_by().values_list(*by, "paid_in", *agreement).annotate(total=Sum("amount"))
    ):
        found.setdefault(pk, []).extend(judge_year(account, year, paid_in, LineUse(purpose, form, amount), law))
    return {pk: findings for pk, findings in found.items() if findings}


def _of_accounts_unfit(lines: QuerySet[Allocation], law: Law) -> tuple[Q | None, dict[int, list[LineFinding]]]:
    """Findings about accounts, and which payments they are about; None where no account could be wrong."""
    accounts = list(lines.order_by().values_list("account", "year").distinct())
    unfit = unfit_uses(dict.fromkeys(accounts, _EVERY_USE), law)
    groups: dict[_Uses, list[tuple[str, int]]] = defaultdict(list)
    for of_year, wrong in unfit.items():
        groups[frozenset(wrong)].append(of_year)
    if not groups:
        return None, {}
    wrongly = reduce(or_, (_of_accounts(some) & _for_uses(uses) for uses, some in groups.items()))
    payments = Disbursement.objects.living().filter(wrongly, allocation__in=lines.order_by().values("pk"))
    by = ("allocation", "allocation__account", "allocation__year")
    agreement = ("instalment__agreement__purpose", "instalment__agreement__form")
    used: dict[tuple[int, str, int], list[LineUse]] = defaultdict(list)
    for pk, account, year, purpose, form, amount in (
        payments.order_by().values_list(*by, *agreement).annotate(total=Sum("amount"))
    ):
        used[pk, account, year].append(LineUse(purpose, form, amount))
    return wrongly, {pk: judge_line(account, year, uses, law) for (pk, account, year), uses in used.items()}


def amount_of(found: dict[int, list[LineFinding]]) -> int:
    """Rupiah that the findings are about; no rupiah of a line is counted twice."""
    return sum(finding.amount for findings in found.values() for finding in findings)


def _of_accounts(accounts: Iterable[tuple[str, int]]) -> Q:
    of_year: dict[int, list[str]] = defaultdict(list)
    for account, year in accounts:
        of_year[year].append(account)
    return reduce(
        or_, (Q(allocation__year=year, allocation__account__in=sorted(some)) for year, some in of_year.items())
    )


def _for_uses(uses: _Uses) -> Q:
    if uses == _EVERY_USE:
        return Q()
    agreements = Agreement.objects.filter(reduce(or_, (Q(purpose=one, form=form) for one, form in sorted(uses))))
    return Q(instalment__in=Instalment.objects.filter(agreement__in=agreements.values("pk")).values("pk"))
