"""Which parameters a rule asks for, read from the rule itself, so that no author has to say it twice."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from regulations.parameters import Parameter


@cache
def parameters_of(judge: Callable[..., Any]) -> tuple[Parameter[Any], ...]:
    """Parameters that this function names, itself or in a function of the rules that it calls; by id."""
    found: dict[str, Parameter[Any]] = {}
    waiting: list[Any] = [inspect.unwrap(judge)]
    seen: set[int] = set()
    while waiting:
        function = waiting.pop()
        if id(function) in seen:
            continue
        seen.add(id(function))
        for name in _names(function.__code__):
            value = function.__globals__.get(name)
            if isinstance(value, Parameter):
                found[value.id] = value
            elif isinstance(value, FunctionType) and value.__module__.startswith("regulations."):
                waiting.append(value)
    return tuple(found[key] for key in sorted(found))


def _names(code: CodeType) -> Iterator[str]:
    """Every name that a function uses and does not make itself, those of its inner functions included."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
