"""Random numbers that any language gives again: SHA-256 of the seed and what the number is for.

``number(seed, *labels)`` is the first eight bytes, big end first, of SHA-256 over the UTF-8 text of the seed and the
labels, joined by "|". ``below(limit, seed, *labels)`` appends a counter from 0 on as one more label and takes the first
number that is below the greatest multiple of ``limit`` within 2**64, modulo ``limit``: every value is equally likely.

By hand, in a shell: ``printf 'seed|acak|bku:17' | sha256sum | cut -c1-16``.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import count

_SPAN = 2**64


def number(seed: str, *labels: str | int) -> int:
    """The number from 0 to 2**64 - 1 that belongs to this seed and these labels."""
    text = "|".join([seed, *map(str, labels)])
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")


def below(limit: int, seed: str, *labels: str | int) -> int:
    """A number from 0 to ``limit`` - 1, each equally likely; ``limit`` from 1 to 2**64."""
    if not 1 <= limit <= _SPAN:
        raise ValueError(f"no number below {limit}")
    fair = _SPAN - _SPAN % limit
    return next(value for turn in count() if (value := number(seed, *labels, turn)) < fair) % limit
