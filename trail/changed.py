"""What an event changed, field by field: label, what stood there before, what stands there now, for a reader.

The trail keeps values as JSON, under the names of the fields; the model says what they are called and how they read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.module_loading import module_has_submodule

from regulations.dates import tanggal
from rupiah.format import format_rupiah

NOTHING, CLOSED = "–", "tertutup"
#: A text longer than this is cut: the record itself, or the next event, has it whole.
_LONGEST = 300

#: What a field is called; where the model cannot know, also how a value is said beside the one at the other end.
Label = str | tuple[str, Callable[[Any, Any], str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an event changed, in words."""

    label: str
    before: str
    after: str


def difference(obj: models.Model, fields: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Which of these fields would change, as the trail keeps it: ``{"name": {"from": …, "to": …}}``.

    What a model names in ``masked_in_trail`` (field → how) is masked before it is kept, and what is encrypted is not
    told at all: no personal data in the trail.
    """
    masked: Mapping[str, Callable[[Any], str]] = getattr(obj, "masked_in_trail", {})

    def told(name: str, value: Any) -> Any:
        if value and getattr(_field(type(obj), name), "is_closed", False):
            return CLOSED
        return masked[name](value) if name in masked and value else plain(value)

    return {
        name: {"from": told(name, getattr(obj, name)), "to": told(name, value)}
        for name, value in fields.items()
        if getattr(obj, name) != value
    }


def filled_in(obj: models.Model, fields: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The same for those that people fill in: what is plain, and no reference, stamp or count of the program's own."""
    return difference(
        obj,
        {
            name: value
            for name, value in fields.items()
            if (field := _field(type(obj), name)) is not None
            and field.editable
            and not field.is_relation
            and isinstance(value, str | int | date | None)
        },
    )


def plain(value: Any) -> Any:
    """A field's value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def changes_of(verb: str, object_type: str, data: Mapping[str, Any]) -> list[Change]:
    """The changes that an event tells of; none where it is about something that came to be, or was looked at."""
    model = _model(object_type)
    labels = _labels().get(verb, {})
    return list(_read(model, labels, data))


def _read(model: Any, labels: Mapping[str, Label], data: Mapping[str, Any]) -> Iterator[Change]:
    workflow = getattr(model, "workflow", None)
    if "from" in data and "to" in data:
        if "" in labels:
            yield _change(None, labels[""], data)
        elif workflow is not None and data["from"] in workflow.states and data["to"] in workflow.states:
            yield Change("Status", workflow.states[data["from"]], workflow.states[data["to"]])
    told = data.get("changes")
    fields = told if isinstance(told, Mapping) else data
    for name, change in fields.items():
        if isinstance(change, Mapping) and "to" in change:
            field = _field(model, name)
            label = labels.get(name) or (str(field.verbose_name) if field is not None else name)
            yield _change(field, label, change)


def _change(field: models.Field[Any, Any] | None, label: Label, change: Mapping[str, Any]) -> Change:
    words, say = label if isinstance(label, tuple) else (label, lambda value, _: in_words(value, field))
    was, now = change.get("from"), change.get("to")
    return Change(f"{words[:1].upper()}{words[1:]}", say(was, now) or NOTHING, say(now, was) or NOTHING)


def in_words(value: Any, field: models.Field[Any, Any] | None = None) -> str:
    """A value as the trail keeps it, as it is read: an amount with Rp, a day in words, a choice by its label."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(in_words(each, field) for each in value)
    if isinstance(value, Mapping):
        return " · ".join(in_words(each) for each in value.values() if each not in (None, ""))
    choices = dict(getattr(field, "flatchoices", ()) or ())
    if value in choices:
        return str(choices[value])
    if isinstance(value, int):
        return format_rupiah(value) if isinstance(field, models.BigIntegerField) else str(value)
    return _text(str(value))


def _text(value: str) -> str:
    if len(value) == 64 and all(letter in "0123456789abcdef" for letter in value):
        return f"berkas bersidik {value[:10]}…"
    return _when(value) or (value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")


def _when(value: str) -> str:
    """A day or a moment in words; "" for what is neither, though it may look like one."""
    try:
        day, moment = parse_date(value), parse_datetime(value)
    except ValueError:
        return ""
    if day is not None:
        return tanggal(day)
    return date_format(timezone.localtime(moment), "j F Y, H.i") if moment is not None and moment.tzinfo else ""


@cache
def _labels() -> dict[str, Mapping[str, Label]]:
    """Every room's ``LABELS`` in ``sentences.py``: verb → field → label; "" is what the event itself is from and to."""
    found: dict[str, Mapping[str, Label]] = {}
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "sentences"):
            found.update(getattr(import_module(f"{config.name}.sentences"), "LABELS", {}))
    return found


def _model(object_type: str) -> Any:
    if object_type.count(".") != 1:
        return None
    try:
        return apps.get_model(object_type)
    except LookupError:
        return None


def _field(model: Any, name: str) -> models.Field[Any, Any] | None:
    try:
        found = model._meta.get_field(name) if model is not None else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None
