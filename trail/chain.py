"""The arithmetic of the chain: what is hashed, and how. Pure, so that an outsider can recompute it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64


def canonical(record: Mapping[str, Any]) -> bytes:
    """The one byte form of an event: JSON with sorted keys, no blanks, UTF-8."""
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link(previous: str, record: Mapping[str, Any]) -> str:
    """The hash of an event that follows ``previous``: SHA-256, 64 hex digits."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(record)).hexdigest()
