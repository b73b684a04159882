"""What a sample is drawn from: items with a key and an amount, in one order, with one hash."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

_KEY = re.compile(r"[A-Za-z0-9:./-]+")
_HEAD = "kunci,nilai,kelompok"


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that may be chosen: a key that stays, its amount in rupiah, and the group that it is of (an LKS)."""

    key: str
    amount: int
    group: str = ""


@dataclass(frozen=True)
class Population:
    """Items in canonical order: by key, as text. Build it by ``of``, which refuses what could not be told apart."""

    items: tuple[Item, ...]

    @classmethod
    def of(cls, items: Iterable[Item]) -> Population:
        """Raises ValueError for a key that stands twice, or a key or group that is more than letters and digits."""
        ordered = tuple(sorted(items, key=lambda item: item.key))
        for item in ordered:
            if not _KEY.fullmatch(item.key) or (item.group and not _KEY.fullmatch(item.group)):
                raise ValueError(f"not a key: {item.key!r}, {item.group!r}")
        if len({item.key for item in ordered}) < len(ordered):
            raise ValueError("a key stands twice")
        return cls(ordered)

    @classmethod
    def read(cls, content: bytes) -> Population:
        """The population whose canonical bytes these are. Raises ValueError for any others."""
        head, *lines = content.decode().splitlines()
        if head != _HEAD:
            raise ValueError("not a population")
        return cls.of(Item(key, int(amount), group) for key, amount, group in (line.split(",") for line in lines))

    @property
    def canonical(self) -> bytes:
        """A heading, then a line "key,amount,group" for each item in order; UTF-8, each line ends in a line feed."""
        lines = (f"{item.key},{item.amount},{item.group}" for item in self.items)
        return "".join(f"{line}\n" for line in (_HEAD, *lines)).encode()

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, in hexadecimal."""
        return sha256(self.canonical).hexdigest()

    @cached_property
    def worth(self) -> tuple[Item, ...]:
        """The items of more than nought: only these have rupiah that could be hit."""
        return tuple(item for item in self.items if item.amount > 0)

    @property
    def amount(self) -> int:
        """Rupiah of the items of more than nought."""
        return sum(item.amount for item in self.worth)

    @property
    def worthless(self) -> tuple[Item, ...]:
        """The items of nought or less: left out by every method, and shown, for they want a test of their own."""
        return tuple(item for item in self.items if item.amount <= 0)
