"""Typed values as JSON, and back: what a process that reads strangers' files (``vault.apart``) may say and be told.

``said(Intake, intake)`` is dicts, lists, texts and whole numbers; ``heard(Intake, ...)`` makes the intake of them
again. Nothing is believed on the way: every value must be of the type that is declared for it, so the worst that a
broken reader can do is to say something untrue about its own file.

A type is ``str``, ``int``, ``bool``, ``date`` or a union of these with ``None``, but no ``int`` beside a ``date``,
which goes as the number of its day; an ``Enum``; a list, ``tuple[..., ...]``, ``frozenset`` or mapping of such; a
dataclass whose fields are such. Lists of dataclasses go column by column, so a long table costs little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from itertools import accumulate, chain, repeat
from operator import attrgetter
from types import UnionType
from typing import Any, Protocol, Union, get_args, get_origin, get_type_hints

_MOST = 5_000_000  #: items of all lists of one kind together; no file that may come in holds so many
_PLAIN = {str, int, bool, date, type(None)}


class Garbled(ValueError):
    """Values that are not what they should be."""


def said(kind: Any, value: Any) -> Any:
    """``value``, which is of this type, in values that JSON can carry."""
    return _way_of(kind).say([value])


def heard(kind: Any, value: Any) -> Any:
    """The value of this type that was ``said``. Raises Garbled for anything that nobody would say."""
    try:
        (whole,) = _way_of(kind).hear(value, 1)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as problem:
        raise Garbled from problem
    return whole


class _Way(Protocol):
    """How values of one type go: always many of them at once."""

    def say(self, values: Sequence[Any]) -> Any: ...

    def hear(self, column: Any, count: int) -> Sequence[Any]: ...


@cache
def _way_of(kind: Any) -> _Way:
    origin, inside = get_origin(kind) or kind, get_args(kind)
    if origin in (Union, UnionType):
        return _Plain(frozenset(inside))
    if origin in _PLAIN:
        return _Plain(frozenset({origin}))
    if origin in (list, tuple, frozenset, Sequence):
        return _Many(list if origin is Sequence else origin, _way_of(inside[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _Pairs(_way_of(inside[0]), _way_of(inside[1]))
    if isinstance(origin, type) and issubclass(origin, Enum):
        return _Choice(origin)
    if is_dataclass(origin):
        return _Record(origin)
    raise NotImplementedError(f"{kind} is not said between processes")


class _Plain:
    def __init__(self, kinds: frozenset[type]) -> None:
        if not kinds <= _PLAIN or (date in kinds and int in kinds):
            raise NotImplementedError(f"{kinds} are not said between processes")
        self._has_days = date in kinds
        self._kinds = kinds - {date} | {int} if self._has_days else kinds

    def say(self, values: Sequence[Any]) -> list[Any]:
        if self._has_days:
            return [value.toordinal() if isinstance(value, date) else value for value in values]
        return list(values)

    def hear(self, column: Any, count: int) -> Sequence[Any]:
        if type(column) is not list or len(column) != count or not self._kinds.issuperset(map(type, column)):
            raise Garbled("values of another type, or of another number")
        if str in self._kinds:
            only = self._kinds <= {str, type(None)}
            texts = "".join(filter(None, column) if only else [value for value in column if type(value) is str])
            texts.encode()  # a UnicodeEncodeError for half characters is a ValueError
            if "\x00" in texts:
                raise Garbled("NUL")
        if self._has_days:
            days = {number: date.fromordinal(number) for number in set(column) if type(number) is int}
            return [days.get(value, value) for value in column] if str in self._kinds else list(map(days.get, column))
        return column


class _Choice:
    def __init__(self, kind: type[Enum]) -> None:
        self._by_value = {each.value: each for each in kind}

    def say(self, values: Sequence[Any]) -> list[Any]:
        return [value.value for value in values]

    def hear(self, column: Any, count: int) -> Sequence[Any]:
        if type(column) is not list or len(column) != count:
            raise Garbled("choices of another number")
        return [self._by_value[value] for value in column]


class _Many:
    def __init__(self, kind: Callable[[Iterable[Any]], Any], inside: _Way) -> None:
        self._kind, self._inside = kind, inside

    def say(self, values: Sequence[Any]) -> list[Any]:
        if self._kind is frozenset:
            values = [sorted(value) for value in values]
        return [list(map(len, values)), self._inside.say(list(chain.from_iterable(values)))]

    def hear(self, column: Any, count: int) -> Sequence[Any]:
        lengths, items = column
        spans = _spans(lengths, count)
        flat = self._inside.hear(items, spans[-1].stop if spans else 0)
        return [self._kind(flat[span]) for span in spans]


class _Pairs:
    def __init__(self, key: _Way, value: _Way) -> None:
        self._key, self._value = key, value

    def say(self, values: Sequence[Any]) -> list[Any]:
        keys = self._key.say(list(chain.from_iterable(values)))
        return [list(map(len, values)), keys, self._value.say([item for value in values for item in value.values()])]

    def hear(self, column: Any, count: int) -> Sequence[Any]:
        lengths, keys, values = column
        spans = _spans(lengths, count)
        total = spans[-1].stop if spans else 0
        keys, values = self._key.hear(keys, total), self._value.hear(values, total)
        return [dict(zip(keys[span], values[span], strict=True)) for span in spans]


class _Record:
    """A column for each field; None for one that holds its default only."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind
        hints = get_type_hints(kind)
        self._fields = [(each.name, _way_of(hints[each.name]), each.default) for each in fields(kind)]

    def say(self, values: Sequence[Any]) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for name, way, default in self._fields:
            column = list(map(attrgetter(name), values))
            usual = default is not MISSING and column.count(default) == len(column)
            columns[name] = None if usual else way.say(column)
        return columns

    def hear(self, column: Any, count: int) -> Sequence[Any]:
        if type(column) is not dict or column.keys() != {name for name, _, _ in self._fields}:
            raise Garbled(f"no {self._kind.__name__}")
        by_field: list[Iterable[Any]] = []
        for name, way, default in self._fields:
            if column[name] is not None:
                by_field.append(way.hear(column[name], count))
            elif default is not MISSING:
                by_field.append(repeat(default, count))
            else:
                raise Garbled(name)
        return list(map(self._kind, *by_field)) if count else []


_LENGTHS = _Plain(frozenset({int}))


def _spans(lengths: Any, count: int) -> list[slice]:
    """Where each of ``count`` lists stands in the one that holds the items of all. Raises Garbled."""
    heard_lengths = _LENGTHS.hear(lengths, count)
    if heard_lengths and (min(heard_lengths) < 0 or sum(heard_lengths) > _MOST):
        raise Garbled("lists that there cannot be")
    ends = accumulate(heard_lengths)
    return [slice(end - length, end) for end, length in zip(ends, heard_lengths, strict=True)]
