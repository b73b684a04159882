"""Many values asked of the database in parts: SQLite takes no more than so many in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

#: Values that one statement names.
AT_ONCE = 500


def in_parts(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The values in their order, so many at once; none where there are none."""
    left = iter(values)
    while part := list(islice(left, size)):
        yield part
