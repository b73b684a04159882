"""Heads that were remembered night by night, in the ministry's chain: what is rewritten whole no longer fits them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format

from trail.models import Event
from trail.record import MINISTRY

#: The verbs: heads were written down; they were sent out of the house.
REMEMBER, SEND = "chain.remember", "chain.send"


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


def all_remembered() -> dict[str, list[Remembered]]:
    """Of each chain the heads that were remembered, oldest first.

    What somebody made unreadable is left out, for there the ministry's own chain is broken.
    """
    nights = Event.objects.filter(chain_id=MINISTRY, verb__in=[REMEMBER, SEND]).order_by("number")
    told = [
        (verb, number, at, _read(text))
        for verb, number, at, text in nights.values_list("verb", "number", "at", Cast("data", models.TextField()))
    ]
    sent = {data.get("number") for verb, _, _, data in told if verb == SEND}
    heads: defaultdict[str, list[Remembered]] = defaultdict(list)
    for verb, number, at, data in told:
        if verb == REMEMBER:
            for key, (length, head) in data.get("heads", {}).items():
                heads[key].append(Remembered(length, head, at, number in sent))
    return dict(heads)


def _read(text: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(text)
    except ValueError:
        return {}
    return found
