"""A file's lines against the office's payments: models to records, and what came of it for a page."""

from __future__ import annotations

from dataclasses import dataclass

from grants.bank_candidates import candidates, days_of
from grants.bank_known import Known, known_returs
from grants.models import BankFile, BankLine, BankMatch, Disbursement
from grants.reconciliation.compare import Pair, pair_of
from grants.reconciliation.identifiers import read_identifier
from grants.reconciliation.match import Result, Tie, reconcile
from grants.reconciliation.records import Expected, FileKind, Reported, Status

#: A bank credits an SP2D on its own day or within so many after it [general practice, unconfirmed].
DAYS_TO_CREDIT = 3


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
    recorded: list[Known]  #: lines about returs of the history, which are held against nothing else
    days_after: int  #: so many days later than ours a line's date still agrees
    #: Of the payments without a line those that the file should report; None where it names no day at all.
    missing: list[Expected] | None

    def pairs_in(self, tie: Tie) -> list[Pair]:
        """What a person may choose from where lines and payments fit one another equally well."""
        both = ((payment, line) for line in tie.reported for payment in tie.expected)
        pairs = (pair_of(payment, line, days_after=self.days_after) for payment, line in both)
        return [pair for pair in pairs if pair is not None]

    def offered(self) -> dict[tuple[int, int], Pair]:
        """Every pair that a person may confirm, by row and payment."""
        pairs = [*self.result.matched, *self.result.near]
        pairs += [pair for tie in self.result.ties for pair in self.pairs_in(tie)]
        return {(pair.reported.row, pair.expected.key): pair for pair in pairs}


def match_file(bank_file: BankFile) -> Matching:
    """Hold the file against those payments of its office that it may be about."""
    confirmed = list(
        bank_file.matches.select_related("line", "confirmed_by", "disbursement__instalment__agreement__partner")
    )
    every_line = list(bank_file.lines.all())
    rows = {match.line.row for match in confirmed}
    open_lines = [line for line in every_line if line.row not in rows]
    recorded = known_returs(bank_file, open_lines)
    known_rows = {known.line.row for known in recorded}
    lines = {line.row: line for line in open_lines if line.row not in known_rows}
    settled = {match.disbursement_id for match in confirmed}
    days = days_of(every_line)
    payments = candidates(bank_file, lines.values(), days)
    payments = {key: payment for key, payment in payments.items() if key not in settled}
    days_after = DAYS_TO_CREDIT if bank_file.kind == FileKind.BANK_REPLY else 0
    result = reconcile(map(expected_of, payments.values()), map(reported_of, lines.values()), days_after=days_after)
    missing = None
    if days is not None:
        reported = {known.retur.sp2d_number for known in recorded}
        missing = [
            payment
            for payment in result.missing
            if payment.day and days[0] <= payment.day <= days[1] and payment.number not in reported
        ]
    return Matching(result, payments, lines, confirmed, recorded, days_after, missing)
