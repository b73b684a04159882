"""A real chain of as many events as asked, and what is measured of it. Runs as stages of the bench."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection

from tests.benchmarks.harness import processor_seconds, seconds
from trail.chain import GENESIS, link
from trail.models import Chain, Event
from trail.parts import in_parts
from trail.record import MINISTRY
from trail.remembered import REMEMBER
from trail.verify import verify_chain

BATCH = 10_000
#: How many events are hashed alone, before and after each verification.
SAMPLE = 200_000
#: Nights of ten years, in each of which the heads of so many other offices were remembered too.
NIGHTS, OFFICES = 3_650, 40
_BEGAN = datetime(2021, 1, 4, 1, 0, 0, 250_000, tzinfo=UTC)
_CHANGE = {"from": "Jalan Lama 1", "to": "Jalan Baru “Dua” 2"}
_UPLOAD = {"revision": 3, "sha256": "5f" * 32, "errors": 0, "warnings": 4, "lines": 118, "name": "LPJ-001.xlsx"}
_APPROVAL = {"from": "proposed", "to": "approved", "number": "00123/SPM/2021", "amount": 30_000_000}
_REASON = "Dokumen lengkap dan benar; dibayar sesuai termin pertama, dengan bukti terlampir."
#: What events of an ordinary year look like: verb, record, details.
_KINDS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("disbursement.approve", "grants.disbursement", _APPROVAL),
    ("report.upload", "reports.report", _UPLOAD),
    ("partner.revise", "partners.partner", {"changes": {"address": _CHANGE}}),
    ("report.send_back", "reports.report", {"from": "submitted", "to": "returned", "reason": _REASON}),
    ("beneficiary.open", "beneficiaries.person", {"reason": "Pemeriksaan bantuan ganda antarkantor"}),
)  # fmt: skip


def events(key: str, count: int) -> Iterator[Event]:
    """A chain's events, each with the hash that follows from the one before."""
    previous = GENESIS
    for number in range(1, count + 1):
        verb, kind, data = _KINDS[number % len(_KINDS)]
        event = Event(
            chain_id=key,
            number=number,
            at=_BEGAN + timedelta(seconds=37 * number, microseconds=number * 7919 % 1_000_000),
            actor_id=str(number % 40 + 1),
            actor_name=f"Pelaku Contoh {number % 40 + 1}",
            verb=verb,
            object_type=kind,
            object_id=str(number // 5),
            object_label=f"{number // 5:03}/PKS/BKMJ/04/2021 termin {number % 3 + 1}",
            data=data,
            previous=previous,
        )
        event.hash = previous = event.computed_hash()
        yield event


def batches(key: str, count: int) -> Iterator[list[Event]]:
    made = events(key, count)
    while batch := list(islice(made, BATCH)):
        yield batch


def fill(*, key: str, events: int) -> None:
    """Write the chain into the tables."""
    chain = Chain.objects.create(key=key, head=GENESIS)
    for batch in batches(key, events):
        Event.objects.bulk_create(batch, batch_size=2_000)
        chain.length, chain.head = batch[-1].number, batch[-1].hash
    chain.save()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while


def remember(*, keys: list[str]) -> None:
    """Ten years of nights in the ministry's chain: the heads of these chains as they grew, beside other offices'."""
    heads: dict[str, dict[int, str]] = {}
    for chain in Chain.objects.filter(key__in=keys):
        heads[chain.key] = {}
        for part in in_parts({_length(chain.length, night) for night in range(NIGHTS)}):
            found = Event.objects.filter(chain_id=chain.key, number__in=part)
            heads[chain.key].update(found.values_list("number", "hash"))
    lengths = {chain.key: chain.length for chain in Chain.objects.filter(key__in=keys)}
    others = {f"4{office:05}": [9_000, "5f" * 32] for office in range(OFFICES)}
    own = Chain.objects.create(key=MINISTRY, head=GENESIS)
    for part in in_parts(range(NIGHTS)):
        nights = []
        for night in part:
            numbers = {key: _length(length, night) for key, length in lengths.items()}
            told = others | {key: [number, heads[key][number]] for key, number in numbers.items()}
            event = Event(
                chain_id=MINISTRY,
                number=night + 1,
                at=_BEGAN + timedelta(days=night),
                actor_name="Sistem",
                verb=REMEMBER,
                object_type="trail.chain",
                object_id=MINISTRY,
                object_label="Ujung semua rantai",
                data={"heads": told, "broken": {}},
                previous=own.head,
            )
            own.length, own.head = event.number, event.computed_hash()
            event.hash = own.head
            nights.append(event)
        Event.objects.bulk_create(nights)
    own.save()


def _length(whole: int, night: int) -> int:
    """How long a chain was in a night; a short one stood still in many."""
    return max(whole * (night + 1) // NIGHTS, 1)


def compare(*, key: str, events: int, rounds: int) -> dict[str, float]:
    """Seconds to verify a chain, and to hash the very same bytes alone: by the chain's own arithmetic, with the forms
    of its events ready in memory, right before and right after."""
    forms: list[str] = []
    for batch in batches(key, min(events, SAMPLE)):
        forms += [event.form() for event in batch]
    size = sum(len(form.encode()) + 65 for form in forms)
    chain = Chain.objects.get(key=key)

    def alone() -> None:
        head = GENESIS
        for form in forms:
            head = link(head, form)

    def whole() -> None:
        verdict = verify_chain(chain)
        assert verdict.whole and verdict.length == events, verdict

    # SQLite works within this process; of PostgreSQL the server's share must be counted too.
    clock = processor_seconds if connection.vendor == "sqlite" else seconds
    ratios, each, least = [], [], []
    for _ in range(rounds):
        before, took, after = clock(alone), clock(whole), clock(alone)
        hashing = (before + after) / 2 / len(forms)
        ratios.append(took / events / hashing)
        each.append(took)
        least.append(hashing)
    return {
        "seconds_per_million": statistics.median(each) * 1_000_000 / events,
        "seconds_hashing_alone": statistics.median(least) * 1_000_000,
        "ratio": statistics.median(ratios),
        "bytes_per_event": size / len(forms),
    }


def verify(*, key: str, events: int) -> bool:
    """Verify once, for the memory that it takes."""
    verdict = verify_chain(Chain.objects.get(key=key))
    return verdict.whole and verdict.length == events
