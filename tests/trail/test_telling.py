"""Every event can be read by a person: no verb without its words."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path

from django.apps import apps

from beneficiaries.models import Person
from trail.changed import changes_of, difference
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


def test_what_changed_is_told_field_by_field_as_a_reader_knows_it() -> None:
    """Amounts, days, choices, states, lists, papers; a field that is no more, and text that was never JSON of ours."""
    told = {
        "value": {"from": 90_000_000, "to": 95_000_000},
        "ends_on": {"from": "2021-12-31", "to": "2022-03-31"},
        "purpose": {"from": "", "to": "rehabilitasi"},
        "components": {"from": ["hidup_layak"], "to": []},
        "budget": {
            "from": [{"code": "A", "description": "Beras", "volume": 2, "unit": "karung", "unit_price": 50_000}],
            "to": [{"code": "A", "description": "Beras", "volume": 3, "unit": "karung", "unit_price": 50_000}],
        },
        "scan": {"to": "a" * 64},
        "bygone": {"from": None, "to": True},
        "title": {"from": "2021-13-45", "to": "2021-13-45T99:00:00+00:00"},
    }
    changes = {
        each.label: (each.before, each.after)
        for each in changes_of("agreement.revise", "partners.agreement", {"changes": told})
    }
    assert changes["Nilai"] == ("Rp90.000.000", "Rp95.000.000")
    assert changes["Berakhir"] == ("31 Desember 2021", "31 Maret 2022")
    assert changes["Tujuan bantuan"][0] == "–" and changes["Tujuan bantuan"][1].startswith("Rehabilitasi")
    assert changes["Komponen ATENSI"][1] == "–" and "hidup" in changes["Komponen ATENSI"][0]
    assert changes["RAB"] == ("A Beras, 2 karung × Rp50.000", "A Beras, 3 karung × Rp50.000")
    assert changes["Scan"] == ("–", "berkas bersidik aaaaaaaaaa…")
    assert changes["Judul kegiatan"] == ("2021-13-45", "2021-13-45T99:00:00+00:00")
    assert changes["Bygone"] == ("–", "ya")
    (moved,) = changes_of("agreement.propose", "partners.agreement", {"from": "draft", "to": "proposed"})
    assert (moved.label, moved.before) == ("Status", "Konsep")
    (roles,) = changes_of("user.roles", "accounts.user", {"from": [], "to": ["ppk"]})
    assert (roles.label, roles.before, roles.after) == ("Peran", "–", "Pejabat Pembuat Komitmen")
    for data in ({}, {"changes": "?"}, {"changes": {"x": 1}}, {"from": 1, "to": 2}, {"from": [], "to": {}}):
        assert changes_of("a.b", "no.model", data) == changes_of("user.open", "x", data) == []


def test_nobody_s_person_is_told_by_what_changed_of_them() -> None:
    person = Person(name="Siti Aminah", born_on=date(1950, 2, 3), category="odha", nik="3602041234567890")
    changed = difference(
        person, {"name": "Siti Zubaedah", "born_on": date(1951, 2, 3), "category": "napza", "nik": "3602041234567891"}
    )
    assert changed == {
        "name": {"from": "S••• A•••", "to": "S••• Z•••"},
        "born_on": {"from": "tahun 1950", "to": "tahun 1951"},
        "category": {"from": "tertutup", "to": "tertutup"},
        "nik": {"from": "tertutup", "to": "tertutup"},
    }
