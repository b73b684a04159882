"""An event in words. Each room says its own verbs in ``sentences.py``; a step of a workflow tells itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from regulations.dates import tanggal

#: A sentence in which {names} stand for the event's data, or what makes one of them.
Words = str | Callable[[Mapping[str, Any]], str]


@cache
def _told() -> dict[str, Words]:
    """Every room's ``SENTENCES``: verb → what happened, in Indonesian."""
    told: dict[str, Words] = {}
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "sentences"):
            told.update(import_module(f"{config.name}.sentences").SENTENCES)
    return told


def day_in_words(day: str | None) -> str:
    """A day as events keep it, "2026-11-22", as it is read: "22 November 2026"; "–" for none."""
    return tanggal(date.fromisoformat(day)) if day else "–"


def sentence_of(verb: str, object_type: str, data: Mapping[str, Any]) -> str:
    """What happened, for a reader; the verb itself where no room has words for it."""
    words = _told().get(verb)
    if callable(words):
        return words(data)
    if words is not None:
        return words.format_map(defaultdict(lambda: "–", data))
    model = apps.get_model(object_type) if object_type.count(".") == 1 else None
    workflow = getattr(model, "workflow", None)
    name = verb.rpartition(".")[2]
    labels = {step.name: step.label for step in workflow.steps} if workflow else {}
    return labels.get(name, verb)
