"""An intake as plain values, and back: what the process that reads a workbook may say to the one that asked.

Lists of facts go column by column. Nothing is believed on the way back: every value must have the type that its field
declares, so the worst that a broken reader can do is to say something untrue about its own workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, asdict, fields
from datetime import date
from itertools import chain, repeat
from typing import Any, TypeVar, get_args, get_type_hints

from regulations.facts import BeneficiaryFacts, DeclaredFacts, EntryFacts, TaxFacts
from regulations.findings import Finding, Severity, Where
from reports.intake.layout import Placement
from reports.intake.problems import FORM
from reports.intake.read import Identity, Intake

Fact = TypeVar("Fact", EntryFacts, BeneficiaryFacts, TaxFacts)
Column = list[Any]

_NO_KEYS: frozenset[str] = frozenset()


class Garbled(ValueError):
    """Values that are no intake."""


def plain(intake: Intake) -> dict[str, Any]:
    """The intake in dicts, lists, texts and whole numbers."""
    return {
        "identity": asdict(intake.identity),
        "entries": _to_columns(EntryFacts, intake.entries),
        "beneficiaries": _to_columns(BeneficiaryFacts, intake.beneficiaries),
        "taxes": _to_columns(TaxFacts, intake.taxes),
        "declared": {**asdict(intake.declared), "unreadable": sorted(intake.declared.unreadable)},
        "unreadable_tables": sorted(intake.unreadable_tables),
        "findings": plain_findings(intake.findings),
        "placements": {title: asdict(placement) for title, placement in intake.placements.items()},
    }


def intake_of(value: Any) -> Intake:
    """The intake again. Raises Garbled for anything that ``plain`` would not say."""
    try:
        return Intake(
            identity=identity_of(value["identity"]),
            entries=_from_columns(EntryFacts, value["entries"]),
            beneficiaries=_from_columns(BeneficiaryFacts, value["beneficiaries"]),
            taxes=_from_columns(TaxFacts, value["taxes"]),
            declared=DeclaredFacts(**_typed(DeclaredFacts, value["declared"])),
            unreadable_tables=_keys(value["unreadable_tables"]),
            findings=tuple(_finding(*each) for each in value["findings"]),
            placements={text(title): _placement(**placement) for title, placement in value["placements"].items()},
        )
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise Garbled from problem


def identity_of(value: Any) -> Identity:
    """The identity again, of ``asdict``. Raises Garbled."""
    try:
        return Identity(**_typed(Identity, value))
    except (LookupError, TypeError, ValueError, AttributeError) as problem:
        raise Garbled from problem


def plain_findings(findings: Iterable[Finding]) -> list[list[Any]]:
    """Findings of intake: all of them cite the form itself."""
    return [
        [
            each.rule,
            each.severity.value,
            each.message,
            each.where.sheet,
            each.where.row,
            each.where.field,
            each.found,
            each.expected,
            each.remedy,
        ]
        for each in findings
    ]


def text(value: Any) -> str:
    """The value, if it is text that a database stores. Raises Garbled."""
    _all_texts([value], frozenset({str}))
    return str(value)


def _finding(rule: Any, severity: Any, message: Any, sheet: Any, row: Any, field: Any, *texts: Any) -> Finding:
    found, expected, remedy = (text(each) for each in texts)
    where = Where(_maybe_text(sheet), _maybe_whole(row), _maybe_text(field))
    return Finding(text(rule), Severity(severity), text(message), where, found, expected, remedy, FORM)


def _placement(*, title: Any, header_row: Any, columns: Any, rows: Any) -> Placement:
    return Placement(text(title), _whole(header_row), _places(columns), _places(rows))


def _places(value: Any) -> dict[str, int]:
    return {text(key): _whole(place) for key, place in value.items()}


def _to_columns(kind: type[Fact], rows: Sequence[Fact]) -> dict[str, Column | None]:
    """Values by field; None for a column that holds its default only."""
    columns: dict[str, Column | None] = {}
    for field in fields(kind):
        values: Column = [getattr(row, field.name) for row in rows]
        if field.default is not MISSING and all(value == field.default for value in values):
            columns[field.name] = None
        else:
            columns[field.name] = _SAID[_type_of(kind, field.name)](values)
    return columns


def _from_columns(kind: type[Fact], columns: Any) -> tuple[Fact, ...]:
    count = len(columns["row"])
    by_field: list[Iterable[Any]] = []
    for field in fields(kind):
        column = columns[field.name]
        if column is None:
            if field.default is MISSING:
                raise Garbled(field.name)
            by_field.append(repeat(field.default, count))
        elif type(column) is list and len(column) == count:
            by_field.append(_HEARD[_type_of(kind, field.name)](column))
        else:
            raise Garbled(field.name)
    return tuple(map(kind, *by_field)) if count else ()


def _typed(kind: type, value: Any) -> dict[str, Any]:
    """Keyword arguments of a single record."""
    names = [field.name for field in fields(kind)]
    if sorted(value) != sorted(names):
        raise Garbled(kind.__name__)
    return {name: next(iter(_HEARD[_type_of(kind, name)]([value[name]]))) for name in names}


def _type_of(kind: type, name: str) -> frozenset[type]:
    hint = _HINTS.setdefault(kind, get_type_hints(kind))[name]
    if hint == frozenset[str]:
        return frozenset({frozenset})
    return frozenset(get_args(hint) or {hint})


_HINTS: dict[type, Mapping[str, Any]] = {}


def _all_texts(column: Column, allowed: frozenset[type]) -> Column:
    _all_of(column, allowed)
    joined = "".join(value for value in column if value is not None)
    joined.encode()  # a UnicodeEncodeError for half characters is a ValueError
    if "\x00" in joined:
        raise Garbled("NUL")
    return column


def _all_of(column: Column, allowed: frozenset[type]) -> Column:
    if not allowed.issuperset(map(type, column)):
        raise Garbled("a value of another type")
    return column


def _all_days(column: Column) -> list[date | None]:
    _all_of(column, frozenset({int, type(None)}))
    known = {ordinal: date.fromordinal(ordinal) for ordinal in set(column) if ordinal is not None}
    return list(map(known.get, column))


def _keys(value: Any) -> frozenset[str]:
    return frozenset(_all_texts(list(value), frozenset({str}))) if value else _NO_KEYS


def _all_keys(column: Column) -> list[frozenset[str]]:
    _all_of(column, frozenset({list, type(None)}))
    _all_texts(list(chain.from_iterable(keys for keys in column if keys)), frozenset({str}))
    return [frozenset(keys) if keys else _NO_KEYS for keys in column]


def _whole(value: Any) -> int:
    _all_of([value], frozenset({int}))
    return int(value)


def _maybe_whole(value: Any) -> int | None:
    return None if value is None else _whole(value)


def _maybe_text(value: Any) -> str | None:
    return None if value is None else text(value)


_NONE = type(None)
#: How a column of each type is said and heard.
_SAID: dict[frozenset[type], Callable[[Column], Column]] = {
    frozenset({int}): list,
    frozenset({bool}): list,
    frozenset({int, _NONE}): list,
    frozenset({str, _NONE}): list,
    frozenset({date, _NONE}): lambda column: [value and value.toordinal() for value in column],
    frozenset({frozenset}): lambda column: [sorted(value) if value else None for value in column],
}
_HEARD: dict[frozenset[type], Callable[[Column], Iterable[Any]]] = {
    frozenset({int}): lambda column: _all_of(column, frozenset({int})),
    frozenset({bool}): lambda column: _all_of(column, frozenset({bool})),
    frozenset({str}): lambda column: _all_texts(column, frozenset({str})),
    frozenset({int, _NONE}): lambda column: _all_of(column, frozenset({int, _NONE})),
    frozenset({str, _NONE}): lambda column: _all_texts(column, frozenset({str, _NONE})),
    frozenset({date, _NONE}): _all_days,
    frozenset({frozenset}): _all_keys,
}
