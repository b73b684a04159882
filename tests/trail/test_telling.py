"""Every event can be read by a person: no verb without its words."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from django.apps import apps

from trail.state import StatefulModel
from trail.telling import sentence_of

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "partners", "beneficiaries", "activities", "grants", "reports", "audits", "desk")


def verbs_in_code() -> set[str]:
    source = "\n".join(path.read_text() for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return set(re.findall(r'verb="([a-z_]+\.[a-z_]+)"', source))


def test_every_verb_that_code_writes_has_words() -> None:
    steps = {
        f"{model._meta.model_name}.{step.name}"
        for model in apps.get_models()
        if issubclass(model, StatefulModel)
        for step in model.workflow.steps
    }
    verbs = verbs_in_code() - steps
    assert len(verbs) > 15
    told = {verb: sentence_of(verb, "accounts.user", defaultdict(str)) for verb in verbs}
    assert [verb for verb, words in told.items() if verb == words] == []


def test_every_step_of_a_workflow_tells_itself() -> None:
    models = [model for model in apps.get_models() if issubclass(model, StatefulModel)]
    assert len(models) >= 4
    for model in models:
        for step in model.workflow.steps:
            verb = f"{model._meta.model_name}.{step.name}"
            assert sentence_of(verb, model._meta.label_lower, {}) != verb


def test_an_unknown_verb_is_shown_as_it_is() -> None:
    assert sentence_of("thing.done", "accounts.user", {}) == "thing.done"
