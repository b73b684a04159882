"""Proof that a chain is whole: recompute each hash in a stream, name the first broken event.

A chain is read in pages by number: no cursor and no transaction stays open, so nobody waits, on either database, and
memory does not grow with its length. It does with the nights in which its head was remembered: a megabyte in ten years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from json import loads
from typing import Any

from django.db import models
from django.db.models.functions import Cast

from trail.chain import GENESIS, canonical, link, moment_of, text_of
from trail.models import Chain, Event
from trail.parts import in_parts
from trail.remembered import Remembered, last_remembered, remembered_of

_PAGE = 2000
#: For so many chains the nights are read at once, and their heads held.
_CHAINS = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification of one chain found; ``broken_at`` is the number of the first bad event."""

    chain: str
    length: int
    head: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        return self.broken_at is None

    def broken(self, at: int, reason: str) -> Verdict:
        return replace(self, broken_at=at, reason=reason)


def verify_chain(chain: Chain, remembered: Sequence[Remembered] | None = None) -> Verdict:
    """Walk a chain from its first event to its head, and hold it against the heads that were remembered of it.

    Stops at the first event that does not follow from the one before. What is written meanwhile waits for the next.
    """
    if remembered is None:
        remembered = remembered_of([chain.key])[chain.key]
    verdict = Verdict(chain.key, chain.length, chain.head)
    told: defaultdict[int, list[Remembered]] = defaultdict(list)
    for each in remembered:
        told[each.number].append(each)
    key, count, head = chain.key, 0, GENESIS
    for page in _pages(key, chain.length):
        for number, previous, own, at, actor, name, verb, kind, record, label, data in page:
            count += 1
            try:
                # As it lies in the database: that costs least, and a hash that fits needs no second look.
                moment = at.removesuffix("+00").replace(" ", "T", 1).ljust(26, "0") + "+00:00"
                fits = link(head, canonical(key, number, moment, actor, name, verb, kind, record, label, data)) == own
                fits = fits or _hash_anew(head, key, number, at, (actor, name, verb, kind, record, label), data) == own
            except (ValueError, TypeError, AttributeError):  # no moment, no text, no JSON: it was not we who wrote it
                fits = False
            if number != count or previous != head or not fits:
                return verdict.broken(max(min(number, count), 1), _fault(number, previous, count, head))
            if number in told:
                for each in told[number]:
                    if each.hash != own:
                        return verdict.broken(number, _rewritten(each, remembered))
            head = own
    longest = max(told, default=0)
    if longest > chain.length:
        when = told[longest][-1].when
        return verdict.broken(count + 1, f"terpotong: {when} panjangnya masih {longest} peristiwa")
    if count != chain.length or head != chain.head:
        return verdict.broken(count + 1, "ujung rantai terpotong")
    return _outside(verdict)


def verify_chains(keys: Iterable[str]) -> list[Verdict]:
    """Several chains; the nights are read once for a handful of them, and before the heads that must fit them."""
    verdicts = []
    for part in in_parts(keys, _CHAINS):
        remembered = remembered_of(part)
        chains = Chain.objects.filter(key__in=part).order_by("key")
        verdicts += [verify_chain(chain, remembered[chain.key]) for chain in chains]
    return verdicts


def verify_all() -> list[Verdict]:
    """Every chain; also one whose events are there but whose head is gone, and one that is only remembered."""
    verdicts = verify_chains(Chain.objects.order_by("key").values_list("key", flat=True))
    known = {verdict.chain for verdict in verdicts}
    headless = set(Event.objects.exclude(chain_id__in=known).order_by().values_list("chain_id", flat=True).distinct())
    verdicts += [Verdict(key, 0, "").broken(1, "ujung rantai hilang") for key in sorted(headless)]
    remembered = last_remembered()
    for key in sorted(remembered.keys() - known - headless):
        last = remembered[key]
        reason = f"seluruh rantai hilang: {last.when} panjangnya {last.number} peristiwa"
        verdicts.append(Verdict(key, 0, "").broken(1, reason))
    return verdicts


def _pages(key: str, until: int) -> Iterator[Sequence[Any]]:
    """A chain's events as plain texts, for to make records of them would take longer than all the hashing."""
    rows = (
        Event.objects.filter(chain_id=key, number__lte=until)
        .order_by("number")
        .values_list(
            "number",
            "previous",
            "hash",
            Cast("at", models.TextField()),
            "actor_id",
            "actor_name",
            "verb",
            "object_type",
            "object_id",
            "object_label",
            Cast("data", models.TextField()),
        )
    )
    page = list(rows[:_PAGE])
    while page:
        yield page
        page = list(rows.filter(number__gt=page[-1][0])[:_PAGE])


def _hash_anew(head: str, key: str, number: int, at: str, texts: tuple[str, str, str, str, str, str], data: str) -> str:
    """The hash of an event with moment and details written as they would be today."""
    then = datetime.fromisoformat(at)
    written = moment_of(then if then.tzinfo else then.replace(tzinfo=UTC))
    return link(head, canonical(key, number, written, *texts, text_of(loads(data))))


def _fault(number: int, previous: str, expected: int, head: str) -> str:
    if number != expected:
        return "nomor tidak berurutan: ada yang hilang" if number > expected else "nomor ini ada dua kali"
    return "tidak menyambung ke peristiwa sebelumnya" if previous != head else "isi tidak cocok dengan sidiknya"


def _outside(verdict: Verdict) -> Verdict:
    """Events beside those that were walked: put in twice under a number, or after the head."""
    events = Event.objects.filter(chain_id=verdict.chain)
    if events.filter(number__lte=verdict.length).count() != verdict.length:
        numbers = events.order_by("number").values_list("number").annotate(times=models.Count("pk"))
        twice = numbers.filter(times__gt=1).first()
        return verdict.broken(twice[0] if twice else 1, "nomor ini ada dua kali")
    last = events.aggregate(last=models.Max("number"))["last"]
    length = Chain.objects.get(pk=verdict.chain).length  # asked for after the events: writers move both at once
    if last is not None and last > length:
        return verdict.broken(length + 1, "peristiwa ini berada di luar ujung rantai")
    return verdict


def _rewritten(wrong: Remembered, remembered: Sequence[Remembered]) -> str:
    fitting = max((head.number for head in remembered if head.number < wrong.number), default=0)
    return (
        f"sidik pada nomor {wrong.number} bukan yang {wrong.how} {wrong.when}; "
        f"rantai ditulis ulang sesudah nomor {fitting}"
    )
