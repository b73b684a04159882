"""An event in words. Each room says its own verbs in ``sentences.py``; a step of a workflow tells itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule


@cache
def _told() -> dict[str, str]:
    """Every room's ``SENTENCES``: verb → what happened, in Indonesian."""
    told: dict[str, str] = {}
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "sentences"):
            told.update(import_module(f"{config.name}.sentences").SENTENCES)
    return told


def sentence_of(verb: str, object_type: str) -> str:
    """What happened, for a reader; the verb itself where no room has words for it."""
    told = _told().get(verb)
    if told is not None:
        return told
    model = apps.get_model(object_type) if object_type.count(".") == 1 else None
    workflow = getattr(model, "workflow", None)
    name = verb.rpartition(".")[2]
    labels = {step.name: step.label for step in workflow.steps} if workflow else {}
    return labels.get(name, verb)
