"""Heads that were remembered night by night, in the ministry's chain: what is rewritten whole no longer fits them.

The nights are read one after the other, and of each no more is kept than was asked for.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format

from trail.models import Chain, Event
from trail.record import MINISTRY

#: The verbs: heads were written down; they were sent out of the house.
REMEMBER, SEND = "chain.remember", "chain.send"
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Remembered:
    """The head of a chain as it was at a moment."""

    number: int
    hash: str
    at: datetime
    sent: bool

    @property
    def when(self) -> str:
        return f"tanggal {date_format(timezone.localtime(self.at), 'j F Y')}"

    @property
    def how(self) -> str:
        return "dikirim" if self.sent else "dicatat"


def last_night(verb: str) -> Event | None:
    """The last time that heads were written down, or sent out; looked up by what it is about, however long the trail
    is and though it never happened."""
    return Event.objects.about(Chain(key=MINISTRY)).filter(verb=verb).last()


def remembered_of(keys: Collection[str]) -> dict[str, list[Remembered]]:
    """Of each of these chains the heads that were remembered, oldest first; of nights in which it stood still, one."""
    heads: dict[str, list[Remembered]] = {key: [] for key in keys}
    for told, at, sent in _nights():
        for key in heads.keys() & told.keys():
            number, head = told[key]
            known = heads[key]
            if known and (known[-1].number, known[-1].hash) == (number, head):
                if known[-1].sent and not sent:
                    continue
                known.pop()
            known.append(Remembered(number, head, at, sent))
    return heads


def last_remembered() -> dict[str, Remembered]:
    """Of every chain that was ever remembered its last head."""
    last: dict[str, Remembered] = {}
    for told, at, sent in _nights():
        last |= {key: Remembered(number, head, at, sent) for key, (number, head) in told.items()}
    return last


def _nights() -> Iterator[tuple[dict[str, tuple[int, str]], datetime, bool]]:
    """Of each night the heads, the moment, and whether they were sent; one page of nights in memory."""
    nights = Event.objects.filter(chain_id=MINISTRY).order_by("number")
    read = nights.values_list("number", "at", Cast("data", models.TextField()))
    sent = {_read(text).get("number") for _, _, text in _each(read.filter(verb=SEND))}
    for number, at, text in _each(read.filter(verb=REMEMBER)):
        yield _heads(_read(text).get("heads")), at, number in sent


def _each(rows: Any) -> Iterator[tuple[int, datetime, str]]:
    page = list(rows[:_PAGE])
    while page:
        yield from page
        page = list(rows.filter(number__gt=page[-1][0])[:_PAGE])


def _read(text: str) -> dict[str, Any]:
    """What a night says; nothing where somebody made it unreadable, for there the ministry's own chain is broken."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _heads(told: Any) -> dict[str, tuple[int, str]]:
    whole = told.items() if isinstance(told, dict) else ()
    return {
        key: (head[0], head[1])
        for key, head in whole
        if isinstance(head, list) and len(head) == 2 and isinstance(head[0], int) and isinstance(head[1], str)
    }
