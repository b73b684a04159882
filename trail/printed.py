"""The place in a chain that a paper names: chain, number and hash; and whether a paper tells the truth about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse

from trail.models import Chain, Event
from trail.verify import Verdict, verify_chain

#: So many digits of a hash are enough to type; nobody makes another event fit them.
LEAST = 16
#: Up to here a chain is verified while its reader waits; beyond it in the background.
AT_ONCE = 20_000

_LINE = re.compile(
    r"(?P<chain>[0-9A-Za-z._-]{2,20})[\s,·]+nomor\s+(?P<number>[\d.\s]*\d)[\s,·:]+(?:sidik)?[\s,·:]*(?P<hash>[^\n]*)",
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
        number = int(re.sub(r"\D", "", found["number"]))
        yield Mark(found["chain"], number, digits_of(found["hash"])[:64])


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Whether a place is in the chain: its event, how many came after, and whether the chain is whole up to there."""

    mark: Mark
    event: Event | None = None
    following: int = 0
    verdict: Verdict | None = None
    because: str = ""

    @property
    def holds(self) -> bool:
        """The place is there, and nothing before it was found broken."""
        return self.event is not None and not self.broken_before

    @property
    def broken_before(self) -> bool:
        """The chain is broken at or before the place."""
        broken_at = self.verdict.broken_at if self.verdict else None
        return self.event is not None and broken_at is not None and broken_at <= self.event.number


def confirm(mark: Mark, *, by: Any) -> Confirmation:
    """Hold a place against the chain that is kept, where the reader knows the chain."""
    visible = Event.objects.in_chains_of(by).filter(chain_id=mark.chain.lower())
    if len(mark.hash) < LEAST:
        return Confirmation(mark, because=f"Ketik paling sedikit {LEAST} angka dan huruf pertama dari sidiknya.")
    event = visible.filter(number=mark.number).first()
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
        elsewhere = visible.filter(hash__startswith=mark.hash).first()
        because = f"Sidik peristiwa nomor {mark.number} di rantai {mark.chain} berbeda. "
        if elsewhere:
            return Confirmation(mark, because=f"{because}Sidik ini milik nomor {elsewhere.number}.")
        return Confirmation(mark, because=f"{because}Bila tidak salah ketik, rantai ini telah ditulis ulang.")
    chain = Chain.objects.filter(pk=event.chain_id).first()
    if chain is None:
        return Confirmation(mark, event, verdict=Verdict(mark.chain, 0, "", 1, "ujung rantai hilang"))
    verdict = verify_chain(chain) if chain.length <= AT_ONCE else None
    return Confirmation(mark, event, max(chain.length - event.number, 0), verdict)
