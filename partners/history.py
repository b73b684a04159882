"""The trail of an LKS or an agreement in sentences, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from accounts.roles import Role
from partners.models import Agreement, Partner
from partners.workflow import AGREEMENT
from rupiah.format import format_rupiah
from trail.models import Event

_MONEY = {"value"}
_PARTS = {"budget": "RAB", "instalments": "termin"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as a reader sees it."""

    verb: str
    sentence: str
    actor_name: str
    at: datetime
    data: dict[str, Any]


def history_of(record: Partner | Agreement) -> list[Happening]:
    """What has happened to this record, newest first."""
    events = Event.objects.about(record).order_by("-number")
    return [
        Happening(event.verb, _say(event, type(record)), event.actor_name, event.at, event.data) for event in events
    ]


def _say(event: Event, model: type[models.Model]) -> str:
    data, verb = event.data, event.verb
    match verb:
        case "partner.register":
            return "LKS didaftarkan"
        case "partner.revise" | "agreement.revise":
            return f"Diubah: {_changes(data.get('changes', {}), model)}"
        case "partner.appoint":
            label = Role(data["role"]).label
            replaced = f", menggantikan {data['from']}" if data.get("from") else ""
            return f"{label}: {data['to']}{replaced}"
        case "partner.officer":
            return f"Data {Role(data['role']).label.lower()} {data['officer']} diperbarui"
        case "partner.document":
            return f"Dokumen dicatat: {data['document']}"
        case "partner.account":
            return f"Rekening: {data['to']}"
        case "agreement.draft":
            return f"Konsep disusun, nilai {format_rupiah(data['value'])}"
    step = AGREEMENT.step(verb.partition(".")[2])
    return f"{step.label} → {AGREEMENT.states[step.target]}"


def _changes(changes: dict[str, dict[str, Any]], model: type[models.Model]) -> str:
    parts = []
    for name, change in changes.items():
        if name in _PARTS:
            parts.append(_PARTS[name])
            continue
        label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        if name in _MONEY:
            parts.append(f"{label} {format_rupiah(change['from'])} → {format_rupiah(change['to'])}")
        elif isinstance(change["to"], str) and len(change["to"]) <= 60:
            parts.append(f"{label} “{change['from'] or '–'}” → “{change['to'] or '–'}”")
        else:
            parts.append(label)
    return "; ".join(parts)
