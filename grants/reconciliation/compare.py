"""A payment held against a reported line: what agrees, what differs, by how much, how strong that makes the pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from grants.reconciliation.headings import Field
from grants.reconciliation.identifiers import Slip, slip_between
from grants.reconciliation.records import Expected, Reported

_DECISIVE = {Field.NUMBER, Field.ACCOUNT, Field.NAME}


class Strength(IntEnum):
    """Why a pair is a pair, from weakest to strongest. Only EXACT is a match, the rest is near."""

    AMOUNT_AND_DATE = 1  #: and the name; or nothing that speaks against it
    ACCOUNT_SLIP = 2  #: account but for a slip, and the amount; number and date do not differ
    ACCOUNT_AND_DATE = 3  #: the amount differs
    SLIP_AND_ACCOUNT = 4  #: number but for a slip, and the account; the amount differs
    ACCOUNT_AND_AMOUNT = 5
    SLIP_AND_AMOUNT = 6  #: number but for a slip, and the amount; the payee does not differ
    ORDER_NUMBER = 7  #: number of the SPM, and something differs
    NUMBER = 8  #: number of the SP2D, and something differs
    EXACT = 9


@dataclass(frozen=True, slots=True)
class Pair:
    """A payment and the line that reports it; ``agree`` and ``differ`` name only what both of them say."""

    expected: Expected
    reported: Reported
    strength: Strength
    agree: frozenset[Field]
    differ: frozenset[Field]
    number_slip: Slip | None = None
    account_slip: Slip | None = None

    @property
    def amount_difference(self) -> int:
        """Rupiah by which the line reports more (or, negative, less) than we paid."""
        return self.reported.amount - self.expected.amount

    @property
    def days_between(self) -> int:
        """Days by which the line's date is later than ours; 0 where one is unknown."""
        ours, theirs = self.expected.day, self.reported.day
        return (theirs - ours).days if ours and theirs else 0

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Sorts pairs from strongest: strength, how much agrees, then how little the amount and the day differ."""
        return -self.strength, -len(self.agree), abs(self.amount_difference), abs(self.days_between)


def pair_of(expected: Expected, reported: Reported, *, days_after: int = 0) -> Pair | None:
    """The pair that the two make; None where nothing strong enough links them. ``days_after`` as in ``reconcile``."""
    agree: set[Field] = set()
    differ: set[Field] = set()
    for each, ours, theirs in (
        (Field.NUMBER, expected.number, reported.number),
        (Field.ORDER_NUMBER, expected.order_number, reported.order_number),
        (Field.ACCOUNT, expected.account, reported.account),
        (Field.NAME, _plain_name(expected.name), _plain_name(reported.name)),
    ):
        if ours and theirs:
            (agree if ours == theirs else differ).add(each)
    (agree if expected.amount == reported.amount else differ).add(Field.AMOUNT)
    if expected.day and reported.day:
        (agree if _days_agree(expected.day, reported.day, days_after) else differ).add(Field.DATE)
    number_slip = slip_between(expected.number, reported.number)
    account_slip = slip_between(expected.account, reported.account)
    strength = _strength(agree, differ, number_slip, account_slip)
    if strength is None:
        return None
    return Pair(expected, reported, strength, frozenset(agree), frozenset(differ), number_slip, account_slip)


def _strength(
    agree: set[Field], differ: set[Field], number_slip: Slip | None, account_slip: Slip | None
) -> Strength | None:
    amount, day = Field.AMOUNT in agree, Field.DATE in agree
    number, account = Field.NUMBER in agree, Field.ACCOUNT in agree
    # A name is spelled in many ways: it decides only where no account does.
    against = differ - {Field.NAME} if account else differ
    ordered = Field.ORDER_NUMBER in agree
    # Numbers and accounts given out one after another lie a digit apart, too: a slip needs all else to speak for it.
    one_payee = not against & {Field.ACCOUNT, Field.NAME} or (account_slip and day)
    if not against and (number or ordered or (account and day)):
        return Strength.EXACT
    order = (
        (number, Strength.NUMBER),
        (ordered, Strength.ORDER_NUMBER),
        (number_slip and amount and one_payee, Strength.SLIP_AND_AMOUNT),
        (account and amount, Strength.ACCOUNT_AND_AMOUNT),
        (number_slip and account, Strength.SLIP_AND_ACCOUNT),
        (account and day, Strength.ACCOUNT_AND_DATE),
        (account_slip and amount and not against - {Field.ACCOUNT, Field.NAME}, Strength.ACCOUNT_SLIP),
        (amount and day and (Field.NAME in agree or not against & _DECISIVE), Strength.AMOUNT_AND_DATE),
    )
    return next((strength for holds, strength in order if holds), None)


def _days_agree(ours: date, theirs: date, days_after: int) -> bool:
    return 0 <= (theirs - ours).days <= days_after


def _plain_name(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
