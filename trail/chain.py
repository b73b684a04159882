"""The arithmetic of the chain: what is hashed, and how. Pure, so that an outsider can recompute it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring as _text
from typing import Any

GENESIS = "0" * 64

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def plain(data: Any) -> Any:
    """Details as they will be read back: keys are text, a tuple is a list.

    Raises TypeError for what JSON has no word for, ValueError for what is no number.
    """
    return json.loads(json.dumps(data, allow_nan=False))


def text_of(data: Any) -> str:
    """The one text of an event's details: JSON with sorted keys, no blanks, every letter as itself."""
    return _encode(data)


def moment_of(at: datetime) -> str:
    """The one text of a moment: ISO 8601 in UTC, with microseconds unless they are nought."""
    return at.astimezone(UTC).isoformat()


def canonical(
    chain: str,
    number: int,
    at: str,
    actor_id: str,
    actor_name: str,
    verb: str,
    object_type: str,
    object_id: str,
    label: str,
    data: str,
) -> str:
    """The one form of an event: JSON with sorted keys and no blanks; ``at`` and ``data`` are texts already.

    Written out for speed: to prove a chain of a million events whole, a million of these are made.
    """
    return (
        f'{{"actor":{_text(actor_id)},"actor_name":{_text(actor_name)},"at":{_text(at)},"chain":{_text(chain)},'
        f'"data":{data},"label":{_text(label)},"number":{number},"object":{_text(f"{object_type}:{object_id}")},'
        f'"verb":{_text(verb)}}}'
    )


def link(previous: str, form: str) -> str:
    """The hash of an event that follows ``previous``: SHA-256 over that, a line feed and its form; 64 hex digits."""
    return sha256(f"{previous}\n{form}".encode()).hexdigest()
