"""A file's lines against the office's payments: models to records, and what came of it for a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grants.models import BankFile, BankLine, BankMatch, Disbursement
from grants.reconciliation.identifiers import read_identifier
from grants.reconciliation.match import Result, reconcile
from grants.reconciliation.records import Expected, FileKind, Reported, Status

#: A bank credits an SP2D on its own day or within so many after it [general practice, unconfirmed].
DAYS_TO_CREDIT = 3
_LOOKED_AT = {
    FileKind.SP2D_LIST: ("approved", "paid", "accounted", "returned"),
    FileKind.BANK_REPLY: ("paid", "accounted", "returned"),
}


def expected_of(payment: Disbursement) -> Expected:
    """A payment as it is held against lines. Before its SP2D it has neither number nor day of one."""
    return Expected(
        key=payment.pk,
        number=read_identifier(payment.sp2d_number),
        order_number=read_identifier(payment.spm_number),
        amount=payment.amount,
        day=payment.sp2d_date,
        account=read_identifier(payment.bank_account.number),
        name=payment.bank_account.holder,
    )


def reported_of(line: BankLine) -> Reported:
    return Reported(
        row=line.row,
        number=line.sp2d_number,
        order_number=line.spm_number,
        amount=line.amount,
        day=line.day,
        account=line.account,
        name=line.name,
        status=Status(line.status),
        reason=line.reason,
    )


@dataclass(frozen=True, slots=True)
class Matching:
    """What came of holding a file's unconfirmed lines against payments that no confirmed line of it reports."""

    result: Result
    payments: dict[int, Disbursement]
    lines: dict[int, BankLine]  #: by row
    confirmed: list[BankMatch]
    days_after: int  #: so many days later than ours a line's date still agrees
    missing: list[Expected]  #: of the payments without a line those that the file should report


def match_file(bank_file: BankFile, *, lock: bool = False) -> Matching:
    """Hold the file against all payments of its office. ``lock`` keeps these as they are until the transaction ends."""
    kind = FileKind(bank_file.kind)
    confirmed = list(
        bank_file.matches.select_related("line", "confirmed_by", "disbursement__instalment__agreement__partner")
    )
    settled = {match.disbursement_id for match in confirmed}
    rows = {match.line.row for match in confirmed}
    payments = Disbursement.objects.filter(office=bank_file.office, state__in=_LOOKED_AT[kind])
    payments = payments.select_related("bank_account", "instalment__agreement__partner")
    if lock:
        payments = payments.select_for_update(of=("self",))
    known = {payment.pk: payment for payment in payments if payment.pk not in settled}
    lines = {line.row: line for line in bank_file.lines.all() if line.row not in rows}
    days_after = DAYS_TO_CREDIT if kind is FileKind.BANK_REPLY else 0
    result = reconcile(map(expected_of, known.values()), map(reported_of, lines.values()), days_after=days_after)
    every_line = [*lines.values(), *(match.line for match in confirmed)]
    return Matching(result, known, lines, confirmed, days_after, _of_its_days(result.missing, every_line))


def _of_its_days(payments: Sequence[Expected], lines: Iterable[BankLine]) -> list[Expected]:
    """Those of the payments that a file with these lines should report: of the days from its first to its last."""
    days = [line.day for line in lines if line.day]
    if not days:
        return list(payments)
    return [payment for payment in payments if payment.day and min(days) <= payment.day <= max(days)]
