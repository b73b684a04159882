"""Proof that a chain is whole: recompute each hash, name the first broken event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from trail.chain import GENESIS
from trail.models import Chain, Event


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


def verify_chain(chain: Chain) -> Verdict:
    """Walk a chain from its first event; stops at the first that does not follow from the one before."""
    previous, number = GENESIS, 0
    for event in Event.objects.filter(chain=chain).order_by("number").iterator(chunk_size=2000):
        number += 1
        event.at = event.at.astimezone(UTC)
        if event.number != number:
            return Verdict(chain.key, chain.length, chain.head, number, "nomor tidak berurutan: ada yang hilang")
        if event.previous != previous:
            return Verdict(chain.key, chain.length, chain.head, number, "tidak menyambung ke peristiwa sebelumnya")
        if event.computed_hash() != event.hash:
            return Verdict(chain.key, chain.length, chain.head, number, "isi tidak cocok dengan sidiknya")
        previous = event.hash
    if number != chain.length or previous != chain.head:
        return Verdict(chain.key, chain.length, chain.head, number + 1, "ujung rantai terpotong")
    return Verdict(chain.key, chain.length, chain.head)


def verify_all() -> list[Verdict]:
    """Every chain; also one whose events are there but whose head is gone."""
    verdicts = [verify_chain(chain) for chain in Chain.objects.order_by("key")]
    known = [verdict.chain for verdict in verdicts]
    headless = Event.objects.exclude(chain_id__in=known).order_by().values_list("chain_id", flat=True).distinct()
    return verdicts + [Verdict(key, 0, "", 1, "ujung rantai hilang") for key in sorted(headless)]
