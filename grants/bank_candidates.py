"""Which payments of an office the lines of a file may be about: never all that it ever made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q

from grants.models import BankFile, BankLine, Disbursement, DisbursementQuerySet
from grants.reconciliation.records import FileKind
from trail.parts import in_parts

_LOOKED_AT = {
    FileKind.SP2D_LIST: ("approved", "paid", "accounted", "returned"),
    FileKind.BANK_REPLY: ("paid", "accounted", "returned"),
}
#: A payment of the same amount and another number is thought of for so long before and after a file's days.
_BEFORE, _AFTER = timedelta(days=366), timedelta(days=31)
Days = tuple[date, date]


def days_of(lines: Iterable[BankLine]) -> Days | None:
    """The first and the last day that the lines name; None where they name none."""
    days = [line.day for line in lines if line.day]
    return (min(days), max(days)) if days else None


def candidates(bank_file: BankFile, lines: Iterable[BankLine], days: Days | None) -> dict[int, Disbursement]:
    """By id: those that share number, account or amount with a line, those of the file's ``days``, and, for a list of
    SP2D, all that wait for theirs."""
    rows = list(lines)
    payments = Disbursement.objects.filter(office=bank_file.office_id, state__in=_LOOKED_AT[FileKind(bank_file.kind)])
    keys: set[int] = set()
    for asked in _questions(rows, days):
        keys.update(payments.filter(asked).order_by().values_list("pk", flat=True))
    found: dict[int, Disbursement] = {}
    for some in in_parts(sorted(keys)):
        found.update(_with_names(payments).in_bulk(some))
    return found


def _with_names(payments: DisbursementQuerySet) -> DisbursementQuerySet:
    return payments.select_related("bank_account", "instalment__agreement__partner")


def _questions(rows: list[BankLine], days: Days | None) -> Iterator[Q]:
    yield Q(state="approved")
    window = Q()
    if days is not None:
        yield Q(sp2d_date__range=days)
        window = Q(sp2d_date__range=(days[0] - _BEFORE, days[1] + _AFTER))
    for some in in_parts(sorted({line.sp2d_number for line in rows if line.sp2d_number})):
        yield Q(sp2d_number__in=some)
    for some in in_parts(sorted({line.spm_number for line in rows if line.spm_number})):
        yield Q(spm_number__in=some)
    for some in in_parts(sorted({line.account for line in rows if line.account})):
        yield Q(bank_account__number__in=some)
    for amounts in in_parts(sorted({line.amount for line in rows})):
        yield Q(amount__in=amounts) & window
