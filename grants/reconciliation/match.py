"""Payments held against the lines of a file, one to one: what matches, what nearly does, what is left on either side.

Pairs are taken from the strongest to the weakest (``compare.Pair.rank``). Where two pairs are equally strong and want
the same payment or line, none is taken: the tie is shown and a person decides. The order of rows decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, product

from grants.reconciliation.compare import Pair, Strength, pair_of
from grants.reconciliation.identifiers import slip_keys
from grants.reconciliation.records import Expected, Reported

_MOST_PAIRS = 2_500  #: of one bucket; in a larger one nobody could tell which is which


@dataclass(frozen=True, slots=True)
class Tie:
    """Payments and lines that fit one another equally well in more than one way."""

    expected: tuple[Expected, ...]
    reported: tuple[Reported, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A line that says the same payment again; only ``first`` is held against payments."""

    line: Reported
    first: Reported


@dataclass(frozen=True, slots=True)
class Tally:
    """How many and how much (rupiah) of one side went where; the parts are the whole."""

    matched: tuple[int, int]
    near: tuple[int, int]
    tied: tuple[int, int]
    left: tuple[int, int]  #: without a counterpart
    set_aside: tuple[int, int] = (0, 0)  #: duplicates and contradictions, which only a file has

    @property
    def whole(self) -> tuple[int, int]:
        parts = (self.matched, self.near, self.tied, self.left, self.set_aside)
        return sum(count for count, _ in parts), sum(amount for _, amount in parts)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of holding payments against lines. Every payment and every line stands in just one of its parts."""

    matched: tuple[Pair, ...]
    near: tuple[Pair, ...]
    ties: tuple[Tie, ...]
    missing: tuple[Expected, ...]  #: payments that no line reports
    unexpected: tuple[Reported, ...]  #: lines that report none of our payments
    duplicates: tuple[Duplicate, ...]
    contradictions: tuple[tuple[Reported, ...], ...]  #: lines of one payment that say different things of it

    @property
    def ours(self) -> Tally:
        """The payments, by where they went."""
        return Tally(
            _sum(pair.expected for pair in self.matched),
            _sum(pair.expected for pair in self.near),
            _sum(each for tie in self.ties for each in tie.expected),
            _sum(self.missing),
        )

    @property
    def theirs(self) -> Tally:
        """The lines of the file, by where they went."""
        aside = [duplicate.line for duplicate in self.duplicates]
        aside += [line for lines in self.contradictions for line in lines]
        return Tally(
            _sum(pair.reported for pair in self.matched),
            _sum(pair.reported for pair in self.near),
            _sum(line for tie in self.ties for line in tie.reported),
            _sum(self.unexpected),
            _sum(aside),
        )


def reconcile(expected: Iterable[Expected], reported: Iterable[Reported], *, days_after: int = 0) -> Result:
    """Hold payments against lines. ``days_after``: a line dated so many days later than we say still agrees, for banks
    credit an SP2D on a later day; 0 for lists of SP2D.

    Raises ValueError where two payments have one key, or two lines one row.
    """
    payments = sorted(expected, key=lambda payment: payment.key)
    lines = sorted(reported, key=lambda line: line.row)
    if len({payment.key for payment in payments}) < len(payments) or len({line.row for line in lines}) < len(lines):
        raise ValueError("payments are told apart by key and lines by row: both must be unique")
    lines, duplicates = _without_duplicates(lines)
    lines, contradictions = _without_contradictions(lines)
    taken: list[Pair] = []
    ties: list[Tie] = []
    missing, unexpected = payments, lines
    # Nearly all match: only the rest is looked up by every slip that there may be.
    for keys, weakest in ((_keys_of_matches, Strength.EXACT), (_keys, min(Strength))):
        pairs, undecidable = _candidates(missing, unexpected, days_after, keys)
        more, more_ties = _choose([pair for pair in pairs if pair.strength >= weakest], undecidable)
        taken, ties = taken + more, ties + more_ties
        gone = {pair.expected.key for pair in taken} | {each.key for tie in ties for each in tie.expected}
        told = {pair.reported.row for pair in taken} | {line.row for tie in ties for line in tie.reported}
        missing = [payment for payment in payments if payment.key not in gone]
        unexpected = [line for line in lines if line.row not in told]
    taken.sort(key=lambda pair: pair.expected.key)
    return Result(
        matched=tuple(pair for pair in taken if pair.strength is Strength.EXACT),
        near=tuple(pair for pair in taken if pair.strength is not Strength.EXACT),
        ties=tuple(sorted(ties, key=lambda tie: tie.expected[0].key)),
        missing=tuple(missing),
        unexpected=tuple(unexpected),
        duplicates=tuple(duplicates),
        contradictions=tuple(contradictions),
    )


def _without_duplicates(lines: Sequence[Reported]) -> tuple[list[Reported], list[Duplicate]]:
    first: dict[Hashable, Reported] = {}
    kept, duplicates = [], []
    for line in lines:
        same = first.setdefault((line.payment, line.status), line) if line.number or line.account else line
        if same is line:
            kept.append(line)
        else:
            duplicates.append(Duplicate(line, same))
    return kept, duplicates


def _without_contradictions(lines: Sequence[Reported]) -> tuple[list[Reported], list[tuple[Reported, ...]]]:
    """Lines that name the same payment but say another amount, day or status of it are set aside together."""
    groups: defaultdict[Hashable, list[Reported]] = defaultdict(list)
    for line in lines:
        groups[_named_payment(line)].append(line)
    contradictions = [tuple(group) for group in groups.values() if len(group) > 1]
    aside = {line.row for group in contradictions for line in group}
    return [line for line in lines if line.row not in aside], contradictions


def _named_payment(line: Reported) -> Hashable:
    if line.number:
        return "number", line.number, line.account or line.name.casefold()
    if line.account:
        return "account", line.account, line.order_number, line.amount, line.day
    return "row", line.row


Node = tuple[str, int]  #: ("ours", key) or ("theirs", row)
_Key = tuple[Strength, Hashable]  #: the strength of a pair that shares no more than this
_KeyMaker = Callable[[Expected | Reported, range], Iterable[_Key]]


def _candidates(
    payments: Sequence[Expected], lines: Sequence[Reported], days_after: int, keys: _KeyMaker
) -> tuple[list[Pair], dict[Node, Strength]]:
    """Every pair that shares a key; and how strong a pair may be at most that was not looked at, by who is in it."""
    ours: defaultdict[_Key, list[Expected]] = defaultdict(list)
    theirs: defaultdict[_Key, list[Reported]] = defaultdict(list)
    for payment in payments:
        for key in keys(payment, range(days_after + 1)):
            ours[key].append(payment)
    for line in lines:
        for key in keys(line, range(1)):
            if key in ours:
                theirs[key].append(line)
    pairs: dict[tuple[int, int], Pair] = {}
    undecidable: dict[Node, Strength] = {}
    for key, bucket in theirs.items():
        if len(bucket) * len(ours[key]) > _MOST_PAIRS:
            hidden = _strongest_in(key[0], [*ours[key], *bucket])
            for node in (*(("ours", each.key) for each in ours[key]), *(("theirs", line.row) for line in bucket)):
                undecidable[node] = max(hidden, undecidable.get(node, hidden))
            continue
        for payment, line in product(ours[key], bucket):
            if (payment.key, line.row) not in pairs and (pair := pair_of(payment, line, days_after=days_after)):
                pairs[payment.key, line.row] = pair
    return list(pairs.values()), undecidable


def _keys_of_matches(record: Expected | Reported, days: range) -> Iterator[_Key]:
    """What two records that match share, one or the other."""
    if record.number:
        yield Strength.NUMBER, record.number
    if record.order_number:
        yield Strength.ORDER_NUMBER, record.order_number
    if record.account:
        yield Strength.ACCOUNT_AND_AMOUNT, (record.account, record.amount)


def _keys(record: Expected | Reported, days: range) -> Iterator[_Key]:
    """What a record is looked up by. A payment may be reported on any of ``days`` after its own."""
    yield from _keys_of_matches(record, days)
    if record.number:
        for key in slip_keys(record.number):
            yield Strength.SLIP_AND_AMOUNT, (key, record.amount)
            if record.account:
                yield Strength.SLIP_AND_ACCOUNT, (key, record.account)
    if record.account:
        for key in slip_keys(record.account):
            yield Strength.ACCOUNT_SLIP, (key, record.amount)
    for day in [record.day + timedelta(days=later) for later in days] if record.day else ():
        yield Strength.AMOUNT_AND_DATE, (record.amount, day)
        if record.account:
            yield Strength.ACCOUNT_AND_DATE, (record.account, day)


def _strongest_in(strength: Strength, records: Iterable[Expected | Reported]) -> Strength:
    """How strong a pair in a bucket may be that no other key brings to light.

    A match shares its account and amount, or one of its numbers, where an account is missing.
    """
    if strength is Strength.ACCOUNT_AND_AMOUNT or (
        strength in (Strength.NUMBER, Strength.ORDER_NUMBER) and any(not record.account for record in records)
    ):
        return Strength.EXACT
    return strength


def _choose(pairs: list[Pair], undecidable: dict[Node, Strength]) -> tuple[list[Pair], list[Tie]]:
    """Pairs from the strongest to the weakest, each with two free ends; ties where equals want the same end."""
    taken: list[Pair] = []
    ties: list[Tie] = []
    ends: set[Node] = set()
    for _, equals in groupby(sorted(pairs, key=lambda pair: pair.rank), key=lambda pair: pair.rank):
        free = [pair for pair in equals if ends.isdisjoint(_ends(pair)) and not _hidden_behind(pair, undecidable)]
        for group in _connected(free):
            ends.update(end for pair in group for end in _ends(pair))
            if len(group) == 1:
                taken += group
            else:
                ties.append(_tie(group))
    return taken, ties


def _ends(pair: Pair) -> tuple[Node, Node]:
    return ("ours", pair.expected.key), ("theirs", pair.reported.row)


def _hidden_behind(pair: Pair, undecidable: dict[Node, Strength]) -> bool:
    """Whether a pair that was not looked at could be as strong as this one."""
    return any(pair.strength <= undecidable[end] for end in _ends(pair) if end in undecidable)


def _connected(pairs: list[Pair]) -> list[list[Pair]]:
    """The pairs in groups that share no end with one another."""
    groups: dict[Node, list[Pair]] = {}
    for pair in pairs:
        joined = [pair]
        for other in {id(group): group for end in _ends(pair) if (group := groups.get(end)) is not None}.values():
            joined += other
        for member in joined:
            for end in _ends(member):
                groups[end] = joined
    return list({id(group): group for group in groups.values()}.values())


def _tie(group: list[Pair]) -> Tie:
    payments = {pair.expected.key: pair.expected for pair in group}
    lines = {pair.reported.row: pair.reported for pair in group}
    return Tie(
        tuple(payment for _, payment in sorted(payments.items())), tuple(line for _, line in sorted(lines.items()))
    )


def _sum(records: Iterable[Expected | Reported]) -> tuple[int, int]:
    amounts = [record.amount for record in records]
    return len(amounts), sum(amounts)
