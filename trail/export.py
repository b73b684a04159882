"""A chain as JSON lines, to be verified without Amanah by ``trail/outside/verify_trail.py``.

The first line says chain, length and head. Each further line is an event: the hash before, its own, and the very text
that its own covers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from trail.models import Chain, Event
from trail.record import Actor, record_event

SCRIPT = Path(__file__).parent / "outside" / "verify_trail.py"
_PAGE = 1000


def export_chain(chain: Chain, *, by: Actor) -> tuple[Event, Iterator[bytes]]:
    """The event that tells who took the chain, which is its last line; and its lines, read as they are sent."""
    event = record_event(verb="chain.export", obj=chain, by=by, label=f"Rantai {chain.key}")
    return event, _lines(event)


def _lines(last: Event) -> Iterator[bytes]:
    yield _line({"chain": last.chain_id, "length": last.number, "head": last.hash})
    events = Event.objects.filter(chain_id=last.chain_id, number__lte=last.number).order_by("number")
    page = list(events[:_PAGE])
    while page:
        lines = [_line({"previous": each.previous, "hash": each.hash, "record": each.form()}) for each in page]
        yield b"".join(lines)
        page = list(events.filter(number__gt=page[-1].number)[:_PAGE])


def _line(told: dict[str, object]) -> bytes:
    return f"{json.dumps(told, ensure_ascii=False)}\n".encode()
