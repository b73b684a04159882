"""The place in a chain that a paper names: chain, number and hash; and whether a paper tells the truth about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse

from trail.models import Chain, Event
from trail.verify import Verdict

#: So many digits of a hash are enough to type; nobody makes another event fit them.
LEAST = 16
#: Up to here a chain is verified while its reader waits; beyond it when they ask for that, in the background.
AT_ONCE = 20_000
#: No chain has a number of more digits.
_DIGITS = 18

_LINE = re.compile(
    r"(?P<chain>[0-9A-Za-z._-]{2,20})[\s,·]+nomor\s+(?P<number>[\d.\s]*\d)[\s,·:]+(?:sidik)?[\s,·:]*"
    # In groups of four digits at least: a shorter word of these letters may be one.
    r"(?P<hash>[0-9a-f]{4,}(?:[ \t-]+[0-9a-f]{4,})*)(?![0-9a-z])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a chain, as a paper, a mail or a QR code names it; ``hash`` may be only its beginning."""

    chain: str
    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.chain} nomor {self.number} sidik {self.hash}"

    @property
    def url(self) -> str:
        """Where the place is confirmed."""
        asked = urlencode({"rantai": self.chain, "nomor": self.number, "sidik": self.hash})
        return f"{settings.BASE_URL.rstrip('/')}{reverse('audits:printed')}?{asked}"

    @property
    def qr(self) -> str:
        """The address as a picture that a phone reads."""
        return str(segno.make(self.url, error="m").svg_data_uri(scale=4, border=0))


def mark_of(event: Event | None) -> Mark | None:
    """The place of an event, for a paper that tells the state it left."""
    return Mark(event.chain_id, event.number, event.hash) if event else None


def head_of(key: str) -> Mark | None:
    """The head of a chain at this moment, for a paper that is reckoned now; None where nothing has happened yet."""
    chain = Chain.objects.filter(pk=key, length__gt=0).first()
    return Mark(chain.key, chain.length, chain.head) if chain else None


def digits_of(text: str) -> str:
    """Of a hash as somebody typed it: its digits, without blanks and hyphens, in small letters."""
    return re.sub(r"[^0-9a-f]", "", text.lower())


def read_marks(text: str) -> Iterator[Mark]:
    """The places that a pasted text names: lines of a mail, or the foot of a paper."""
    for found in _LINE.finditer(text):
        number = re.sub(r"\D", "", found["number"])
        if len(number) <= _DIGITS:
            yield Mark(found["chain"], int(number), digits_of(found["hash"])[:64])


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Whether a place is in the chain: its event, how many came after, and whether the chain is whole up to there.

    ``verdict`` is None where the chain was not verified; ``verified_at`` is the moment of an earlier verification, and
    None where it was verified for this very answer.
    """

    mark: Mark
    event: Event | None = None
    following: int = 0
    verdict: Verdict | None = None
    verified_at: datetime | None = None
    because: str = ""

    @property
    def holds(self) -> bool:
        """The place is there, and nothing before it was found broken."""
        return self.event is not None and not self.broken_before

    @property
    def too_short(self) -> bool:
        """Too little of the hash was given to hold it against anything."""
        return len(self.mark.hash) < LEAST

    @property
    def broken_before(self) -> bool:
        """The chain is broken at or before the place."""
        broken_at = self.verdict.broken_at if self.verdict else None
        return self.event is not None and broken_at is not None and broken_at <= self.event.number

    @property
    def walked(self) -> bool:
        """The chain was verified for this very answer."""
        return self.verdict is not None and self.verified_at is None

    @property
    def reached(self) -> bool:
        """The chain was verified at least up to the place, and is whole up to there."""
        if self.event is None or self.verdict is None:
            return False
        end = self.verdict.length if self.verdict.broken_at is None else self.verdict.broken_at - 1
        return end >= self.event.number

    def verified(self, verdict: Verdict | None, at: datetime | None = None) -> Confirmation:
        return replace(self, verdict=verdict, verified_at=at)


def look_up(marks: Sequence[Mark], *, by: Any) -> list[Confirmation]:
    """Hold places against the events that are kept, where the reader knows the chain; verifies no chain."""
    known = Event.objects.in_chains_of(by)
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for mark in marks:
        numbers[mark.chain.lower()].add(mark.number)
    chains = Chain.objects.in_bulk(list(numbers))
    there: dict[tuple[str, int], Event] = {}
    for key, asked in numbers.items():
        there |= {(key, event.number): event for event in known.filter(chain_id=key, number__in=asked)}
    return [_held(mark, there.get((mark.chain.lower(), mark.number)), chains, known) for mark in marks]


def _held(mark: Mark, event: Event | None, chains: Mapping[str, Chain], known: Any) -> Confirmation:
    if len(mark.hash) < LEAST:
        return Confirmation(mark, because=f"Ketik paling sedikit {LEAST} angka dan huruf pertama dari sidiknya.")
    visible = known.filter(chain_id=mark.chain.lower())
    if event is None:
        last = visible.order_by("-number").first()
        if last is None:
            return Confirmation(mark, because=f"Tidak ada rantai {mark.chain} yang boleh Anda lihat.")
        return Confirmation(
            mark,
            because=f"Rantai {mark.chain} hanya sampai nomor {last.number}. Bila nomornya tidak salah ketik, "
            "ujungnya telah dipotong.",
        )
    if not event.hash.startswith(mark.hash):
        # As a span and not by its beginning, for only so SQLite asks its index; after "f" no digit of a hash follows.
        elsewhere = visible.filter(hash__gte=mark.hash, hash__lt=f"{mark.hash}g").first()
        because = f"Sidik peristiwa nomor {mark.number} di rantai {mark.chain} berbeda. "
        if elsewhere:
            return Confirmation(mark, because=f"{because}Sidik ini milik nomor {elsewhere.number}.")
        return Confirmation(mark, because=f"{because}Bila tidak salah ketik, rantai ini telah ditulis ulang.")
    chain = chains.get(event.chain_id)
    return Confirmation(mark, event, max(chain.length - event.number, 0) if chain else 0)
